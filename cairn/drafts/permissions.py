"""Whose it is: what somebody typed and has not sent is theirs alone."""

from typing import Any

from django.db.models import Q


def reach(user: Any) -> Q:
    return Q(person=user.pk)
