"""Telling those who keep the service running."""

from typing import Any

from cairn.accounts import actions as accounts
from cairn.accounts.models import User
from cairn.accounts.roles import Role


def tell_operators(by: Any, *, key: str, wording: str) -> None:
    """Every operator hears of it, once for each key, and is led to the page of the service."""
    for person in User.objects.filter(roles__contains=[Role.OPERATOR], ended_at=None).order_by(
        "pk"
    ):
        accounts.give_notice(by=by, person=person, key=key, wording=wording, page="home:service")
