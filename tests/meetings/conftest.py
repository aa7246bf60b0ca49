"""Meetings to try things at: a Level 1 about Jade, chaired by Mel, with Priya and Sam asked."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from cairn.children.models import Child
from cairn.foundation import clock
from cairn.meetings import actions, queries
from tests.house_rules.conftest import standards

MONDAY_10AM = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def monday():
    """Every test begins on a Monday at ten; each may move on."""
    with clock.at(MONDAY_10AM):
        yield MONDAY_10AM


@pytest.fixture
def local(northmoor, southmere):
    """The local standards of a test."""
    standards(northmoor)


@pytest.fixture
def arrange(local, cory, mel, jade):
    """Arrange a meeting: by Cory, chaired by Mel, about Jade, tomorrow, unless said otherwise."""

    def arranged(*asked, by=cory, **said):
        whole = {
            "kind": "level-1", "child": jade.reference, "chair": mel, "where": "Room 2",
            "starts_at": MONDAY_10AM + timedelta(hours=2), "key": uuid.uuid4(), **said,
        }  # fmt: skip
        meeting = actions.arrange_meeting(by=by, **whole)
        for person in asked:
            actions.invite(by=by, reference=meeting.reference, person=person)
        return meeting

    return arranged


@pytest.fixture
def level_1(arrange, priya, sam):
    return arrange(priya, sam)


@pytest.fixture
def under_way(level_1, cory, mel, priya, sam):
    """The Level 1, started; Mel, Priya and Sam are there."""
    actions.start_meeting(by=cory, reference=level_1.reference)
    come(cory, level_1, mel, priya, sam)
    level_1.refresh_from_db()
    return level_1


@pytest.fixture
def monthly(arrange, northmoor, cory, mel, priya, sam):
    """The monthly police meeting about several children, to be held."""
    return arrange(priya, sam, kind="police-monthly", child="", council=northmoor)


@pytest.fixture
def hidden(northmoor, sam, system):
    """A child whose record is restricted, and whom nobody of the cast but Cory may know."""
    return Child.objects.create(
        given_name="Amber", family_name="Hidden", search_name="amber hidden", council=northmoor,
        added_at=clock.now(), added_by=sam, is_restricted=True, restricted_because="A test",
    )  # fmt: skip


def come(by, meeting, *people, was="present"):
    references = {
        one.reference: was
        for one in queries.invitations(by=by, meeting=meeting)
        if one.person in people
    }
    actions.record_attendance(by=by, reference=meeting.reference, attendance=references)


def first_item(by, meeting):
    return queries.agenda(by=by, meeting=meeting).items[0].reference
