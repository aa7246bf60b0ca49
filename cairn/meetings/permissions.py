"""Whose business a meeting is: those asked to it; once it is held, those who were there; and those
who run meetings of its kind in its area. Whoever may not know the child knows of no meeting about that child.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from cairn.accounts.roles import Role
from cairn.agencies.queries import councils
from cairn.audit.choices import Permission
from cairn.children import permissions as children
from cairn.children.models import Child
from cairn.meetings.choices import Attendance, Kind
from cairn.meetings.models import Invitation

RUN_BY_MORE = (Kind.POLICE_MONTHLY,)  # without the permission to run every kind


def reach(user: Any, *, via: str = "") -> Q:
    """Meetings this person may know about. `via` leads to a meeting ("item__meeting__")."""
    if Permission.MEETINGS_VIEW not in user.permissions:
        return Q(**{f"{via}pk__in": []})
    if Role.SYSTEM in user.roles:
        return Q()
    asked = Invitation.objects.filter(meeting=OuterRef(f"{via}pk"), person=user.pk)
    came = asked.filter(attendance=Attendance.PRESENT)
    theirs = Q(Exists(asked), **{f"{via}ended_at": None}) | Q(Exists(came))
    return (theirs | _runs(user, via)) & about(user, via=via)


def about(user: Any, *, via: str = "") -> Q:
    """What is about no child, or about one whom this person may know. `via` leads to its owner."""
    if Role.SYSTEM in user.roles:  # whose reach is an empty condition, which "or" would lose
        return Q()
    return Q(**{f"{via}child": None}) | children.reach(user, via=f"{via}child__")


def may_open(person: Any, child: Child | None) -> bool:
    """Whether somebody's role opens meetings, and the child is theirs for longer than an emergency."""
    if Permission.MEETINGS_VIEW not in person.permissions or not person.is_active:
        return False
    if child is None:
        return True
    return Child.objects.filter(children.standing_reach(person), pk=child.pk).exists()


def kinds_run(user: Any) -> frozenset[Kind]:
    """The kinds of meeting that a person's role runs."""
    if Permission.MEETINGS_RUN not in user.permissions:
        return frozenset()
    return frozenset(Kind if Permission.MEETINGS_RUN_ALL in user.permissions else RUN_BY_MORE)


def task_reach(user: Any) -> Q:
    """Tasks of one's meetings; one's own, and one's agency's where one was asked to the meeting."""
    if Permission.MEETINGS_VIEW not in user.permissions:
        return Q(pk__in=[])
    if Role.SYSTEM in user.roles:
        return Q()
    asked = Invitation.objects.filter(meeting=OuterRef("item__meeting"), person=user.pk)
    theirs = Q(owner=user.pk) | Q(Exists(asked), owner=None, agency=user.agency_id)
    within = theirs & about(user, via="item__meeting__") | reach(user, via="item__meeting__")
    return within & about(user, via="item__")


def works_everywhere(user: Any) -> bool:
    """Whether the person's area is the whole county."""
    return {council.pk for council in councils(by=user)} <= user.council_ids


def _runs(user: Any, via: str) -> Q:
    """Meetings of the kinds they run, in their area; the county's, where their area is all of it."""
    kinds = kinds_run(user)
    if not kinds:
        return Q(pk__in=[])
    here = Q(**{f"{via}council__in": user.council_ids})
    if works_everywhere(user):
        here |= Q(**{f"{via}council": None})
    return here & Q(**{f"{via}kind__in": kinds})
