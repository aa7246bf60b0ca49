"""A child with a pathway, and a year in which much happened and then little."""

import uuid
from datetime import date, time, timedelta

import pytest

from cairn.chronology import actions
from cairn.foundation import clock
from cairn.missing.models import Episode
from cairn.pathways import actions as pathways
from tests.pathways.conftest import local_standards  # noqa: F401

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def written(priya, jade):
    """Writes an entry about Jade."""

    def write(kind="home", on=None, **more):
        said = {"what": "A calm week", "key": uuid.uuid4(), **more}
        return actions.write(
            by=priya, child=jade.reference, kind=kind, from_on=on or clock.today(), **said
        )

    return write


@pytest.fixture
def missed(priya, jade):
    """An episode of Jade's that began on a day: missed(date(2026, 5, 1))."""

    def made(on, **more):
        at = clock.instant_of(on, time(1))
        return Episode.objects.create(
            child=jade, council=jade.council, from_at=at, opened_at=at, opened_by=priya,
            **{"kind": "missing", "until_at": at + timedelta(hours=5), "ended": "returned", **more},
        )  # fmt: skip

    return made


@pytest.fixture
def the_newsletters_spring(written, missed):
    """Reported missing 27 times in May and June, and not since; back at school in September."""
    with clock.at(clock.instant_of(date(2026, 11, 21), time(9))):
        for number in range(27):
            missed(date(2026, 5, 1) + timedelta(days=number * 2))
        written("education", date(2026, 9, 2), what="Back at school", turn="better")
        yield


@pytest.fixture
def levels(mel, jade):
    """High from May, Medium from August, ended in October."""

    def at(month, day):
        return clock.at(clock.instant_of(date(2026, month, day), time(10)))

    with at(5, 4):
        contact = pathways.record_contact(
            by=mel, key=uuid.uuid4(), child=jade.reference, source="hub", said="Seen in cars."
        )
        made = pathways.screen(
            by=mel, reference=contact.reference, outcome="level_1", reason="Several signs"
        )
    reference = made.pathway.reference
    with at(5, 11):
        pathways.set_level(by=mel, reference=reference, version=1, level="high", reason="Missing")
    with at(8, 3):
        pathways.set_level(by=mel, reference=reference, version=2, level="medium", reason="Quiet")
    with at(10, 12):
        pathways.close(
            by=mel, reference=reference, version=3, why="safer", childs_voice="I feel safe.",
            plans_outcome="Back at school", what_remains="Nothing",
        )  # fmt: skip
    return reference
