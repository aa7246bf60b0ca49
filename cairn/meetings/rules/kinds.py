"""What every rule of a meeting starts from: its kinds, where one stands, and its local standards.

Source: the strategy 2021-24 (the CERAR manager chairs every initial child exploitation risk
assessment meeting). Agendas, quorum and days for tasks are local standards: dated data.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from cairn.accounts.roles import Role
from cairn.meetings.choices import Kind, State

# Beginnings of the keys of notices that are moot once a meeting is answered, or will not be.
CALLS_TO_ANSWER = ("meetings.asked:", "meetings.moved:", "meetings.chair:")
THEIR_WORDS = "What the child and the family say"
AT_HIGH_RISK = "Children at high risk: what has changed"
REPORTED_MISSING = "Children reported missing"
FROM_LAST_TIME = "Tasks from the last meeting"
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


def agenda_with_overdue(titles: Sequence[str], *, has_overdue: bool) -> list[str]:
    """`has_overdue`: tasks of earlier meetings about this child are overdue. They come first."""
    if has_overdue and FROM_LAST_TIME not in titles:
        return [FROM_LAST_TIME, *titles]
    return list(titles)


def quorum_standard(kind: str) -> str:
    """The key of the local standard that holds the kinds of agency that must be there."""
    return f"meeting-quorum-{kind}"


def reason_not_to_run(*, kind: str, kinds: Collection[str]) -> str | None:
    """`kinds`: those that the person's role runs."""
    return None if kind in kinds else f"Your role does not run a {Kind(kind).label}."
