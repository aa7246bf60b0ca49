"""Whose work a child is: which children a person may know about, and by what right."""

from typing import Any

from django.db.models import Q
from django.db.models.expressions import RawSQL

from cairn.accounts.roles import Role
from cairn.audit.choices import Permission
from cairn.foundation import clock

# What opens a child, each with an index of its own. Written as the database reads it, because every
# page asks: put together by the model layer, these took longer than the page they guard.
# Somebody is named for an agency: who has gone to work for another leaves the children there.
_NAMED = (
    "SELECT child_id FROM children_involvement"
    " WHERE person_id = %s AND agency_id = %s AND until_on IS NULL"
)
_THROUGH_TEAM = (
    "SELECT child_id FROM children_involvement"
    " WHERE team_id = %s AND person_id IS NULL AND until_on IS NULL"
)
_THROUGH_AGENCY = (
    "SELECT child_id FROM children_involvement"
    " WHERE agency_id = %s AND team_id IS NULL AND person_id IS NULL AND until_on IS NULL"
)
# Ends by itself, and at once when the record is restricted meanwhile.
_IN_AN_EMERGENCY = (
    "SELECT child_id FROM children_emergencyaccess"
    " WHERE person_id = %s AND was_given AND from_at <= %s AND until_at > %s"
)
Arm = tuple[str, list[Any]]  # a statement that gives children, and what it asks with


def reach(user: Any, *, via: str = "") -> Q:
    """Children this person may know about: their standing reach, and what they opened in an emergency.

    `via` leads to a child over foreign keys ("child__"). Over a many-to-many relation it would give
    rows twice: ask there with Exists(Child.objects.filter(reach(user), strands=OuterRef("pk"))).
    It is always as fresh as the statement it stands in; nothing is remembered between statements.
    """
    return _reach(user, via, with_emergency=True)


def standing_reach(user: Any, *, via: str = "") -> Q:
    """As reach(), without what is open for a few hours only. Changing a record needs this."""
    return _reach(user, via, with_emergency=False)


def kept_from(user: Any, *, via: str = "") -> Q:
    """Restricted children whom this person does not reach."""
    restricted = Q(**{f"{via}is_restricted": True})
    if Role.SYSTEM in user.roles:
        return Q(pk__in=[])
    if Permission.CHILDREN_VIEW not in user.permissions:
        return restricted
    return restricted & ~_one_of([_named(user)], via)


def _reach(user: Any, via: str, *, with_emergency: bool) -> Q:
    """Ids are found once for each statement, not for each row."""
    if Permission.CHILDREN_VIEW not in user.permissions:
        return Q(**{f"{via}pk__in": []})
    if Role.SYSTEM in user.roles:  # it acts in jobs and at set-up, and never signs in
        return Q()
    unrestricted = Q(**{f"{via}is_restricted": False})
    named = _named(user)
    shared = _through_team_or_agency(user) + ([_in_force(user)] if with_emergency else [])
    # Only an involvement that names the person opens a restricted record.
    if Permission.CHILDREN_REACH_AREA in user.permissions:
        in_area = Q(**{f"{via}council__in": user.council_ids})
        others = _one_of(shared, via) if shared else Q()
        return unrestricted & (in_area | others) | _one_of([named], via)
    return _one_of([named, *shared], via) & (unrestricted | _one_of([named], via))


def _one_of(arms: list[Arm], via: str) -> Q:
    statement = " UNION ALL ".join(sql for sql, _ in arms)
    asked = [value for _, values in arms for value in values]
    return Q(**{f"{via}pk__in": RawSQL(statement, asked)})  # noqa: S611  (constants of this file)


def _named(user: Any) -> Arm:
    return _NAMED, [user.pk, user.agency_id]


def _through_team_or_agency(user: Any) -> list[Arm]:
    arms: list[Arm] = [(_THROUGH_AGENCY, [user.agency_id])] if user.agency_id else []
    if user.team_id:
        arms.append((_THROUGH_TEAM, [user.team_id]))
    return arms


def _in_force(user: Any) -> Arm:
    now = clock.now()
    return _IN_AN_EMERGENCY, [user.pk, now, now]
