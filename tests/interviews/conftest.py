"""A child who was missing on a Friday night and came back on Saturday; those who hold interviews."""

import uuid
from datetime import date, datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from cairn.accounts.roles import Role
from cairn.agencies.models import LocalStandard
from cairn.children.models import Involvement
from cairn.foundation import clock
from cairn.interviews import actions, queries
from cairn.interviews.models import Interview
from cairn.missing import actions as missing
from cairn.missing import queries as episodes
from tests.cast import _person
from tests.missing.conftest import STANDARDS

HOUR = timedelta(hours=1)
SATURDAY = clock.instant_of(date(2026, 11, 21), datetime(2026, 1, 1, 12, 0).time())
OURS = {"interview-offered-for": ["missing", "away"], "interview-warn-hours": ["24", "4"]}
MADE_IN_HTML = ("version", "key", "versions", "read")


@pytest.fixture(autouse=True)
def local_standards(db):
    for key, value in (STANDARDS | OURS | {"draft-kept-days": 30}).items():
        LocalStandard.objects.create(
            key=key, value=value, from_on=date(2021, 9, 1), source="DEFAULT"
        )


@pytest.fixture(autouse=True)
def saturday():
    with clock.at(SATURDAY):
        yield SATURDAY


@pytest.fixture
def works(wren, jade):
    """Wren works with Jade, and holds interviews."""
    Involvement.objects.create(
        child=jade, agency=wren.agency, person=wren, kind="intervention_worker", why="Direct work",
        since_on=date(2026, 1, 5),
    )  # fmt: skip
    return wren


@pytest.fixture
def tara(northmoor_services, wren):
    """The team's manager."""
    return _person("Tara", northmoor_services, Role.TEAM_MANAGER, team=wren.team)


@pytest.fixture
def was_missing(priya, jade):
    """Jade was missing, or still is: was_missing(since=14, back=2), in hours before now."""

    def made(since=14.0, back=2.0, **told):
        now = clock.now()
        report = missing.report_child(
            by=priya, child=jade.reference, key=uuid.uuid4(), reported_at=now - since * HOUR,
            last_seen_at=now - since * HOUR,
            returned_at=None if back is None else now - back * HOUR, **told,
        )  # fmt: skip
        return episodes.episode(by=priya, reference=report.episode.reference)

    return made


@pytest.fixture
def opened(system, was_missing):
    """The interview of an episode: opened(since=14, back=2)."""

    def made(**when):
        return actions.open_for(by=system, episode=was_missing(**when).reference)

    return made


@pytest.fixture
def row(works, opened):
    """Jade came back two hours ago, and an interview is opened."""
    return opened()


@pytest.fixture
def do(works):
    """Do something in an interview: do(row, actions.offer, how="phone")."""

    def done(row, act, *, by=works, key=None, version=None, **said):
        now = queries.interview(by=by, reference=row.reference)
        version = now.version if version is None else version
        if act is actions.hand_in:
            said = {"versions": now.versions} | said
        return act(by=by, reference=row.reference, version=version, key=key or uuid.uuid4(), **said)

    return done


@pytest.fixture
def offer(do):
    def offered(row, hours_ago=1.0, **said):
        given = {"at": clock.now() - hours_ago * HOUR, "how": "phone", "whom": "child"}
        return do(row, actions.offer, **given | said)

    return offered


@pytest.fixture
def hold(do, offer):
    """Offered and held, with the child's own words written down."""

    def held(row, by=None, **said):
        offer(row)
        given = {
            "at": clock.now() - HOUR / 2, "where": "Her nan’s", "seen": "alone",
            "relation": "works_with",
        }  # fmt: skip
        row = do(row, actions.hold_it, **given | said)
        return actions.save_part(
            by=row.held_by, reference=row.reference, part="words", version=0,
            said={"childs_words": "I was at my mate’s."},
        )  # fmt: skip

    return held


def fresh(row):
    return Interview.objects.get(pk=row.pk)


def signed_in(person):
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def browser(works):
    return signed_in(works)


@pytest.fixture
def at(row):
    return lambda page, *more: reverse(f"interviews:{page}", args=[row.reference, *more])


def read(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def hidden(page, name):
    return unescape(page.split(f'name="{name}" value="')[1].split('"')[0])


def send(client, address, **said):
    """As a browser does: with what stands hidden in the form."""
    page = read(client, address)
    found = {name: hidden(page, name) for name in MADE_IN_HTML if f'name="{name}"' in page}
    return client.post(address, found | said)
