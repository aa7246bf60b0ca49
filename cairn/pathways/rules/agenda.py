"""Why a group should talk about a child on a pathway, and below which item of its agenda."""

from dataclasses import dataclass
from datetime import date, timedelta

from cairn.foundation.wording import day
from cairn.meetings.rules import AT_HIGH_RISK, REPORTED_MISSING
from cairn.pathways.choices import Level

BEFORE_EIGHTEEN = timedelta(days=100)


@dataclass(frozen=True)
class Case:
    """What is known of one pathway when a group's agenda is made."""

    level: Level | None
    due: str  # what is due next, and by when
    due_on: date | None
    moved_from: Level | None = None  # if the level was set since the group's last meeting
    moved_on: date | None = None
    eighteen_on: date | None = None
    high_since: date | None = None
    missing_on: date | None = None  # when the child was last reported missing, if lately


def reasons_for_agenda(case: Case, *, meeting_on: date, today: date) -> tuple[list[str], bool]:
    """Why a group should talk about a child, the most pressing first; and whether it is overdue."""
    reasons = []
    is_overdue = case.due_on is not None and case.due_on < today
    if case.due_on and (is_overdue or case.due_on <= meeting_on):
        words = "overdue since" if is_overdue else "due before the meeting, by"
        reasons.append(f"{case.due} {words} {day(case.due_on)}")
    elif case.level is None:
        reasons.append("No Level 1 meeting yet")
    if case.moved_on and case.level and case.moved_from != case.level:
        came = (
            f"{case.moved_from.label} to {case.level.label}"
            if case.moved_from
            else case.level.label
        )
        reasons.append(f"Level since the last meeting: {came}, {day(case.moved_on)}")
    if case.eighteen_on and case.eighteen_on - meeting_on <= BEFORE_EIGHTEEN:
        turns = "Turns" if case.eighteen_on > today else "Turned"
        reasons.append(f"{turns} 18 on {day(case.eighteen_on)}")
    if case.missing_on:
        reasons.append(f"Reported missing on {day(case.missing_on)}")
    if case.level is Level.HIGH:
        reasons.append(f"High since {day(case.high_since)}" if case.high_since else "High")
    return reasons, is_overdue


def agenda_item(case: Case) -> str:
    """The standing item of a group's agenda below which the child belongs, or ""."""
    if case.level is Level.HIGH:
        return AT_HIGH_RISK
    return REPORTED_MISSING if case.missing_on else ""
