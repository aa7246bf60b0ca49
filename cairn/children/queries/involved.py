"""Who is involved with a child, and who could be."""

from typing import Any

from django.db.models import QuerySet

from cairn.accounts.models import User
from cairn.accounts.roles import GRANTS, Role
from cairn.agencies.models import Agency, Team
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.children.choices import InvolvementKind
from cairn.children.models import Involvement
from cairn.children.queries.records import child
from cairn.foundation.refusals import find

MAY_VIEW = [role.value for role, held in GRANTS.items() if Permission.CHILDREN_VIEW in held]


@query(Permission.CHILDREN_VIEW)
def involvements(*, by: Any, reference: str) -> QuerySet[Involvement]:
    """Who is and was involved with a child within reach: open first, then the latest."""
    return (
        Involvement.objects.filter(child=child(by=by, reference=reference))
        .select_related("agency", "team", "person")
        .order_by("-until_on", "since_on", "id")  # PostgreSQL puts the open ones (NULL) first
    )


@query(Permission.CHILDREN_VIEW)
def keepers(*, by: Any, reference: str) -> list[User]:
    """The people who may open this record when it is restricted: those named in an involvement."""
    open_ones = Involvement.objects.order_by().filter(
        child=child(by=by, reference=reference), until_on=None, person__isnull=False
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
def lead_practitioners(*, by: Any, reference: str) -> QuerySet[User]:
    """People who could lead for this child: the role, at an agency that covers the child's area."""
    council = child(by=by, reference=reference).council_id
    return _people().filter(
        roles__contains=[Role.LEAD_PRACTITIONER],
        agency__in=Agency.objects.filter(councils=council),
    )


@query(Permission.CHILDREN_VIEW)
def owners(*, by: Any, reference: str) -> list[User]:
    """Who is told when something unusual happens to a record: its lead practitioner; without one,
    or where it is restricted, everybody named in an open involvement.
    """
    named = involvements(by=by, reference=reference).filter(until_on=None, person__isnull=False)
    leads = [one for one in named if one.kind == InvolvementKind.LEAD_PRACTITIONER]
    is_restricted = child(by=by, reference=reference).is_restricted
    told = leads if leads and not is_restricted else list(named)
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
