"""Whose a time in care is: that of whoever reaches the child."""

from typing import Any

from django.db.models import Q

from cairn.children import permissions as children


def reach(user: Any) -> Q:
    return children.reach(user, via="child__")
