"""Who is involved with a child, and who could be.

What asks about one `child` is given the row that was found within the person's reach.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from cairn.accounts.models import User
from cairn.accounts.roles import GRANTS, Role
from cairn.agencies.models import Agency, Team
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.children.choices import InvolvementKind
from cairn.children.models import Child, Involvement
from cairn.children.queries import records
from cairn.foundation.refusals import find

SHOWN_OF_WHOM = ("agency__name", "team__name", "person__name", "person__ended_at")
MAY_VIEW = [role.value for role, held in GRANTS.items() if Permission.CHILDREN_VIEW in held]


@dataclass(frozen=True)
class Involved:
    """One line of who is involved now, in words: a person, a team or a whole agency."""

    person: str
    team: str
    agency: str
    how: str
    why: str


@query(Permission.CHILDREN_VIEW)
def involvements(*, by: Any, child: Child) -> QuerySet[Involvement]:
    """Who is and was involved with a child: open first, then the latest."""
    return (
        Involvement.objects.filter(child=child)
        .select_related("agency", "team", "person")
        .only("kind", "why", "since_on", "until_on", *SHOWN_OF_WHOM)
        .order_by("-until_on", "since_on", "id")  # PostgreSQL puts the open ones (NULL) first
    )


# Written out, because every look at a child asks: the model layer takes four times as long, and
# joins take the database longer to plan than all of the rest.
_INVOLVED_NOW = """
SELECT coalesce((SELECT name FROM accounts_user WHERE id = person_id), ''),
       coalesce((SELECT name FROM agencies_team WHERE id = team_id), ''),
       (SELECT name FROM agencies_agency WHERE id = agency_id), kind, why
FROM children_involvement
WHERE child_id = %s AND until_on IS NULL
ORDER BY since_on, id
"""


@query(Permission.CHILDREN_VIEW)
def involved_now(*, by: Any, child: Child) -> list[Involved]:
    """Who is involved with a child now, the longest first."""
    with connection.cursor() as cursor:
        cursor.execute(_INVOLVED_NOW, [child.pk])
        rows = cursor.fetchall()
    return [
        Involved(person, team, agency, InvolvementKind(kind).label, why)
        for person, team, agency, kind, why in rows
    ]


@query(Permission.CHILDREN_VIEW)
def keepers(*, by: Any, child: Child) -> list[User]:
    """The people who may open this record when it is restricted: those named in an involvement."""
    open_ones = Involvement.objects.order_by().filter(
        child=child, until_on=None, person__isnull=False
    )
    return list(
        User.objects.filter(pk__in=open_ones.values("person")).select_related("agency")
        .order_by("name", "pk")
    )  # fmt: skip


@query(Permission.CHILDREN_RECORD)
def agencies(*, by: Any) -> QuerySet[Agency]:
    """The agencies that could be involved."""
    return Agency.objects.order_by("name", "pk")


@query(Permission.CHILDREN_RECORD)
def agency(*, by: Any, code: str) -> Agency:
    return find(Agency.objects.all(), code=code)


@query(Permission.CHILDREN_RECORD)
def teams_of(*, by: Any, agency: Agency) -> QuerySet[Team]:
    return agency.teams.order_by("name", "pk")


@query(Permission.CHILDREN_RECORD)
def people_of(*, by: Any, agency: Agency) -> QuerySet[User]:
    """Colleagues at the agency whose role lets them open children's records."""
    return _people().filter(agency=agency)


@query(Permission.CHILDREN_RECORD)
def lead_practitioners(*, by: Any, child: Child) -> QuerySet[User]:
    """People who could lead for this child: the role, at an agency that covers the child's area."""
    return _people().filter(
        roles__contains=[Role.LEAD_PRACTITIONER],
        agency__in=Agency.objects.filter(councils=child.council_id),
    )


@query(Permission.CHILDREN_VIEW)
def owners(*, by: Any, reference: str) -> list[User]:
    """Who is told when something unusual happens to a record: its lead practitioner; without one,
    or where it is restricted, everybody named in an open involvement.
    """
    found = records.child(by=by, reference=reference)
    named = involvements(by=by, child=found).filter(until_on=None, person__isnull=False)
    leads = [one for one in named if one.kind == InvolvementKind.LEAD_PRACTITIONER]
    told = leads if leads and not found.is_restricted else list(named)
    people = {one.person.pk: one.person for one in told if one.person}
    return [person for person in people.values() if person.is_active]


@query(Permission.CHILDREN_VIEW)
def information_governance(*, by: Any) -> list[User]:
    rows = User.objects.filter(roles__contains=[Role.INFORMATION_GOVERNANCE], ended_at=None)
    return list(rows.order_by("pk"))


def _people() -> QuerySet[User]:
    return (
        User.objects.filter(roles__overlap=MAY_VIEW, ended_at=None, agency__isnull=False)
        .select_related("agency", "team")
        .order_by("name", "pk")
    )
