"""Whose an assessment is: that of whoever reaches the child."""

from typing import Any

from django.db.models import Q

from cairn.audit.choices import Permission
from cairn.children import permissions as children


def reach(user: Any) -> Q:
    """Assessments of children within reach. Unfinished ones are for those who make assessments."""
    within = children.reach(user, via="child__")
    if Permission.ASSESSMENTS_RECORD in user.permissions:
        return within
    return within & Q(finished_at__isnull=False)
