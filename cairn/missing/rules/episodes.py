"""What must be true of a missing episode. No database, no request, no clock.

Source: DfE, SSDA903 guide, module Missing (start is the later of left placement and last seen by a
responsible adult; unresolved until the eighteenth birthday); Police, missing persons grades.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from cairn.foundation import clock
from cairn.foundation.dates import ADULT_AT, birthday
from cairn.missing.choices import Belongs, Ended, What
from cairn.missing.rules.joining import Known, Told, place

ORDER = (What.LAST_SEEN, What.REPORTED, What.FOUND, What.RETURNED)
# A report is often made, or written down, when the child is found or back already.
FREE = ({What.REPORTED, What.FOUND}, {What.REPORTED, What.RETURNED})
BELONGS_TO_ONE = "Its times fall into an episode that is known. Put it there."
SET_ASIDE = "This report was set aside. Take it up again first."
NOT_MISSING = "The child had not been missing. Nothing more is recorded here."
NAMES = {
    What.LAST_SEEN: "was last seen", What.REPORTED: "was reported", What.FOUND: "was found",
    What.RETURNED: "came back",
}  # fmt: skip


def adult_at(born_on: date | None) -> datetime:
    """The instant of turning eighteen; the end of time where no birthday is known."""
    if born_on is None:
        return datetime.max.replace(tzinfo=clock.UTC)
    return clock.instant_of(birthday(born_on, ADULT_AT))


def counting(said: Iterable[tuple[str, datetime]]) -> dict[str, datetime]:
    """Of all that was said, in that order, what counts: of each kind the latest."""
    known: dict[str, datetime] = {}
    for what, at in said:
        if what == What.NOT_BACK:
            known.pop(What.RETURNED, None)
        else:
            known[what] = at
    return known


def as_seen(at: datetime | None) -> str:
    """What counts of something, as a form carries it: empty while nobody has said it."""
    return at.isoformat() if at else ""


def begins_at(known: Mapping[str, datetime]) -> datetime | None:
    """Since when the child is missing: since the first that is known of it. None if nothing is."""
    return min(known.values(), default=None)


def reason_not_to_record(*, ended: str) -> str | None:
    """Why nothing can be recorded in an episode any more."""
    return NOT_MISSING if ended == Ended.NOT_MISSING else None


def reason_not_to_say(
    *,
    what: str,
    at: datetime,
    known: Mapping[str, datetime],
    now: datetime,
    adult_at: datetime | None = None,
    after: datetime | None = None,
    before: datetime | None = None,
    is_correction: bool,
    why: str,
) -> str | None:
    """Why this cannot be the time of something in an episode, or None.

    `known` is what counts so far; `after` and `before` are the end of the child's episode before
    this one and the beginning of the next; `adult_at` the birthday that ended this one, if one did.
    """
    if at > now:
        return "This time lies in the future."
    if is_correction and not why.strip():
        return "Say why what was recorded before was not right."
    if adult_at and at > adult_at:
        return "At that time the young person was 18 already, and the episode had ended."
    if after and at < after:
        return "At that time the child was missing in an earlier episode."
    if before and at > before:
        return "At that time the child was missing in a later episode."
    place = ORDER.index(What(what))
    for number, other in enumerate(ORDER):
        if {what, other} in FREE:
            continue
        if other in known and number < place and at < known[other]:
            return f"The child {NAMES[other]} after that. Look at the times again."
        if other in known and number > place and at > known[other]:
            return f"The child {NAMES[other]} before that. Look at the times again."
    return None


def reason_not_with(child: int, *, company: Collection[int]) -> str | None:
    return "The child who was missing was not with themselves." if child in company else None


def reason_not_to_return(*, ended: str) -> str | None:
    if ended == Ended.RETURNED:
        return "The child’s return is recorded already."
    return "This episode has ended." if ended else None


def reason_not_to_reopen(*, ended: str, has_later: bool, why: str) -> str | None:
    if ended != Ended.RETURNED:
        return "Only a return that was recorded can be taken back."
    if has_later:
        return "The child has been missing again since, so they had come back."
    return None if why.strip() else "Say why the child is not back after all."


def reason_not_to_end(*, ended: str, why: str) -> str | None:
    if ended:
        return "This episode has ended."
    return None if why.strip() else "Say how it is known that the child was not missing."


def reason_not_to_acknowledge(*, taken_by: str, is_set_aside: bool) -> str | None:
    if taken_by:
        return f"{taken_by} has taken this on already."
    return SET_ASIDE if is_set_aside else None


def reason_not_to_match(*, is_matched: bool, is_set_aside: bool) -> str | None:
    if is_matched:
        return "Somebody has said already which child this is about."
    return SET_ASIDE if is_set_aside else None


def reason_not_to_unmatch(*, is_matched: bool, is_set_aside: bool, why: str) -> str | None:
    if not is_matched:
        return "Nobody has said yet which child this report is about."
    if is_set_aside:
        return SET_ASIDE
    return None if why.strip() else "Say how it is known that it is another child."


def reason_not_to_set_aside(*, is_joined: bool, is_set_aside: bool, why: str) -> str | None:
    if is_joined:
        return "This report belongs to an episode, and stays there."
    if is_set_aside:
        return "This report was set aside already."
    return None if why.strip() else "Say why nobody needs to look at this report."


def reason_not_to_take_up(*, is_set_aside: bool) -> str | None:
    return None if is_set_aside else "This report waits already: nobody has set it aside."


def reason_not_to_place(*, has_child: bool, is_joined: bool, is_set_aside: bool) -> str | None:
    """Why nobody can say where a report belongs."""
    if is_set_aside:
        return SET_ASIDE
    if not has_child:
        return "Say first which child this report is about."
    return "This report belongs to an episode, and stays there." if is_joined else None


def reason_not_to_begin(told: Told, episodes: Sequence[Known]) -> str | None:
    """Why a report cannot begin an episode of its own, whatever somebody says."""
    now, adult_at = told.until_at, datetime.max.replace(tzinfo=clock.UTC)
    found = place(told, episodes, now=now, adult_at=adult_at)
    return None if found.belongs == Belongs.BEGINS else found.asks or BELONGS_TO_ONE
