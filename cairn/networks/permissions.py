"""Whose work adults, places and things of concern are."""

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from cairn.accounts.roles import Role
from cairn.audit.choices import Permission

Row = TypeVar("Row", bound=Model)

ACROSS_AN_AREA = frozenset({Permission.NETWORKS_RECORD, Permission.CHILDREN_REACH_AREA})


def reach(user: Any, *, via: str = "") -> Q:
    """Records of the person's areas, for those whose work is the area and not single children.

    Others with NETWORKS_VIEW, such as lead practitioners, find nobody here by themselves: they read
    a name where a strand within their reach gives it.
    """
    if Permission.NETWORKS_VIEW not in user.permissions or not ACROSS_AN_AREA & user.permissions:
        return Q(**{f"{via}pk__in": []})
    if Role.SYSTEM in user.roles:  # it acts in jobs and at set-up, and never signs in
        return Q()
    return Q(**{f"{via}council__in": user.council_ids})


def of_area(rows: QuerySet[Row], council: str) -> QuerySet[Row]:
    """Of rows already within reach, those of one area; all of them where none is asked for."""
    return rows.filter(council__code=council) if council else rows
