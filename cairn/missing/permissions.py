"""Whose a missing episode is: theirs who reach the child. A report about a child whom nobody has named
yet is for those who receive reports in its area.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q

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


def who_may_open(people: Iterable[Any], child: Child | None, council_id: int) -> set[int]:
    """Whose role and reach let them see a report: of this child, or of this area. One statement, however
    many people there are.
    """
    able = [one for one in people if one.is_active and Permission.MISSING_VIEW in one.permissions]
    if child is None:
        return {
            one.pk for one in able
            if Permission.MISSING_RECEIVE in one.permissions and council_id in one.council_ids
        }  # fmt: skip
    if not able:
        return set()
    opens = [ExpressionWrapper(standing_reach(one), BooleanField()) for one in able]
    found = Child.objects.filter(pk=child.pk).values_list(*opens).first() or ()
    return {one.pk for one, may in zip(able, found, strict=False) if may}
