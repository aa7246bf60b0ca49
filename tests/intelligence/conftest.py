"""A desk with something sent to it, and strands to read."""

import uuid
from datetime import UTC, date, datetime

import pytest

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.agencies.models import Team
from cairn.audit.models import AuditEvent
from cairn.children.models import Child
from cairn.foundation import clock
from cairn.intelligence import actions
from cairn.submissions.models import Mention, Submission, Submitter

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
CONTENT = {
    "gate": {"now": "none", "about": "yes", "pathway": "unknown"},
    "story": {"what": "Jade got a phone from Shaz at the steps.", "when": "last Tuesday",
              "when_from": "2026-11-17", "when_until": "2026-11-17"},
    "child": [{"name": "Jade Example"}, {"name": "Robin Madeup", "born_on": "2013-02-01"}],
    "adult": [{"name": "Shaz", "looks": "tall"}],
    "place": [{"where": "The steps behind the arcade"}],
    "phone": [{"number": "07700 900123"}],
    "sharing": {"how_known": "myself", "adult_told": "yes", "risk_who": "the girl who told"},
}  # fmt: skip
SAID = {
    "claim": "Shaz gave Jade a phone.",
    "text": "This child was given a phone by Shaz.",
    "learned_on": date(2026, 11, 20),
    "strand_codes": ["cce"],
    "source_grade": "2",
    "information_grade": "C",
    "handling": "P",
}


@pytest.fixture(autouse=True)
def monday():
    with clock.at(MONDAY):
        yield


@pytest.fixture
def sent(northmoor, school, tess):
    key = uuid.uuid4()
    row = Submission.objects.create(
        key=key, code_digest=key.bytes, content=CONTENT, shape=1, council=northmoor, rank=2,
        strand_codes=["cce"], sent_at=MONDAY, sent_by=tess,
    )  # fmt: skip
    Submitter.objects.create(
        submission=row, name="Tess Teacher", job_title="Head of year", agency=school,
        email="tess@hill.example", phone="01632 960123",
    )  # fmt: skip
    Mention.objects.create(
        submission=row, kind="child", position=1, label="Jade Example", normal="jade example"
    )
    return row


@pytest.fixture
def make(pat, northmoor, strands):
    """A strand by the desk: make(children=[jade], handling="C", ...)."""

    def made(*, children=(), key=None, council=northmoor, **said):
        return actions.make_strand(
            by=pat, key=key or uuid.uuid4(), council=council.code,
            children=[child.reference for child in children],
            **{"source_note": "A test", **SAID, **said},
        )  # fmt: skip

    return made


@pytest.fixture
def robin(northmoor, sam):
    return Child.objects.create(
        given_name="Robin", family_name="Madeup", search_name="robin madeup", council=northmoor,
        added_at=clock.now(), added_by=sam,
    )  # fmt: skip


@pytest.fixture
def sealed(northmoor, sam):
    """A restricted child, with nobody named."""
    return Child.objects.create(
        given_name="Kit", family_name="Hidden", search_name="kit hidden", council=northmoor,
        is_restricted=True, restricted_because="A relative works here.", added_at=clock.now(),
        added_by=sam,
    )  # fmt: skip


def colleague(name, agency, *roles, team=None):
    return User.objects.create(
        email=f"{name}@example.test", name=name, roles=list(roles), agency=agency, team=team
    )


@pytest.fixture
def sol(police, southmere):
    """Works at the desk for Southmere only."""
    team = Team.objects.create(
        code="south", name="South", kind="ce_unit", agency=police, council=southmere
    )
    return colleague("Sol", police, Role.POLICE_CE, team=team)


@pytest.fixture
def quinn(police):
    """Pat's colleague at the desk, for the whole county."""
    return colleague("Quinn", police, Role.POLICE_CE)


@pytest.fixture
def hugo(southmere_services):
    """Reaches the children of Southmere, all of them."""
    return colleague("Hugo", southmere_services, Role.HUB_WORKER)


@pytest.fixture
def nia(northmoor_services):
    return colleague("Nia", northmoor_services, Role.HUB_WORKER)


@pytest.fixture
def traces():
    """What the trail holds of an event: on which record, and its details."""

    def found(event):
        rows = AuditEvent.objects.filter(event=f"intelligence.{event}").order_by("pk")
        return [(row.record_id, row.details) for row in rows]

    return found
