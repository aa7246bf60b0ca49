"""The meetings about a child beside their pathway: the next, and one that was held since the last
thing that was decided. As far as the reader may know of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

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
    of_child: dict[int, list[Meeting]] = {}
    for one in rows.order_by(*meetings.BY_TIME):
        of_child.setdefault(one.child_id or 0, []).append(one)
    return [_beside(one, of_child.get(one.child_id, [])) for one in pathways]


@query(Permission.PATHWAYS_VIEW)
def meeting_due(*, by: Any, kind: str, child: Child) -> date | None:
    """By when a Level 1 or a review of a child within reach is due, by the clock of their pathway."""
    row = pathways(by=by).filter(child=child, closed_at=None).first()
    if row is None:
        return None
    now = standing(by=by, pathway=row)
    return now.due_on if kind == (Kind.REVIEW if now.level else Kind.LEVEL_1) else None


def _beside(pathway: Any, found: list[Meeting]) -> Beside:
    moments = (pathway.opened_at, pathway.level_at, pathway.reviewed_at)
    last = max(moment for moment in moments if moment)
    to_come = [one for one in found if one.ended_at is None]
    held = [one for one in found if one.ended_at and one.started_at and one.started_at > last]
    return Beside(to_come[0] if to_come else None, held[-1] if held else None)
