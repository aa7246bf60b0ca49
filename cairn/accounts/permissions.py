"""Whose people they are: an administrator knows of their own agency's, and of nobody else's."""

from typing import Any

from django.db.models import Q

from cairn.accounts.roles import Role


def reach(user: Any) -> Q:
    """The people and invitations of the user's own agency. Cairn itself reaches everybody."""
    if Role.SYSTEM in user.roles:
        return Q()
    return Q(agency=user.agency_id) if user.agency_id else Q(pk__in=[])
