"""What is due, for the agenda of a group: the children on open pathways of whom it should talk, and why."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.children.models import Child
from cairn.foundation import clock
from cairn.foundation.dates.ages import LEAP_DAY_BIRTHDAY
from cairn.foundation.refusals import refuse_if
from cairn.meetings import queries as meetings
from cairn.meetings.choices import State
from cairn.meetings.models import Meeting
from cairn.pathways import queries, rules
from cairn.pathways.choices import Level
from cairn.pathways.models import LevelSet
from cairn.pathways.rules import Case

MOST_SHOWN = 200


@dataclass(frozen=True)
class Due:
    """A child of whom the group should talk, and why."""

    child: Child
    reasons: list[str]
    is_overdue: bool
    is_on_agenda: bool

    @property
    def said(self) -> str:
        return "; ".join(self.reasons)


@query(Permission.PATHWAYS_VIEW)
def meeting_to_fill(*, by: Any, reference: str) -> Meeting:
    """A meeting about several children that the person runs, and whose agenda is still open."""
    row = meetings.to_show(by=by, reference=reference)
    refuse_if("This meeting is about one child. Nobody else comes onto it." if row.child else None)
    is_open = row.state in {State.PLANNED, State.UNDER_WAY}
    refuse_if(None if is_open else "The agenda of this meeting is closed.")
    return row


@query(Permission.PATHWAYS_VIEW)
def due_for(*, by: Any, meeting: Meeting) -> list[Due]:
    """The children within reach, in the meeting's area, for whom something is due: overdue first."""
    rows = queries.pathways(by=by).filter(closed_at=None)
    if meeting.council:
        rows = rows.filter(council=meeting.council)
    found = list(rows.order_by("child__search_name", "id"))
    moves = _moves(by, meeting, found)
    on_agenda = {one.child_id for one in meetings.agenda(by=by, meeting=meeting).items}
    due = []
    for row, standing in zip(found, queries.standings(by=by, pathways=found), strict=True):
        before, moved_on = moves.get(row.pk, (None, None))
        case = Case(
            standing.level, standing.due, standing.due_on, before, moved_on,
            eighteenth(row.child.born_on),
        )  # fmt: skip
        meeting_on = clock.local(meeting.starts_at).date()
        reasons, is_overdue = rules.reasons_for_agenda(
            case, meeting_on=meeting_on, today=clock.today()
        )
        if reasons:
            due.append(Due(row.child, reasons, is_overdue, row.child_id in on_agenda))
    return sorted(due, key=lambda one: (not one.is_overdue, -len(one.reasons)))


def _moves(by: Any, meeting: Meeting, found: Iterable[Any]) -> dict[int, tuple[Level | None, date]]:
    """Of the pathways whose level was set since the last meeting of this kind: from what, and when."""
    last = meetings.last_before(by=by, meeting=meeting)
    if last is None or last.started_at is None:
        return {}  # nothing to compare with
    since = last.started_at
    changed = [one.pk for one in found if one.level_at and one.level_at > since]
    levels = defaultdict(list)
    for one in LevelSet.objects.filter(pathway__in=changed).order_by("at", "id"):
        levels[one.pathway_id].append(one)
    moves: dict[int, tuple[Level | None, date]] = {}
    for pathway, those in levels.items():
        before = [one for one in those if one.at <= since]
        was = Level(before[-1].level) if before else None
        moves[pathway] = (was, clock.local(those[-1].at).date())
    return moves


def eighteenth(born_on: date | None) -> date | None:
    """The eighteenth birthday. Who is born on a leap day has it when ages are counted."""
    if born_on is None:
        return None
    month, on = (born_on.month, born_on.day)
    year = born_on.year + 18  # never a leap year after one: 18 is no multiple of 4
    return date(year, *LEAP_DAY_BIRTHDAY) if (month, on) == (2, 29) else date(year, month, on)


def key_of(meeting: Meeting, child: Child) -> uuid.UUID:
    """The same however often somebody clicks."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{meeting.reference} {child.reference}")
