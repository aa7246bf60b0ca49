"""The facts of an interview, as the rules take them; and rows that are so far, as the database does."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from cairn.foundation import wording
from cairn.interviews.choices import Answer, Next, State, Whom
from cairn.interviews.models import Interview
from cairn.interviews.rules import form
from cairn.interviews.rules.states import Facts, is_running, next_of, state_of
from cairn.missing.models import Episode

NOT_HELD = Q(answer=Answer.NOT_POSSIBLE) | Q(answer=Answer.DECLINED) & ~Q(answered_by=Whom.CARER)
OPEN = Q(signed_off_at=None, joined_to=None, taken_back_at=None)
RUNNING = OPEN & Q(held_at=None, handed_in_at=None, given_back_at=None) & ~NOT_HELD
TO_WRITE_UP = OPEN & Q(handed_in_at=None) & (Q(held_at__isnull=False) | NOT_HELD)
TO_SIGN_OFF = OPEN & Q(handed_in_at__isnull=False)
SIGNED_OFF = Q(signed_off_at__isnull=False)
CLOSED = Q(joined_to__isnull=False) | Q(taken_back_at__isnull=False)


def facts_of(row: Interview) -> Facts:
    return Facts(
        answer=row.answer,
        is_carers=row.answered_by == Whom.CARER,
        is_offered=row.offered_at is not None,
        is_planned=row.planned_at is not None,
        is_held=row.held_at is not None,
        is_handed_in=row.handed_in_at is not None,
        is_given_back=row.given_back_at is not None,
        is_signed_off=row.signed_off_at is not None,
        is_joined=row.joined_to_id is not None,
        is_taken_back=row.taken_back_at is not None,
    )


def state(row: Interview) -> State:
    return state_of(facts_of(row))


def left(row: Interview, *, now: datetime) -> str:
    """What is left of the 72 hours, or how it stood when it was held, in words; else empty."""
    if row.held_at:
        if row.held_at <= row.due_at:
            return "Held in time"
        return f"Held {wording.duration(row.held_at - row.due_at)} late"
    return wording.time_left(now, row.due_at) if is_running(facts_of(row)) else ""


@dataclass(frozen=True)
class SoFar:
    """What may be known of an interview by whoever may know of the episode: how it stands, and when
    that was. Nothing of what was said in it.
    """

    words: str
    more: str


def so_far(row: Interview, *, now: datetime) -> SoFar:
    """How an interview stands: what is left of its time, when it was held, or why it was not."""
    if row.held_at:
        return SoFar(left(row, now=now), wording.exact(row.held_at))
    if not is_running(facts_of(row)):
        answered = wording.exact(row.answered_at) if row.answered_at else ""
        return SoFar(row.get_answer_display() or state(row).label, answered)
    planned = f", {wording.exact(row.planned_at)}" if row.planned_at else ""
    return SoFar(left(row, now=now), f"{state(row).label}{planned}")


def answers_to(row: Interview) -> QuerySet[Episode]:
    """The episodes that an interview answers, the first first."""
    within = Episode.objects.filter(answered__interview=row, answered__taken_out_at=None)
    return within.order_by("from_at", "id")


def answers_of(row: Interview) -> dict[str, dict[str, str]]:
    """Everything that stands in the form, the child's own words among it."""
    words = {form.WORDS: {"childs_words": row.childs_words}} if row.childs_words else {}
    return {**words, **row.answers}


def part_as_it_is(row: Interview, part: str) -> dict[str, str]:
    return answers_of(row).get(part, {})


TO_DO = {
    Next.OFFER: "Offer a return home interview",
    Next.ANSWER: "Get an answer to the offer of an interview",
    Next.ASK_CHILD: "Ask the child, after a parent or carer declined a return home interview",
    Next.PLAN: "Plan the return home interview",
    Next.HELD: "Hold the return home interview",
    Next.WRITE: "Write up the return home interview",
    Next.CARERS: "Ask the carers, after a return home interview was declined",
    Next.HAND_IN: "Hand in the return home interview",
    Next.WRITE_AGAIN: "Look again at the return home interview",
}


@dataclass(frozen=True)
class ToDo:
    """What somebody has to do in an interview, why, and by when."""

    what: str
    why: str
    at: datetime | None


TO_DO_OF = (
    "reference", "due_at", "answer", "answered_by", "offered_at", "planned_at", "planned_where",
    "held_at", "handed_in_at", "given_back_at", "signed_off_at", "joined_to", "taken_back_at",
    "carers_said",
)  # fmt: skip
"""What of an interview is read to say what somebody has to do in it."""


def to_do_of(row: Interview, *, now: datetime) -> ToDo:
    so_far = state(row)
    next_one = next_of(facts_of(row), carers_said=row.carers_said)
    what = TO_DO.get(next_one, "") if next_one else ""
    left = wording.time_left(now, row.due_at)
    if so_far == State.PLANNED and row.planned_at and row.planned_at <= row.due_at:
        why = f"{wording.near_time(row.planned_at, now=now)}, {row.planned_where}. {left}"
        return ToDo(what, why, row.planned_at)
    if so_far in (State.TO_OFFER, State.OFFERED, State.TO_PLAN, State.PLANNED):
        return ToDo(what, left, row.due_at)
    return ToDo(what, "It is not handed in yet", None)
