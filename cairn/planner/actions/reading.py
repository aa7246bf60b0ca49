"""Reading is an act: who looked who can go, at whose week, and took a table away."""

from datetime import date
from typing import Any

from cairn.accounts.models import User
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.planner import queries
from cairn.planner.choices import Event
from cairn.planner.drawing import Drawn, Row
from cairn.planner.queries import Narrowing
from cairn.planner.queries.people import Colleague, OneDay


@action(Permission.INTERVIEWS_ALLOCATE)
def look(*, by: Any, asked: Narrowing) -> list[Row]:
    found = queries.due(by=by, asked=asked)
    trail.record(by=by, event=Event.LOOKED, on=by, rows=len(found))
    return found


@action(Permission.INTERVIEWS_ALLOCATE)
def export_due(*, by: Any, asked: Narrowing) -> list[Row]:
    """The same for a spreadsheet."""
    found = queries.due(by=by, asked=asked)
    trail.record(by=by, event=Event.EXPORTED, on=by, rows=len(found))
    return found


@action(Permission.INTERVIEWS_ALLOCATE)
def export_team(*, by: Any, shown: str = "") -> list[Colleague]:
    """The workers, for a spreadsheet."""
    found = queries.team(by=by, shown=shown)
    trail.record(by=by, event=Event.EXPORTED, on=by, rows=len(found))
    return found


@action(Permission.INTERVIEWS_ALLOCATE)
def look_at_one(*, by: Any, reference: str) -> tuple[Row, Drawn]:
    row, drawn = queries.one(by=by, reference=reference)
    child = row.interview.child.reference
    trail.record(by=by, event=Event.ASKED, on=row.interview, child=child)
    return row, drawn


@action(Permission.INTERVIEWS_RECORD)
def read_week(*, by: Any, person: User, first: date) -> list[OneDay]:
    """Somebody's week; that one looked at one's own leaves no trace."""
    found = queries.week_of(by=by, person=person, first=first)
    if person != by:
        trail.record(by=by, event=Event.WEEK_READ, on=person)
    return found
