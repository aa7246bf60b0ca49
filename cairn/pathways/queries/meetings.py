"""The meetings about a child beside their pathway: the next, and one that was held since the last
thing that was decided. As far as the reader may know of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.children.models import Child
from cairn.meetings import queries as meetings
from cairn.meetings.choices import Kind
from cairn.meetings.models import Meeting
from cairn.pathways.queries.pathways import pathways, standing


@dataclass(frozen=True)
class Beside:
    next: Meeting | None = None  # planned, or under way
    held: Meeting | None = None  # what it decided is not recorded in the pathway yet


@query(Permission.PATHWAYS_VIEW)
def meetings_beside(*, by: Any, pathways: Sequence[Any]) -> list[Beside]:
    """Of each pathway that one of these queries gave."""
    rows = meetings.meetings(by=by).filter(
        child__in=[one.child_id for one in pathways], cancelled_at=None
    )
    rows = rows.select_related(None).only(
        "reference", "child", "starts_at", "started_at", "ended_at"
    )
    to_come = _first_of_each(rows.filter(ended_at=None), "starts_at", "id")
    held = rows.filter(ended_at__isnull=False, started_at__isnull=False)
    last_held = _first_of_each(held, "-started_at", "-id")
    return [
        Beside(to_come.get(one.child_id), _not_recorded(one, last_held.get(one.child_id)))
        for one in pathways
    ]


def _first_of_each(rows: QuerySet[Meeting], *order: str) -> dict[int | None, Meeting]:
    return {one.child_id: one for one in rows.order_by("child", *order).distinct("child")}


def _not_recorded(pathway: Any, held: Meeting | None) -> Meeting | None:
    """A meeting that was held since the pathway last heard of one."""
    moments = (pathway.opened_at, pathway.level_at, pathway.reviewed_at)
    last = max(moment for moment in moments if moment)
    return held if held and held.started_at and held.started_at > last else None


@query(Permission.PATHWAYS_VIEW)
def meeting_due(*, by: Any, kind: str, child: Child) -> date | None:
    """By when a Level 1 or a review of a child within reach is due, by the clock of their pathway."""
    row = pathways(by=by).filter(child=child, closed_at=None).first()
    if row is None:
        return None
    now = standing(by=by, pathway=row)
    return now.due_on if kind == (Kind.REVIEW if now.level else Kind.LEVEL_1) else None
