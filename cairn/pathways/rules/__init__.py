"""What is true of contacts and pathways: every legal move, and why one is not possible.

MOVES is the one table of states: the actions ask it, and docs/pathway.md is drawn from it.
Sources: Cumbria's strategy (CERAR, "Child Exploitation Risk Assessment and Review") for the screening
of every contact and the Level 1 meeting; the newsletter of 2024 for the worker's entitlement.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cairn.assessments.choices import Level as Prompted
from cairn.foundation import clock
from cairn.foundation.wording import day
from cairn.intelligence.choices import Handling
from cairn.pathways.choices import Act, Ended, Level, Moved, Outcome, Source, State
from cairn.pathways.rules.agenda import BEFORE_EIGHTEEN as BEFORE_EIGHTEEN
from cairn.pathways.rules.agenda import Case as Case
from cairn.pathways.rules.agenda import agenda_item as agenda_item
from cairn.pathways.rules.agenda import reasons_for_agenda as reasons_for_agenda

OPEN = (State.TO_MEET, State.HIGH, State.MEDIUM, State.LOW)
LEVELS = (State.HIGH, State.MEDIUM, State.LOW)
RANK = (Level.LOW, Level.MEDIUM, Level.HIGH)
MOST_VIEWS = 20
# Beginnings of the keys of notices that are moot once somebody has screened, or answered.
CALLS_TO_SCREEN = ("pathways.contact:",)
CALLS_TO_ANSWER = ("pathways.asked:",)


@dataclass(frozen=True)
class Move:
    """An act, the states in which it is possible, and those it can lead to."""

    act: Act
    possible_in: tuple[State, ...]
    leads_to: tuple[State, ...]


MOVES = (
    Move(Act.SET_LEVEL, OPEN, LEVELS),
    Move(Act.REVIEW, LEVELS, LEVELS),
    Move(Act.WORKER, (State.LOW,), (State.LOW,)),
    Move(Act.OFFER, OPEN, (State.MOVING,)),
    Move(Act.ACCEPT, (State.MOVING,), OPEN),
    Move(Act.REJECT, (State.MOVING,), OPEN),
    Move(Act.WITHDRAW, (State.MOVING,), OPEN),
    Move(Act.CLOSE, OPEN, (State.CLOSED,)),
    Move(Act.REOPEN, (State.CLOSED,), OPEN),
)
MOVE_OF: Mapping[Act, Move] = {move.act: move for move in MOVES}


@dataclass(frozen=True)
class Facts:
    """What is recorded of a pathway, as far as its state depends on it."""

    level: Level | None = None  # the latest that was set
    is_moving: bool = False  # a council was asked to take it, and has not answered
    is_closed: bool = False  # it ended, and was not reopened


def state(facts: Facts) -> State:
    if facts.is_closed:
        return State.CLOSED
    if facts.is_moving:
        return State.MOVING
    return State(facts.level.value) if facts.level else State.TO_MEET


def reason_not_to(act: Act, *, now: State) -> str | None:
    """Why an act is not possible in this state, or None."""
    if now in MOVE_OF[act].possible_in:
        return None
    if act is Act.REOPEN:
        return "This pathway is open."
    if now is State.CLOSED:
        return "This pathway has ended. Reopen it first."
    if act in {Act.ACCEPT, Act.REJECT, Act.WITHDRAW}:
        return "No council is being asked to take this pathway."
    if now is State.MOVING:
        return "A council is asked to take this pathway. Wait for its answer, or withdraw it."
    if act is Act.WORKER and now in LEVELS:
        return f"At {now.label} every child is entitled to an intervention worker."
    return "There is no level yet. The Level 1 meeting sets the first one."


def reason_not_to_record_contact(*, source: str, who: str, said: str) -> str | None:
    """Why somebody's word cannot be kept as a contact."""
    if source not in Source.values:
        return "Choose where it comes from."
    if source == Source.COUNCIL and not who.strip():
        return "Say which council it comes from."
    return None if said.strip() else "Write what the concern is."


def may_be_repeated(*, handling: str, names_others_restricted: bool) -> bool:
    """Whether a strand's sanitised text may stand in a contact about one of the children it names.

    A contact is read by whoever reaches the child. With conditions, or where it also names a child
    whose record is restricted, not all of them may read the strand.
    """
    return handling == Handling.PERMITTED and not names_others_restricted


def held_back(*, has_more: bool) -> str:
    what = "more information" if has_more else "information"
    return (
        f"The police unit passed on {what}; its handling conditions forbid repeating it here."
        " Ask the unit."
    )


def reason_not_to_screen(
    *, is_screened: bool, outcome: str, reason: str, has_open_pathway: bool
) -> str | None:
    if is_screened:
        return "This contact has been screened already."
    if not reason.strip():
        return "Give the reason for the decision."
    if outcome == Outcome.LEVEL_1 and has_open_pathway:
        return "The child has a pathway. Add the contact to it."
    if outcome == Outcome.EXISTING and not has_open_pathway:
        return "The child has no open pathway to add this to."
    return None


def reason_not_to_set_level(
    *, level: str, reason: str, prompted: str, why_differs: str
) -> str | None:
    """`prompted` is the level that a tool's score suggests, or "". A person decides."""
    if level not in Level.values:
        return "Choose a level."
    if not reason.strip():
        return "Give the reasons for the level."
    return reason_not_to_differ(level=level, prompted=prompted, why_differs=why_differs)


def reason_not_to_differ(*, level: str, prompted: str, why_differs: str) -> str | None:
    if prompted and prompted != level and not why_differs.strip():
        return f"The tool prompts {Prompted(prompted).label}. Say why you decide otherwise."
    return None


def is_fresh(finished_at: datetime, *, today: date, days: int) -> bool:
    """Whether an assessment is recent enough to prompt a level. `days`: a local standard."""
    return today - clock.local(finished_at).date() <= timedelta(days=days)


def reason_not_to_close(
    *, why: str, childs_voice: str, plans_outcome: str, what_remains: str,
    adult_on: date | None = None, today: date = date.max, adult_service: str = "",
) -> str | None:  # fmt: skip
    """A pathway ends only with the child's voice, the plan's outcome and what remains.

    For one who is an adult: `adult_on` is the eighteenth birthday, where it is known, and
    `adult_service` the one that the transition plan names, "" where none takes part.
    """
    if why not in Ended.values:
        return "Choose why the pathway ends."
    if why != Ended.DIED and not childs_voice.strip():
        return "Write what the child says about the pathway ending, or how they were asked."
    if not plans_outcome.strip():
        return "Write what came of the plan."
    if not what_remains.strip():
        return "Write what remains to be done, and by whom. If nothing does, say so."
    if why == Ended.ADULT and adult_on and adult_on > today:
        return f"The young person turns 18 on {day(adult_on)}. Choose another reason until then."
    if why == Ended.ADULT and not adult_service.strip():
        return "Name an adult service that takes part in the transition plan first."
    return None


def reason_not_to_offer(*, to_other: bool, to_elsewhere: str, why: str) -> str | None:
    """`to_other`: to the other council of the county; `to_elsewhere`: the name of one outside it."""
    if to_other == bool(to_elsewhere.strip()):
        return "Choose one council: one of this county, or the name of another."
    return None if why.strip() else "Say why this council should take it."


def worker(level: Level) -> str:
    """What the child is entitled to. Source: newsletter of 2024, on intervention workers."""
    if level is Level.LOW:
        return "An intervention worker where one is needed"
    return "An intervention worker"


def lacks_worker(*, level: Level | None, is_needed: bool | None, has_worker: bool) -> bool:
    """Whether the child waits for a worker. `is_needed`: what somebody said of it at Low, or None."""
    if has_worker or level is None:
        return False
    return level is not Level.LOW or bool(is_needed)


@dataclass(frozen=True)
class Movement:
    """How the level moved when it was last set, since when it is what it is, and from where."""

    how: Moved
    since: datetime
    came_from: Level | None = None

    @property
    def in_words(self) -> str:
        return f"{self.how.label} from {self.came_from.label}" if self.came_from else self.how.label

    @property
    def since_on(self) -> date:
        return clock.local(self.since).date()

    def __str__(self) -> str:
        """Up from Medium on 3 November 2026; The same since 3 November 2026"""
        joined = "since" if self.how is Moved.SAME else "on"
        return f"{self.in_words} {joined} {day(self.since_on)}"


def movement(levels: Sequence[tuple[datetime, Level]]) -> Movement | None:
    """Of the levels of one pathway, the oldest first. None where none was set."""
    if not levels:
        return None
    since, latest = levels[-1]
    times = 1
    for at, level in reversed(levels[:-1]):
        if level is not latest:
            if times > 1:
                break
            how = Moved.UP if RANK.index(latest) > RANK.index(level) else Moved.DOWN
            return Movement(how, since, level)
        since, times = at, times + 1
    return Movement(Moved.SAME if times > 1 else Moved.FIRST, since)


def reason_not_to_save_view(*, name: str, is_taken: bool, kept: int) -> str | None:
    if not name.strip():
        return "Give the view a name."
    if is_taken:
        return "You have a view of this name. Choose another name."
    if kept >= MOST_VIEWS:
        return f"You have {MOST_VIEWS} views. Delete one first."
    return None
