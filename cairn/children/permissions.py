"""Whose work a child is: which children a person may know about, and by what right."""

from typing import Any

from django.db.models import Q, QuerySet

from cairn.accounts.roles import Role
from cairn.audit.choices import Permission
from cairn.children.models import EmergencyAccess, Involvement
from cairn.foundation import clock


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


def _reach(user: Any, via: str, *, with_emergency: bool) -> Q:
    """Each branch has an index of its own; ids are found once for each statement, not for each row.

    At 100,000 children and 300,000 involvements a page of the list takes 1 to 6 ms, one record 1 ms.
    """
    if Permission.CHILDREN_VIEW not in user.permissions:
        return Q(**{f"{via}pk__in": []})
    if Role.SYSTEM in user.roles:  # it acts in jobs and at set-up, and never signs in
        return Q()
    unrestricted = Q(**{f"{via}is_restricted": False})
    named = _naming(user)
    shared = _through_team_or_agency(user) + ([_in_force(user)] if with_emergency else [])
    # Only an involvement that names the person opens a restricted record.
    if Permission.CHILDREN_REACH_AREA in user.permissions:
        in_area = Q(**{f"{via}council__in": user.council_ids})
        others = Q(**{f"{via}pk__in": shared[0].union(*shared[1:], all=True)}) if shared else Q()
        return unrestricted & (in_area | others) | Q(**{f"{via}pk__in": named})
    anyhow = Q(**{f"{via}pk__in": named.union(*shared, all=True)})
    return anyhow & (unrestricted | Q(**{f"{via}pk__in": named}))


def _naming(user: Any) -> QuerySet[Any]:
    return Involvement.objects.order_by().filter(person=user.pk, until_on=None).values("child")


def _through_team_or_agency(user: Any) -> list[QuerySet[Any]]:
    to_many = Involvement.objects.order_by().filter(person=None, until_on=None)
    arms = [to_many.filter(agency=user.agency_id, team=None)] if user.agency_id else []
    if user.team_id:
        arms.append(to_many.filter(team=user.team_id))
    return [arm.values("child") for arm in arms]


def _in_force(user: Any) -> QuerySet[Any]:
    """Emergency access ends by itself, and at once when the record is restricted meanwhile."""
    now = clock.now()
    return EmergencyAccess.objects.filter(
        person=user.pk, was_given=True, from_at__lte=now, until_at__gt=now
    ).values("child")
