"""What the desk may do with an item, and by when somebody must have picked it up. No database,
request or clock: the moment, the office hours and the local standards are arguments.

Source: the partnership's guidance on its information form (information about a crime goes to 101;
other matters to the right service; the mailbox that nobody read in the evening or at weekends).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cairn.accounts.roles import Role
from cairn.foundation import wording
from cairn.foundation.clock import OfficeHours
from cairn.submissions.choices import MentionKind, Outcome, Rank

# Whom to tell, in this order, until somebody picks it up. `desk-escalation-ladder` may replace it.
LADDER = (Role.POLICE_CE, Role.POLICE_METCO, Role.CERAR_MANAGER)

# Held to the shorter standard, in real time, day and night.
CANNOT_WAIT = frozenset({Rank.URGENT, Rank.CRIME})

STILL_LOOKING = timedelta(seconds=40)  # an open page says so every 15 seconds

# Beginnings of the keys of notices. The first call for somebody, and are moot once somebody has the
# item; the others tell whoever has it of something to do, and are moot once it is decided.
CALLS_FOR_SOMEBODY = ("triage.escalated:", "triage.cannot_wait:")
MOOT_ONCE_DECIDED = (*CALLS_FOR_SOMEBODY, "triage.handed:", "triage.heard:")

NEEDS_DESTINATION = frozenset({Outcome.HUB, Outcome.PASSED_ON})
NEEDS_REASON = frozenset({Outcome.NO_ACTION})

MENTION_WORDS = {
    MentionKind.CHILD: ("child", "children"),
    MentionKind.ADULT: ("adult", "adults"),
    MentionKind.PLACE: ("place", "places"),
    MentionKind.VEHICLE: ("vehicle", "vehicles"),
    MentionKind.PHONE: ("phone number", "phone numbers"),
    MentionKind.ONLINE: ("online name", "online names"),
}

ALREADY_DECIDED = "This has already been decided. Reopen it to work on it again."


@dataclass(frozen=True)
class Standing:
    """How things stand with one item, as one person sees it. `holder` is a name, or empty."""

    is_finished: bool = False
    holder: str = ""
    is_mine: bool = False

    @property
    def is_somebody_elses(self) -> bool:
        return bool(self.holder) and not self.is_mine


@dataclass(frozen=True)
class Standards:
    """The local standards of the day, for how long an item may lie before somebody is told."""

    urgent: timedelta  # real time, day and night; then again for each further person
    acknowledge: timedelta  # desk hours
    again: timedelta  # desk hours, for each further person
    hours: OfficeHours


# --- what a person may do now -------------------------------------------------------------------


def reason_not_to_pick_up(standing: Standing) -> str | None:
    if standing.is_finished:
        return ALREADY_DECIDED
    if standing.is_mine:
        return "You already have it."
    if standing.holder:
        return f"{standing.holder} already has it."
    return None


def reason_not_to_put_back(standing: Standing) -> str | None:
    if standing.is_finished:
        return ALREADY_DECIDED
    if not standing.holder:
        return "Nobody has it: it is in the queue already."
    if not standing.is_mine:
        return f"Only the person who has it can put it back, and {standing.holder} has it."
    return None


def reason_not_to_hand_over(
    standing: Standing, *, colleague: str, is_on_desk: bool, has_it: bool
) -> str | None:
    """Anybody at the desk may, so that nothing lies with somebody who is away."""
    if standing.is_finished:
        return ALREADY_DECIDED
    if not is_on_desk:
        return "Choose somebody who works at the desk for this area."
    if has_it:
        return f"{colleague} already has it."
    return None


def reason_not_to_ask(standing: Standing, *, text: str) -> str | None:
    if standing.is_finished:
        return ALREADY_DECIDED
    if standing.is_somebody_elses:
        return f"{standing.holder} has it, so {standing.holder} asks. Or hand it to yourself first."
    if not text.strip():
        return "Write the question you want to ask."
    return None


def reason_not_to_decide(
    standing: Standing,
    *,
    outcome: str,
    reason: str = "",
    destination: str = "",
    nothing_more_to_make: bool = False,
) -> str | None:
    if standing.is_finished:
        return ALREADY_DECIDED
    if standing.is_somebody_elses:
        return (
            f"{standing.holder} has it, so {standing.holder} decides. Or hand it to yourself first."
        )
    if outcome not in Outcome.values:
        return "Choose what happens to it."
    if outcome in NEEDS_DESTINATION and not destination.strip():
        return "Say where it goes."
    if outcome in NEEDS_REASON and not reason.strip():
        return "Say why there is no action."
    if outcome == Outcome.PROCESSED and not nothing_more_to_make:
        return "Make every strand it holds first, and say that there is nothing more to make."
    return None


def reason_not_to_reopen(standing: Standing, *, reason: str) -> str | None:
    if not standing.is_finished:
        return "It has not been decided, so there is nothing to reopen."
    if not reason.strip():
        return "Say why it is reopened."
    return None


# --- by when somebody must have picked it up ----------------------------------------------------


def step_due(step: int, *, rank: int, free_since: datetime, standards: Standards) -> datetime:
    """When person number `step` (1 is the first) is told, if it is still with nobody."""
    if rank in CANNOT_WAIT:
        return free_since + step * standards.urgent
    allowed = standards.acknowledge + (step - 1) * standards.again
    return standards.hours.add_office_time(free_since, allowed)


def steps_due(
    *, rank: int, free_since: datetime, now: datetime, most: int, standards: Standards
) -> int:
    """How many people ought to have been told by now. The same however late or often it is asked.

    Out of desk hours nobody is told of what can wait.
    """
    if rank not in CANNOT_WAIT and not standards.hours.is_open(now):
        return 0
    due = 0
    while due < most and (
        step_due(due + 1, rank=rank, free_since=free_since, standards=standards) <= now
    ):
        due += 1
    return due


def standard_words(*, rank: int, step: int, standards: Standards) -> str:
    """The standard that was missed, as it read that day: kept with the escalation."""
    if rank in CANNOT_WAIT:
        return f"{wording.duration(step * standards.urgent)}, day or night"
    allowed = standards.acknowledge + (step - 1) * standards.again
    return f"{wording.duration(allowed)} of desk hours"


def escalation_words(*, rank: int, standard: str, may_open: bool) -> str:
    """What the next person is told. Nothing of what was sent."""
    what_to_do = (
        "Pick it up, or see to it that somebody does."
        if may_open
        else "Only the desk can open it: call the desk, give its reference, and ask who picks it up."
    )
    said = f" {Rank(rank).label}." if rank in CANNOT_WAIT else ""
    return (
        f"Something in the police desk’s queue has waited longer than {standard}, and nobody has "
        f"picked it up.{said} {what_to_do}"
    )


@dataclass(frozen=True)
class PickUp:
    """By when somebody is to pick an item up: in words, and whether it is late."""

    words: str = ""
    is_late: bool = False


def pick_up(*, rank: int, free_since: datetime, now: datetime, standards: Standards) -> PickUp:
    """48 minutes left, by 4:20pm today. Past it: 12 minutes late, was due 4:20pm today."""
    due = step_due(1, rank=rank, free_since=free_since, standards=standards)
    return PickUp(wording.time_left(now, due), is_late=due < now)


@dataclass(frozen=True)
class Candidate:
    """Somebody who could be told, and what decides their place in the row."""

    pk: int
    roles: tuple[str, ...]
    is_of_this_area: bool  # not of the whole county
    in_hand: int


def ladder_of(value: object) -> tuple[Role, ...]:
    """The ladder in a local standard: a list of roles. Anything else leaves the usual one."""
    if not isinstance(value, list):
        return LADDER
    return tuple(Role(role) for role in value if role in Role.values) or LADDER


def in_order(people: Iterable[Candidate], *, ladder: Sequence[Role]) -> list[Candidate]:
    """Up the ladder; on one rung those of this area first, then those with least in hand."""

    def rung(person: Candidate) -> int:
        return min(number for number, role in enumerate(ladder) if role in person.roles)

    on_ladder = [person for person in people if set(person.roles) & set(ladder)]
    return sorted(
        on_ladder, key=lambda one: (rung(one), not one.is_of_this_area, one.in_hand, one.pk)
    )


def next_to_tell(row: Sequence[Candidate], *, told: Collection[int], due: int) -> list[Candidate]:
    """Who is told now, if `due` people ought to have been and `told` were."""
    return [person for person in row if person.pk not in told][: max(due - len(told), 0)]


# --- words of the queue -------------------------------------------------------------------------


def mention_words(counts: Mapping[str, int]) -> str:
    """1 child, 2 adults and 1 place: what kind of things are mentioned, and never which."""
    return (
        wording.name_list(
            wording.plural(counts[kind], *words)
            for kind, words in MENTION_WORDS.items()
            if kind in counts
        )
        or "Nobody and nothing named"
    )


def new_items_words(number: int) -> str:
    return f"{wording.plural(number, 'new item')} in the queue" if number else ""


def shown_words(shown: int, *, more: bool) -> str:
    if not shown:
        return ""
    return f"{shown} shown, more below" if more else f"{shown} shown"
