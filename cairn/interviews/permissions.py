"""Whose an interview is: theirs who reach the child."""

from typing import Any

from django.db.models import Q

from cairn.audit.choices import Permission
from cairn.children.models import Child
from cairn.children.permissions import reach as reach_of_children
from cairn.children.permissions import standing_reach


def reach(user: Any, *, via: str = "") -> Q:
    return reach_of_children(user, via=f"{via}child__")


def may_hold(person: Any, child: Child) -> bool:
    """Whether somebody can be asked to hold an interview with a child: by role, and by reach."""
    if not person.is_active or Permission.INTERVIEWS_RECORD not in person.permissions:
        return False
    return Child.objects.filter(standing_reach(person), pk=child.pk).exists()
