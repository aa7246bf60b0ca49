"""Where a report belongs: with an episode that is known, at the beginning of a new one, or with
somebody who has to say.

Duplicates are the rule, not the exception: a carer rings, the police notify, and notify again. A
report is never dropped, and a child never has two episodes at one time. Source: DfE, SSDA903 guide,
module Missing: no period overlaps another, and none starts while one is open.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cairn.missing.choices import Belongs

TWO_AT_ONCE = "Its times fall into two episodes that are known."
BEFORE_ANOTHER = (
    "It is earlier than an episode that is known, and does not say when the child came back."
)
SEEN_MEANWHILE = (
    "It says the child was seen after the episode that is open was reported. They may have come back"
    " in between."
)
NUMBER_AGAIN = (
    "It has the police’s number of an episode that was over. Perhaps the child had not come back."
)
OUT_OF_ORDER = "Its times do not follow one another. Look at them, and put right what is wrong."
NO_BEGINNING = "It does not say since when the child was missing. Ask, and record it."
AN_ADULT = "The young person was 18 by then."
IN_THE_FUTURE = "Its times lie in the future."


@dataclass(frozen=True)
class Told:
    """What a report says of time. `police_reference` is the police's own number, if it has one.

    A report may be made after the child is back: then it is later than the return.
    """

    reported_at: datetime
    last_seen_at: datetime | None = None
    returned_at: datetime | None = None
    police_reference: str = ""
    found_at: datetime | None = None

    @property
    def from_at(self) -> datetime:
        """Since when the child is missing: since last seen; where nobody says, since the first that is
        known of it.
        """
        times = (self.last_seen_at, self.reported_at, self.found_at, self.returned_at)
        return min(one for one in times if one)

    @property
    def until_at(self) -> datetime:
        """The last moment at which the child was missing as far as the report knows."""
        return max(self.returned_at or self.reported_at, self.from_at)

    @property
    def unclear(self) -> str:
        """What is wrong with its times, in words; else empty."""
        after = [one for one in (self.found_at, self.returned_at) if one]
        if self.last_seen_at is None:
            return NO_BEGINNING if after and min(after) < self.reported_at else ""
        is_seen_first = self.last_seen_at <= min([self.reported_at, *after])
        return "" if is_seen_first and after == sorted(after) else OUT_OF_ORDER


@dataclass(frozen=True)
class Known:
    """An episode that is known. `until_at` is None while it is open."""

    number: int
    from_at: datetime
    until_at: datetime | None = None
    reported_at: datetime | None = None
    police_reference: str = ""


@dataclass(frozen=True)
class Place:
    """Where a report belongs. `number` is that of the episode it joins; `asks` says what is unclear."""

    belongs: Belongs
    number: int | None = None
    asks: str = ""


def place(told: Told, episodes: Sequence[Known], *, now: datetime, adult_at: datetime) -> Place:
    """`episodes` are all that the child has had; `adult_at` is the instant of turning eighteen.

    The police's own number says to which episode a report belongs, but it hides no child: who was last
    seen after the return is shown as missing again.
    """
    if max(told.from_at, told.until_at) > now:
        return Place(Belongs.ASKS, asks=IN_THE_FUTURE)
    numbered = [
        one for one in episodes
        if told.police_reference and told.police_reference == one.police_reference
    ]  # fmt: skip
    for one in numbered:
        if one.until_at is None or told.from_at < one.until_at:
            return _joined(told, one)
    met = [one for one in episodes if _meet(told, one)]
    if len(met) > 1:
        return Place(Belongs.ASKS, asks=TWO_AT_ONCE)
    if met:
        return _joined(told, met[0])
    if told.from_at >= adult_at:
        return Place(Belongs.ASKS, asks=AN_ADULT)
    is_last = all(one.until_at and one.until_at <= told.from_at for one in episodes)
    if is_last or told.returned_at:
        asks = " ".join(filter(None, [NUMBER_AGAIN if numbered else "", told.unclear]))
        return Place(Belongs.BEGINS, asks=asks)
    return Place(Belongs.ASKS, asks=BEFORE_ANOTHER)


def _joined(told: Told, one: Known) -> Place:
    """An episode that is open goes on; one report that knows better is for somebody to look at."""
    seen_since = told.last_seen_at and one.reported_at and told.last_seen_at > one.reported_at
    unclear = SEEN_MEANWHILE if seen_since and one.until_at is None else ""
    return Place(Belongs.JOINS, one.number, unclear)


def _meet(told: Told, one: Known) -> bool:
    """Whether they share a moment. Seen last at the very moment of a return is the next time."""
    begins_before_its_end = one.until_at is None or told.from_at < one.until_at
    return begins_before_its_end and told.until_at >= one.from_at
