"""Whose an interview is: theirs who reach the child."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, Value

from cairn.audit.choices import Permission
from cairn.children.models import Child
from cairn.children.permissions import reach as reach_of_children
from cairn.children.permissions import standing_reach


def reach(user: Any, *, via: str = "") -> Q:
    return reach_of_children(user, via=f"{via}child__")


def those_who_may_hold(people: Iterable[Any], child: Child) -> list[Any]:
    """Of these, who can be asked to hold an interview with a child: by role, and by reach.

    One statement, however many they are.
    """
    able = [
        one for one in people
        if one.is_active and Permission.INTERVIEWS_RECORD in one.permissions
    ]  # fmt: skip
    asked = [
        Child.objects.filter(standing_reach(one), pk=child.pk).order_by().values_list(Value(one.pk))
        for one in able
    ]
    reaching = {number for (number,) in asked[0].union(*asked[1:], all=True)} if asked else set()
    return [one for one in able if one.pk in reaching]
