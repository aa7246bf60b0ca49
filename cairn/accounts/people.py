"""Who is asking? Every request, job and command comes down to one actor."""

from functools import cache
from typing import Any

from cairn.accounts import second_step
from cairn.accounts.models import COUNTY_CHAIN, User
from cairn.accounts.roles import GRANTS, SYSTEMS, Role


class Stranger:
    """Somebody without an account. May share information and follow it up, and nothing else."""

    pk = "stranger"
    name = "Somebody without an account"
    roles = (Role.STRANGER,)
    permissions = GRANTS[Role.STRANGER]
    audit_chain = COUNTY_CHAIN
    council_ids: frozenset[int] = frozenset()
    agency = team = agency_id = team_id = None
    is_authenticated = False

    def __str__(self) -> str:
        return self.name


STRANGER = Stranger()


def actor(request: Any) -> User | Stranger:
    """Who makes this request. Somebody who has shown only a password is nobody yet."""
    if request.user.is_authenticated and second_step.is_done(request):
        return request.user
    return STRANGER


def system() -> User:
    """The actor of jobs and set-up."""
    return User.objects.system()


@cache
def roles_people_can_be_given() -> tuple[Role, ...]:
    """Every role but the two that no account may hold, and those of other systems."""
    return tuple(role for role in Role if role not in {Role.STRANGER, Role.SYSTEM, *SYSTEMS})
