"""What must be true of a meeting. No database, request or clock: moments and standards are arguments.

Source: the strategy 2021-24 (the CERAR manager chairs every initial child exploitation risk
assessment meeting). Agendas, quorum and days for tasks are local standards: dated data.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cairn.accounts.roles import Role
from cairn.agencies.choices import AgencyKind
from cairn.foundation import clock, wording
from cairn.meetings.choices import Answer, Attendance, Kind, Part, State

MOST_EXPORTED = 2_000
# Beginnings of the keys of notices that are moot once a meeting is answered, or will not be.
CALLS_TO_ANSWER = ("meetings.asked:", "meetings.moved:")
CALLS_TO_DO = ("meetings.task:", "meetings.chased:")


@dataclass(frozen=True)
class KindOfMeeting:
    """What makes one kind of meeting differ from another. All else is the same engine."""

    is_about_one_child: bool
    chair: Role | None = None  # the role that must chair it


KINDS = {
    Kind.LEVEL_1: KindOfMeeting(is_about_one_child=True, chair=Role.CERAR_MANAGER),
    Kind.REVIEW: KindOfMeeting(is_about_one_child=True),
    Kind.POLICE_MONTHLY: KindOfMeeting(is_about_one_child=False),
    Kind.STRATEGIC_GROUP: KindOfMeeting(is_about_one_child=False),
}


@dataclass(frozen=True)
class Standing:
    """What has happened to a meeting so far."""

    started_at: datetime | None = None
    ended_at: datetime | None = None
    sent_at: datetime | None = None
    cancelled_at: datetime | None = None

    @property
    def state(self) -> State:
        if self.cancelled_at:
            return State.CANCELLED
        if self.sent_at:
            return State.SENT
        if self.ended_at:
            return State.HELD
        return State.UNDER_WAY if self.started_at else State.PLANNED


OVER = {
    State.UNDER_WAY: "The meeting has already started.",
    State.HELD: "The meeting has been held.",
    State.SENT: "The minutes have been sent, and stay as they are.",
    State.CANCELLED: "The meeting was cancelled.",
}


def agenda_standard(kind: str) -> str:
    """The key of the local standard that holds the standing agenda."""
    return f"meeting-agenda-{kind}"


def quorum_standard(kind: str) -> str:
    """The key of the local standard that holds the kinds of agency that must be there."""
    return f"meeting-quorum-{kind}"


def reason_not_to_run(*, kind: str, kinds: Collection[str]) -> str | None:
    """`kinds`: those that the person's role runs."""
    return None if kind in kinds else f"Your role does not run a {Kind(kind).label}."


# --- arranging ----------------------------------------------------------------------------------


def reason_not_to_arrange(
    *, kind: str, kinds: Collection[str], has_child: bool, starts_at: datetime, now: datetime,
    chair_roles: Collection[str], may_chair: bool, where: str,
) -> str | None:  # fmt: skip
    """`kinds`: those that the person's role runs."""
    if kind not in Kind.values:
        return "Choose what kind of meeting it is."
    if reason := reason_not_to_run(kind=kind, kinds=kinds):
        return reason
    wanted = KINDS[Kind(kind)]
    if wanted.is_about_one_child and not has_child:
        return f"A {Kind(kind).label} is about one child. Say which."
    if not wanted.is_about_one_child and has_child:
        return f"A {Kind(kind).label} is about several children: put each on its agenda."
    if wanted.chair and wanted.chair not in chair_roles:
        return f"A {Kind(kind).label} is chaired by a {wanted.chair.label}."
    if not may_chair:
        return "The person in the chair cannot open this meeting. Choose somebody who may."
    return reason_not_to_be_then(starts_at=starts_at, now=now, where=where)


def reason_not_to_be_then(*, starts_at: datetime, now: datetime, where: str) -> str | None:
    if not where.strip():
        return "Say where the meeting is, or how to join it."
    if starts_at < now:
        return "The meeting must start later than now."
    return None


def reason_not_to_move(
    standing: Standing, *, starts_at: datetime, now: datetime, where: str, why: str
) -> str | None:
    if standing.state != State.PLANNED:
        return OVER[standing.state]
    if not why.strip():
        return "Say why it is moved."
    return reason_not_to_be_then(starts_at=starts_at, now=now, where=where)


def reason_not_to_cancel(standing: Standing, *, why: str) -> str | None:
    if standing.state != State.PLANNED:
        return OVER[standing.state]
    return None if why.strip() else "Say why it is cancelled."


def reason_not_to_invite(
    standing: Standing, *, part: str, is_about_one_child: bool, may_open: bool, guest: str
) -> str | None:
    """`may_open`: whether the person may know about the child and open meetings at all."""
    if standing.state not in {State.PLANNED, State.UNDER_WAY}:
        return OVER[standing.state]
    if part == Part.PROFESSIONAL:
        if not may_open:
            return "They may not open this meeting: record first that they are involved."
        return None
    if not guest.strip():
        return "Enter the guest’s name, or who they are to the child."
    if part in {Part.CHILD, Part.FAMILY} and not is_about_one_child:
        return "A child and their family are asked only to a meeting about that child."
    return None


def reason_not_to_withdraw(standing: Standing, *, is_chair: bool) -> str | None:
    if standing.state != State.PLANNED:
        return OVER[standing.state]
    return "The chair stays invited. Choose another chair first." if is_chair else None


def reason_not_to_answer(standing: Standing, *, answer: str) -> str | None:
    if standing.state != State.PLANNED:
        return OVER[standing.state]
    return None if answer in Answer.values else "Say whether you will come."


# --- holding ------------------------------------------------------------------------------------


def reason_not_to_start(standing: Standing, *, starts_at: datetime, now: datetime) -> str | None:
    if standing.state != State.PLANNED:
        return OVER[standing.state]
    if clock.local(now).date() < clock.local(starts_at).date():
        return f"The meeting is on {wording.exact(starts_at)}. Move it if it is held earlier."
    return None


def reason_not_to_minute(standing: Standing) -> str | None:
    """Attendance, information, decisions and tasks: from the start until the minutes are sent."""
    if standing.state in {State.UNDER_WAY, State.HELD}:
        return None
    if standing.state == State.PLANNED:
        return "The meeting has not started."
    return OVER[standing.state]


def reason_not_to_record_attendance(standing: Standing, *, attendance: str) -> str | None:
    if reason := reason_not_to_minute(standing):
        return reason
    return None if attendance in {"", *Attendance.values} else "Say whether they were there."


def reason_not_to_change_agenda(standing: Standing, *, title: str) -> str | None:
    if standing.state not in {State.PLANNED, State.UNDER_WAY}:
        return OVER[standing.state]
    return None if title.strip() else "Say what the item is about."


def reason_not_to_share(standing: Standing, *, text: str, is_there: bool) -> str | None:
    """`is_there`: whether the agency was asked to the meeting."""
    if reason := reason_not_to_minute(standing):
        return reason
    if not is_there:
        return "Choose an agency that is asked to this meeting."
    return None if text.strip() else "Write what was shared."


def reason_not_to_decide(standing: Standing, *, text: str) -> str | None:
    if reason := reason_not_to_minute(standing):
        return reason
    return None if text.strip() else "Write what was decided."


def reason_not_to_dissent(standing: Standing, *, why: str, is_there: bool) -> str | None:
    if reason := reason_not_to_minute(standing):
        return reason
    if not is_there:
        return "Choose an agency that is asked to this meeting."
    return None if why.strip() else "Write why the agency does not agree."


def reason_not_to_give_task(
    standing: Standing, *, what: str, due_on: date, today: date, has_owner: bool
) -> str | None:
    if reason := reason_not_to_minute(standing):
        return reason
    if not what.strip():
        return "Write what is to be done."
    if not has_owner:
        return "Choose who does it: somebody asked to this meeting, or their agency."
    return "The date must not be in the past." if due_on < today else None


def reason_not_to_end(
    standing: Standing, *, present: int, missing: Sequence[str], because: str
) -> str | None:
    """`missing`: the kinds of agency that quorum asks for and that were not there."""
    if standing.state != State.UNDER_WAY:
        if standing.state == State.PLANNED:
            return "The meeting has not started."
        return OVER[standing.state]
    if not present:
        return "Record first who was there."
    if missing and not because.strip():
        return f"{not_quorate(missing)} Say why it went on."
    return None


def reason_not_to_send(standing: Standing) -> str | None:
    if standing.state == State.HELD:
        return None
    if standing.state in {State.PLANNED, State.UNDER_WAY}:
        return "End the meeting first."
    return OVER[standing.state]


# --- quorum -------------------------------------------------------------------------------------


def missing_for_quorum(*, wanted: Iterable[str], present: Collection[str]) -> list[str]:
    """The kinds of agency that the local standard asks for and nobody present belongs to."""
    return [kind for kind in wanted if kind not in present]


def not_quorate(missing: Sequence[str], *, is_over: bool = False) -> str:
    """The sentence for a meeting without quorum, or "" for one that has it."""
    if not missing:
        return ""
    names = wording.name_list(str(AgencyKind(kind).label) for kind in missing)
    if is_over:
        return f"This meeting did not have its quorum: nobody was present for {names}."
    return f"This meeting does not have its quorum: nobody is present for {names}."


# --- tasks --------------------------------------------------------------------------------------


def task_due(*, given_on: date, working_days: int) -> date:
    """When a task is due where nobody says otherwise."""
    return clock.add_working_days(given_on, working_days)


def is_overdue(*, due_on: date, is_done: bool, today: date) -> bool:
    return not is_done and due_on < today


def is_to_chase(*, due_on: date, is_done: bool, chased_on: date | None, today: date) -> bool:
    """Once each working day, from the day after it was due."""
    late = is_overdue(due_on=due_on, is_done=is_done, today=today)
    return late and clock.is_working_day(today) and (chased_on is None or chased_on < today)


def reason_not_to_finish(*, is_done: bool, is_owner: bool, outcome: str) -> str | None:
    """`is_owner`: it is theirs, their agency's, or they run the meeting."""
    if is_done:
        return "This task is done already."
    if not is_owner:
        return "Only whoever has this task, or who runs the meeting, can finish it."
    return None if outcome.strip() else "Say what came of it."


def reason_not_to_reopen(*, is_done: bool, is_owner: bool) -> str | None:
    if not is_done:
        return "This task is not done yet."
    return None if is_owner else "Only whoever has this task can open it again."


def reason_not_to_export(*, at_least: int) -> str | None:
    if at_least <= MOST_EXPORTED:
        return None
    return f"More than {MOST_EXPORTED:,} tasks are too many for one table. Narrow the list."
