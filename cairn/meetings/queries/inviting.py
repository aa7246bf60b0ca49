"""Whom one usually asks to a meeting about a child, and whether those who are asked make its quorum."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.agencies import queries as partnership
from cairn.agencies.choices import AgencyKind
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.children.choices import InvolvementKind
from cairn.children.models import Child, Involvement
from cairn.foundation import clock
from cairn.meetings import permissions, rules
from cairn.meetings.choices import Answer, Part
from cairn.meetings.models import Meeting
from cairn.meetings.queries.held import invitations
from cairn.meetings.queries.meetings import invitable

AT_WORK = (InvolvementKind.LEAD_PRACTITIONER, InvolvementKind.INTERVENTION_WORKER)
POLICE = (Role.POLICE_METCO, Role.POLICE_CE)  # one of the first, or else one of the second


@dataclass(frozen=True)
class Usual:
    """Somebody to suggest: a person, or without an account the child or their family."""

    code: str  # in a form
    name: str
    why: str
    person: User | None = None
    part: str = Part.PROFESSIONAL


@dataclass(frozen=True)
class Needed:
    """A kind of agency that quorum asks for, and who of it is asked and has not said no."""

    agency: str
    asked: list[str]


@query(Permission.MEETINGS_RUN)
def usually_asked(*, by: Any, meeting: Meeting) -> list[Usual]:
    """Who is not asked yet and usually is. Only people who may open the meeting."""
    child = meeting.child
    if child is None:
        return []
    asked = list(invitations(by=by, meeting=meeting))
    already = {one.person_id for one in asked}
    found = {one.code: one for one in _at_work(child)}
    if not any(one.person and set(POLICE) & set(one.person.roles) for one in asked):
        found |= {one.code: one for one in _police(by, child)}
    parts = {one.part for one in asked}
    people = [one for one in found.values() if one.person and one.person.pk not in already]
    return [*people, *(one for one in _views(child) if one.part not in parts)]


@query(Permission.MEETINGS_VIEW)
def quorum_asked(*, by: Any, meeting: Meeting) -> list[Needed]:
    """What quorum asks for by the local standard of the meeting's day, and who is asked of it."""
    wanted = partnership.standard(
        by=by, key=rules.quorum_standard(meeting.kind), on=clock.local(meeting.starts_at).date()
    )
    of_kind: dict[str, list[str]] = {}
    for one in invitations(by=by, meeting=meeting):
        if one.person and one.agency and one.answer != Answer.APOLOGIES:
            of_kind.setdefault(one.agency.kind, []).append(f"{one.person.name}, {one.agency}")
    return [Needed(str(AgencyKind(kind).label), of_kind.get(kind, [])) for kind in wanted]


def _at_work(child: Child) -> Iterator[Usual]:
    rows = Involvement.objects.filter(
        child=child, until_on=None, person__isnull=False, kind__in=AT_WORK
    )
    for one in rows.select_related("person").order_by("since_on", "id"):
        if one.person and permissions.may_open(one.person, child):
            yield _person(one.person, str(one.get_kind_display()))


def _police(by: Any, child: Child) -> Iterator[Usual]:
    """One officer is enough: who else must know is for a person to say."""
    for role in POLICE:
        for person in invitable(by=by, child=child, role=role):
            if permissions.may_open(person, child):
                yield _person(person, str(role.label))
                return


def _person(person: User, why: str) -> Usual:
    return Usual(person.reference, f"{person.name}, {person.agency}", why, person)


def _views(child: Child) -> list[Usual]:
    return [
        Usual("child", child.name, "The child’s own view", part=Part.CHILD),
        Usual("family", f"{child.name}’s family", "The family’s own view", part=Part.FAMILY),
    ]
