"""A desk to try things at: its hours and standards, colleagues, and things that were sent."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.agencies.models import ContactPoint, LocalStandard, Team
from cairn.foundation import clock
from cairn.submissions.choices import Rank
from cairn.submissions.models import Mention, Submission, Submitter

MONDAY_10AM = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
WEEK = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-17:00")
CONTENT = {
    "gate": {"now": "none", "about": "yes", "pathway": "unknown"},
    "story": {"what": "Kieron got into a grey van behind the shops.", "when": "Tuesday"},
    "child": [{"name": "Kieron Madeup", "born": "about 14"}],
    "adult": [{"name": "Shaz"}, {"name": "A man with a cap"}],
    "sharing": {"how_known": "myself", "adult_told": "yes"},
}


@pytest.fixture(autouse=True)
def monday():
    """Every test begins on a Monday at ten, when the desk is open; each may move on."""
    with clock.at(MONDAY_10AM):
        yield MONDAY_10AM


@pytest.fixture
def desk(db, northmoor, southmere, strands):
    """The desk's hours and local standards."""
    for key, value in {
        "desk-acknowledge-office-minutes": 60,
        "desk-urgent-acknowledge-minutes": 15,
        "desk-escalation-office-minutes": 120,
    }.items():
        LocalStandard.objects.create(
            key=key, value=value, from_on=date(2021, 9, 1), source="A test"
        )
    ContactPoint.objects.create(code="desk", name="The desk", hours=WEEK)
    for area in (northmoor, southmere):
        ContactPoint.objects.create(code=f"hub-{area.code}", name=f"{area} Hub", council=area)


def colleague_of(pat, name, *, roles=(Role.POLICE_CE,), team=None):
    user = User(
        email=f"{name.lower()}@example.test",
        name=name,
        roles=list(roles),
        agency=pat.agency,
        team=team,
    )
    user.set_unusable_password()
    user.save()
    return user


@pytest.fixture
def quinn(pat):
    """Pat's colleague at the desk, for the whole county too."""
    return colleague_of(pat, "Quinn")


@pytest.fixture
def southmere_team(pat, southmere):
    return Team.objects.create(
        code="southmere-desk", name="Southmere desk", kind="ce_unit", agency=pat.agency,
        council=southmere,
    )  # fmt: skip


@pytest.fixture
def sol(pat, southmere_team):
    """Works at the desk for Southmere only."""
    return colleague_of(pat, "Sol", team=southmere_team)


@pytest.fixture
def send(desk, northmoor):
    """Something that was sent: send(council=..., rank=..., ago=minutes)."""

    def sent(*, council=northmoor, rank=Rank.OTHER, ago=0, content=None, **fields):
        content = content or CONTENT
        submission = Submission.objects.create(
            key=uuid.uuid4(),
            code_digest=uuid.uuid4().bytes,
            content=content,
            shape=1,
            council=council,
            rank=rank,
            strand_codes=["cce"],
            sent_at=clock.now() - timedelta(minutes=ago),
            **fields,
        )
        Submitter.objects.create(
            submission=submission, name="Tess Teacher", agency_name="Hill School"
        )
        Mention.objects.bulk_create(
            Mention(
                submission=submission, kind=kind, position=position, label=thing["name"],
                normal=thing["name"].lower(),
            )
            for kind in ("child", "adult")
            for position, thing in enumerate(content.get(kind, []))
        )  # fmt: skip
        return submission

    return sent


@pytest.fixture
def at_desk(client, pat):
    """A browser in which Pat is signed in."""
    client.force_login(pat, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
