"""Local standards, a Saturday night, and reports of a child who is missing."""

import uuid
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.agencies.models import LocalStandard
from cairn.children.models import Child, Involvement
from cairn.foundation import clock
from cairn.missing import actions, permissions, queries
from cairn.missing.rules.episodes import as_seen

SATURDAY_NIGHT = clock.instant_of(date(2026, 11, 21), datetime(2026, 1, 1, 23, 30).time())
HOUR = timedelta(hours=1)
STANDARDS = {
    "missing-acknowledge-high-minutes": 10, "missing-acknowledge-minutes": 30,
    "missing-ladder": ["police_metco", "intervention_worker", "team_manager"],
    "missing-often-in-30-days": 3, "missing-often-in-90-days": 3,
}  # fmt: skip
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HEADINGS = "message,council,given_name,family_name,born_on,reported_at\n"
JADE = "1,northmoor,Jade,Example,04/05/2012,21/11/2026 23:00\n"
OTHER = "2,northmoor,Nobody,Known,,21/11/2026 23:05\n"
WRONG = "3,nowhere,,,,yesterday\n"


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


def read(client, name, row):
    return client.get(reverse(f"missing:{name}", args=[row.reference])).content.decode()


@pytest.fixture
def by_priya(client, priya):
    client.force_login(priya, backend=BACKEND)
    return client


@pytest.fixture
def missed(reported):
    """Episodes that are over, so many days ago: missed(9, 5, 1, child=kim, at="The park")."""

    def made(*days, by=None, **more):
        said = {name: more.pop(name) for name in ("found_where", "last_seen_where") if name in more}
        found = []
        for one in days:
            hours = 24 * one
            if "found_where" in said:
                more["found_at"] = clock.now() - (hours - 1) * HOUR
            more = {**more, **({"by": by} if by else {})}
            found.append(
                reported(
                    hours_ago=hours, last_seen=hours, returned=hours - 2, said=said, **more
                ).episode
            )
        return found

    return made


@pytest.fixture
def kim(system, northmoor, priya, northmoor_services):
    """Another child of Priya's."""
    child = Child.objects.create(
        given_name="Kim", family_name="Beck", search_name="kim beck", council=northmoor,
        added_at=clock.now(), added_by=system,
    )  # fmt: skip
    involved = {
        "agency": northmoor_services,
        "person": priya,
        "why": "-",
        "since_on": date(2026, 1, 1),
    }
    Involvement.objects.create(child=child, kind="lead_practitioner", **involved)
    return child


def may_open(person, child, council):
    return person.pk in permissions.who_may_open([person], child, council)
