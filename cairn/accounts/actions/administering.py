"""What an agency's administrator does about people who have an account."""

from collections.abc import Sequence
from typing import Any

from cairn.accounts import queries, rules
from cairn.accounts.choices import Event
from cairn.accounts.models import User
from cairn.accounts.sessions import end_sessions
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock
from cairn.foundation.refusals import find, hold, refuse_if


@action(Permission.ACCOUNTS_MANAGE)
def change_roles(*, by: Any, reference: str, roles: Sequence[str], team: str = "") -> User:
    """Give a person exactly these roles, and this team of their agency (a code, or "")."""
    person = _to_change(by, reference)
    assert person.agency is not None  # only Cairn itself belongs to none
    refuse_if(rules.reason_not_to_treat_as_a_person(is_system=person.is_system))
    refuse_if(rules.reason_not_to_give(kind=person.agency.kind, wanted=roles, held=person.roles))
    before = list(person.roles)
    person.roles = sorted(set(roles))
    person.team = find(person.agency.teams.all(), code=team) if team else None
    person.save(update_fields=["roles", "team"])
    trail.record(
        by=by, event=Event.ROLES_CHANGED, on=person, before=before, after=person.roles, team=team
    )
    return person


@action(Permission.ACCOUNTS_MANAGE)
def end_account(*, by: Any, reference: str, successor: str = "") -> User:
    """Hand a person's open work over, then end their account and every session of it.

    `successor` is the reference of a colleague in the same agency, or "" where nothing is open.
    Later chapters move what is theirs when they hear of accounts.handed_over.
    """
    person = _to_change(by, reference)
    if successor:
        _hand_over(by, person, successor)
    person.ended_at = clock.now()
    person.save(update_fields=["ended_at"])
    ended = end_sessions(person)
    trail.record(by=by, event=Event.ENDED, on=person, sessions=ended)
    return person


@action(Permission.ACCOUNTS_MANAGE)
def export_people(*, by: Any, name: str = "", role: str = "", ended: bool = False) -> list[User]:
    """Everybody on the list as filtered, to take away."""
    rows = queries.people(by=by, name=name, role=role, ended=ended).select_related("team")
    found = list(rows.order_by("name", "pk"))
    trail.record(by=by, event=Event.PEOPLE_EXPORTED, on=by, people=len(found))
    return found


def _hand_over(by: Any, person: User, successor: str) -> None:
    colleague = hold(queries.everybody(by=by), reference=successor)
    refuse_if(
        rules.reason_not_to_hand_over(
            is_same=colleague == person, to_has_ended=not colleague.is_active
        )
    )
    # Numbers, because involvements hold people by number; the trail's actors are numbers too.
    trail.record(by=by, event=Event.HANDED_OVER, on=person, from_id=person.pk, to_id=colleague.pk)


def _to_change(by: Any, reference: str) -> User:
    """A person within reach, held until the action ends, whom `by` may change."""
    rows = queries.everybody(by=by).select_related("agency")
    person = hold(rows, reference=reference)
    refuse_if(
        rules.reason_not_to_change(is_self=person.pk == by.pk, has_ended=not person.is_active)
    )
    return person
