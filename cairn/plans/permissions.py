"""Whose a plan is: that of whoever reaches the child."""

from typing import Any

from django.db.models import Q

from cairn.children import permissions as children


def reach(user: Any, *, via: str = "") -> Q:
    return children.reach(user, via=f"{via}child__")
