"""The cast: the same people in every test, in a partnership small enough to hold in mind.

Priya works with Jade Example as lead practitioner in Northmoor; Olu has the same role in Southmere.
Sam is a police officer involved with Jade; Pat works at the police desk. Tess teaches. The councils,
like everybody here, are invented.
"""

from datetime import date

import pytest

from cairn.accounts import people
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.agencies.choices import AgencyKind, TeamKind
from cairn.agencies.models import Agency, Council, ExploitationStrand, Team
from cairn.children.choices import InvolvementKind
from cairn.children.models import Child, Involvement
from cairn.foundation import clock

CAST = (
    "priya", "sam", "olu", "audrey", "mel", "cory", "wren", "tess", "dee", "pat", "ada", "otto",
    "stranger",
)  # fmt: skip


@pytest.fixture
def northmoor(db):
    return Council.objects.create(code="northmoor", name="Northmoor")


@pytest.fixture
def southmere(db):
    return Council.objects.create(code="southmere", name="Southmere")


@pytest.fixture
def strands(db):
    """The strategy's eight."""
    names = ["cse", "cce", "county-lines", "missing", "hsb", "msht", "online", "contextual"]
    return [
        ExploitationStrand.objects.create(code=code, name=code.upper(), position=position)
        for position, code in enumerate(names)
    ]


def _agency(code, name, kind, *councils):
    agency = Agency.objects.create(code=code, name=name, kind=kind)
    agency.councils.set(councils)
    return agency


@pytest.fixture
def northmoor_services(northmoor):
    return _agency("northmoor-cs", "Northmoor Children’s Services", AgencyKind.COUNCIL, northmoor)


@pytest.fixture
def southmere_services(southmere):
    return _agency("southmere-cs", "Southmere Children’s Services", AgencyKind.COUNCIL, southmere)


@pytest.fixture
def police(northmoor, southmere):
    return _agency("police", "Moors Police", AgencyKind.POLICE, northmoor, southmere)


@pytest.fixture
def school(northmoor):
    return _agency("hill-school", "Hill School", AgencyKind.SCHOOL, northmoor)


@pytest.fixture
def partnership(northmoor, southmere):
    """The partnership's own office, across both councils."""
    return _agency("partnership", "Moors Partnership", AgencyKind.OTHER, northmoor, southmere)


def _person(name, agency, *roles, team=None, title=""):
    user = User(
        email=f"{name.lower()}@example.test",
        name=name,
        roles=list(roles),
        agency=agency,
        team=team,
        job_title=title,
    )
    user.set_unusable_password()
    user.save()
    return user


def _team(code, name, kind, agency, council=None):
    return Team.objects.create(code=code, name=name, kind=kind, agency=agency, council=council)


@pytest.fixture
def priya(northmoor_services):
    """Lead practitioner, involved with Jade."""
    return _person("Priya", northmoor_services, Role.LEAD_PRACTITIONER, title="Social worker")


@pytest.fixture
def olu(southmere_services):
    """The right role in the wrong place."""
    return _person("Olu", southmere_services, Role.LEAD_PRACTITIONER, title="Social worker")


@pytest.fixture
def sam(police):
    """Police officer, involved with Jade."""
    return _person("Sam", police, Role.POLICE_OFFICER, title="Constable")


@pytest.fixture
def pat(police):
    """Works at the police desk: triage and grading."""
    return _person("Pat", police, Role.POLICE_CE, title="Child exploitation co-ordinator")


@pytest.fixture
def audrey(partnership):
    """Numbers, never names."""
    return _person("Audrey", partnership, Role.ANALYST)


@pytest.fixture
def mel(partnership):
    return _person("Mel", partnership, Role.CERAR_MANAGER)


@pytest.fixture
def cory(partnership):
    return _person("Cory", partnership, Role.CERAR_COORDINATOR)


@pytest.fixture
def wren(northmoor_services, northmoor):
    """Intervention worker; not involved with Jade unless a test says so."""
    team = _team(
        "northmoor-cst", "Complex Safeguarding Team", TeamKind.COMPLEX_SAFEGUARDING,
        northmoor_services, northmoor,
    )  # fmt: skip
    return _person("Wren", northmoor_services, Role.INTERVENTION_WORKER, team=team)


@pytest.fixture
def tess(school):
    """A teacher who submits."""
    return _person("Tess", school, Role.PARTNER, title="Teacher")


@pytest.fixture
def dee(partnership):
    return _person("Dee", partnership, Role.INFORMATION_GOVERNANCE)


@pytest.fixture
def ada(school):
    """Administers the school's accounts."""
    return _person("Ada", school, Role.AGENCY_ADMINISTRATOR)


@pytest.fixture
def otto(partnership):
    """Operates the service."""
    return _person("Otto", partnership, Role.OPERATOR)


@pytest.fixture
def system(db):
    return people.system()


@pytest.fixture
def stranger():
    return people.STRANGER


@pytest.fixture
def jade(northmoor, northmoor_services, police, priya, sam):
    """A child in Northmoor; Priya leads, Sam is involved."""
    child = Child.objects.create(
        given_name="Jade",
        family_name="Example",
        search_name="jade example",
        born_on=date(2012, 5, 4),
        council=northmoor,
        added_at=clock.now(),
        added_by=sam,
    )
    Involvement.objects.create(
        child=child, kind=InvolvementKind.LEAD_PRACTITIONER, agency=northmoor_services,
        person=priya, why="Holds the child’s plan", since_on=date(2026, 1, 5),
    )  # fmt: skip
    Involvement.objects.create(
        child=child, kind=InvolvementKind.POLICE, agency=police,
        person=sam, why="Named in a strand", since_on=date(2026, 1, 5),
    )  # fmt: skip
    return child
