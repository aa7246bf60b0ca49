"""Whose a worker's time is: their own, and theirs who say who goes, in the same agency. Nobody else's."""

from typing import Any

from django.db.models import Q

from cairn.accounts.roles import GRANTS, Role
from cairn.audit.choices import Permission

HOLDERS = [role for role, held in GRANTS.items() if Permission.INTERVIEWS_RECORD in held]
PLANNERS = [role for role, held in GRANTS.items() if Permission.INTERVIEWS_ALLOCATE in held]


def plans_for_others(user: Any) -> bool:
    return Permission.INTERVIEWS_ALLOCATE in user.permissions


def reach(user: Any, *, via: str = "") -> Q:
    """People whose hours, time off and week somebody may see."""
    if Role.SYSTEM in user.roles:
        return Q()
    own = Q(**{f"{via}pk": user.pk})
    if plans_for_others(user) and user.agency_id:
        return own | Q(**{f"{via}agency": user.agency_id})
    return own
