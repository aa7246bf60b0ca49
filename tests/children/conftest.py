"""More of the partnership: a Hub worker in each area, a second child, and the local standard."""

from datetime import date

import pytest

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.agencies.choices import TeamKind
from cairn.agencies.models import LocalStandard, Team
from cairn.children.choices import InvolvementKind
from cairn.children.models import Child, Involvement
from cairn.foundation import clock
from cairn.foundation.identifiers import normal_name

REASON = "Found alone at night and cannot say who she is; nobody answers the telephone."


@pytest.fixture
def person(db):
    """Make a colleague: person("Nia", agency, Role.HUB_WORKER)."""

    def make(name, agency, *roles, team=None):
        user = User(
            email=f"{name.lower()}@example.test", name=name, roles=list(roles), agency=agency,
            team=team, job_title="Worker",
        )  # fmt: skip
        user.set_unusable_password()
        user.save()
        return user

    return make


@pytest.fixture
def nia(person, northmoor_services, northmoor):
    """A Safeguarding Hub worker in Northmoor: keeps records, reaches the area."""
    team = Team.objects.create(
        code="northmoor-hub", name="Northmoor Hub", kind=TeamKind.HUB, agency=northmoor_services,
        council=northmoor,
    )  # fmt: skip
    return person("Nia", northmoor_services, Role.HUB_WORKER, team=team)


@pytest.fixture
def hugo(person, southmere_services):
    """A Safeguarding Hub worker in Southmere."""
    return person("Hugo", southmere_services, Role.HUB_WORKER)


@pytest.fixture
def new_child(db):
    """Make a child: new_child("Ava", "Sample", council, by)."""

    def make(given, family, council, by, **more):
        names = [given, family, *more.get("also_known_as", [])]
        return Child.objects.create(
            given_name=given, family_name=family, search_name=normal_name(" ".join(names)),
            council=council, added_at=clock.now(), added_by=by, **more,
        )  # fmt: skip

    return make


@pytest.fixture
def involve(db):
    """Write an involvement down: involve(child, agency, person=..., team=..., until_on=...)."""

    def make(child, agency, kind=InvolvementKind.OTHER, **more):
        more = {"why": "Works with the child", "since_on": date(2026, 1, 5)} | more
        return Involvement.objects.create(child=child, agency=agency, kind=kind, **more)

    return make


@pytest.fixture
def restricted(jade):
    """Jade's record, restricted to those it names."""
    jade.is_restricted = True
    jade.restricted_because = "A relative works for one of the agencies"
    jade.save()
    return jade


@pytest.fixture
def hours(db):
    """The local standard for emergency access: four hours."""
    return LocalStandard.objects.create(
        key="emergency-access-hours", value=4, from_on=date(2020, 1, 1), source="test"
    )
