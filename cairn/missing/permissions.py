"""Whose a missing episode is: theirs who reach the child. A report about a child whom nobody has named
yet is for those who receive reports in its area.
"""

from typing import Any

from django.db.models import Q

from cairn.accounts.roles import Role
from cairn.audit.choices import Permission
from cairn.children.models import Child
from cairn.children.permissions import reach as reach_of_children
from cairn.children.permissions import standing_reach


def reach(user: Any) -> Q:
    """Episodes of children within reach."""
    return reach_of_children(user, via="child__")


def reach_of_reports(user: Any) -> Q:
    if Role.SYSTEM in user.roles:
        return Q()
    named = Q(child__isnull=False) & reach_of_children(user, via="child__")
    if Permission.MISSING_RECEIVE not in user.permissions:
        return named
    return named | Q(child=None, council__in=user.council_ids)


def may_open(person: Any, child: Child | None, council_id: int) -> bool:
    """Whether somebody's role and reach let them see a report: of this child, or of this area."""
    if not person.is_active or Permission.MISSING_VIEW not in person.permissions:
        return False
    if child is None:
        receives = Permission.MISSING_RECEIVE in person.permissions
        return receives and council_id in person.council_ids
    return Child.objects.filter(standing_reach(person), pk=child.pk).exists()
