"""Levels that were set with a prompt, and those set otherwise. A divergence is no mistake: it shows
what a tool does not see. Nothing here is about who decided.
"""

from datetime import timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.children.permissions import reach
from cairn.foundation import clock
from cairn.pathways.models import LevelSet

NEWEST_FIRST = ("-at", "-id")
OTHERWISE = ~Q(prompted=F("level"))


@query(Permission.PATHWAYS_DECIDE)
def prompted_levels(*, by: Any, council: str = "", days: int = 0) -> QuerySet[LevelSet]:
    """Levels set with a prompt, of children within reach: of one area, within the last days."""
    rows = LevelSet.objects.filter(reach(by, via="pathway__child__")).exclude(prompted="")
    if council:
        rows = rows.filter(pathway__council__code=council)
    if days:
        rows = rows.filter(at__gte=clock.now() - timedelta(days=days))
    return rows.select_related("pathway__child", "pathway__council", "assessment__tool")


@query(Permission.PATHWAYS_DECIDE)
def divergences(*, by: Any, council: str = "", days: int = 0) -> QuerySet[LevelSet]:
    """Those of them that were set otherwise than prompted."""
    return prompted_levels(by=by, council=council, days=days).filter(OTHERWISE)


@query(Permission.PATHWAYS_DECIDE)
def how_many(*, by: Any, council: str = "", days: int = 0) -> tuple[int, int]:
    """How many differ, of how many levels set with a prompt."""
    rows = prompted_levels(by=by, council=council, days=days).order_by()
    found = rows.aggregate(of=Count("pk"), differ=Count("pk", filter=OTHERWISE))
    return found["differ"], found["of"]
