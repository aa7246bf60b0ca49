"""Three workers of a team, two towns, and a child who is back: when can who go?"""

import uuid
from datetime import date, time

import pytest

from cairn.accounts.roles import Role
from cairn.agencies.models import LocalStandard, Town
from cairn.children.choices import InvolvementKind
from cairn.children.models import Involvement
from cairn.interviews.models import Interview
from cairn.planner import actions
from tests.cast import _person
from tests.interviews.conftest import (  # noqa: F401
    HOUR,
    SATURDAY,
    local_standards,
    opened,
    row,
    saturday,
    tara,
    was_missing,
    works,
)

PLANNER = {
    "interview-minutes": 60,
    "interview-gap-minutes": 15,
    "interview-last-chance-hours": 24,
    "interview-day-hours": ["08:00", "20:00"],
    "school-hours": ["09:00", "15:30"],
    "travel-fixed-minutes": 10,
    "travel-10-km-minutes": 14,
    "travel-unknown-minutes": 45,
}
DAYTIME = (time(9), time(17))


@pytest.fixture(autouse=True)
def planner_standards(local_standards):  # noqa: F811
    for key, value in PLANNER.items():
        LocalStandard.objects.create(
            key=key, value=value, from_on=date(2021, 9, 1), source="DEFAULT"
        )


@pytest.fixture
def towns(northmoor, southmere):
    return {
        name: Town.objects.create(
            code=name.lower(), name=name, council=council, latitude=north, longitude=west
        )
        for name, council, north, west in (
            ("Hill", northmoor, 54.60, -3.10),
            ("Bay", northmoor, 54.10, -3.20),
            ("Marsh", southmere, 54.90, -2.90),
        )
    }


@pytest.fixture
def say_hours(towns):
    """Somebody works these days from nine to five: say_hours(wren, days=[5, 6])."""

    def said(
        person, *, by=None, days=range(7), times=DAYTIME, base="hill", from_on=date(2026, 1, 1), n=0
    ):
        return actions.say_week(
            by=by or person, person=person.reference, from_on=from_on,
            days=[(day, *times, base) for day in days], on_holidays=False, said=n, key=uuid.uuid4(),
        )  # fmt: skip

    return said


@pytest.fixture
def ola(northmoor_services, wren, jade):
    """Another worker of the team, whom the child does not know; the team is named with the child."""
    Involvement.objects.create(
        child=jade, kind=InvolvementKind.OTHER, agency=northmoor_services, team=wren.team,
        why="Return home interviews", since_on=date(2026, 1, 5),
    )  # fmt: skip
    return _person("Ola", northmoor_services, Role.INTERVENTION_WORKER, team=wren.team)


@pytest.fixture
def at_work(say_hours, works, ola, tara):  # noqa: F811
    """Wren and Ola work every day of the week; Tara plans, and has said no hours."""
    for one in (works, ola):
        say_hours(one)
    return works, ola, tara


@pytest.fixture
def due(row, at_work):  # noqa: F811
    """Jade came back two hours ago: 70 hours are left, and nobody goes yet."""
    return row


@pytest.fixture
def now(due):
    """The interview as it is now."""
    return lambda: Interview.objects.get(pk=due.pk)
