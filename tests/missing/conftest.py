"""Local standards, a Saturday night, and reports of a child who is missing."""

import uuid
from datetime import date, datetime, timedelta

import pytest

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.agencies.models import LocalStandard
from cairn.foundation import clock
from cairn.missing import actions, queries
from cairn.missing.rules.episodes import as_seen

SATURDAY_NIGHT = clock.instant_of(date(2026, 11, 21), datetime(2026, 1, 1, 23, 30).time())
HOUR = timedelta(hours=1)
STANDARDS = {
    "missing-acknowledge-high-minutes": 10, "missing-acknowledge-minutes": 30,
    "missing-ladder": ["police_metco", "intervention_worker", "team_manager"],
    "missing-often-in-30-days": 3, "missing-often-in-90-days": 3,
}  # fmt: skip


@pytest.fixture(autouse=True)
def local_standards(db):
    for key, value in STANDARDS.items():
        LocalStandard.objects.create(
            key=key, value=value, from_on=date(2021, 9, 1), source="DEFAULT"
        )


@pytest.fixture(autouse=True)
def night():
    with clock.at(SATURDAY_NIGHT):
        yield SATURDAY_NIGHT


@pytest.fixture
def meg(police):
    """The METCO officer of the area: first on the ladder."""
    return User.objects.create(
        email="meg@example.test", name="Meg", roles=[Role.POLICE_METCO], agency=police
    )


@pytest.fixture
def reported(priya, jade):
    """A report by a colleague: reported(hours_ago=2, last_seen=3)."""

    def made(*, by=priya, hours_ago=1.0, last_seen=None, returned=None, child=jade, **told):
        def ago(hours):
            return None if hours is None else clock.now() - hours * HOUR

        return actions.report_child(
            by=by, child=child.reference, key=uuid.uuid4(), reported_at=ago(hours_ago),
            last_seen_at=ago(last_seen), returned_at=ago(returned), **told,
        )  # fmt: skip

    return made


@pytest.fixture
def episode(priya, reported):
    """Jade is missing since three hours, reported two hours ago."""
    report = reported(hours_ago=2, last_seen=3, said={"reported_by": "Her carer"})
    return queries.episode(by=priya, reference=report.episode.reference)


@pytest.fixture
def say(priya):
    """Say something of an episode: say(episode, "returned", hours_ago=1)."""

    def said(episode, what, hours_ago=0.0, by=priya, **more):
        row = queries.episode(by=by, reference=episode.reference)
        known = queries.times(by=by, episodes=[row])[row.pk]
        return actions.say(
            by=by, reference=episode.reference, seen=as_seen(known.get(what)), what=what,
            at=clock.now() - hours_ago * HOUR, key=uuid.uuid4(), **more,
        )  # fmt: skip

    return said


@pytest.fixture
def unnamed(tess, northmoor, night):
    """A report of a child nobody has named yet."""
    return actions.report_somebody(
        by=tess, council=northmoor, key=uuid.uuid4(), reported_at=night, given_name="Jaid"
    )


@pytest.fixture
def asking(priya, reported, episode, say):
    """A report of Jade that asks where it belongs."""
    say(episode, "returned", 1)
    return reported(hours_ago=30, last_seen=31)


def same(one, **more):
    return {"reference": one.reference, "version": one.version, **more}
