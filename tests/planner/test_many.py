"""Seven workers and sixty interviews due: the page says for each who could go, and how long it took."""

import random
import time
from datetime import date
from datetime import time as at_time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cairn.accounts.roles import Role
from cairn.children.models import Child, Involvement
from cairn.foundation import clock
from cairn.interviews.models import Interview
from cairn.planner import queries
from cairn.planner.rules import solving
from tests.cast import _person
from tests.interviews.conftest import signed_in
from tests.planner.conftest import HOUR

TIMES = [(at_time(9), at_time(17)), (at_time(11), at_time(19)), (at_time(8), at_time(16))]


@pytest.fixture
def many(tara, wren, northmoor, northmoor_services, say_hours, system):
    """Six more workers beside Tara, and sixty children who came back in the last three days."""
    chance = random.Random(60)
    team = [wren, *(_person(f"W{n}", northmoor_services, Role.INTERVENTION_WORKER, team=wren.team)
                    for n in range(5)), tara]  # fmt: skip
    for number, one in enumerate(team):
        days = range(7) if number % 2 else range(1, 6)
        say_hours(one, days=days, times=TIMES[number % 3], base=chance.choice(["hill", "bay"]))
    rows = []
    for n in range(60):
        child = Child.objects.create(
            given_name=f"Child {n}", search_name=f"child {n}", council=northmoor,
            address=chance.choice(["1 Lane, Hill", "2 Lane, Bay", "Nowhere"]),
            added_at=clock.now(), added_by=tara,
        )  # fmt: skip
        Involvement.objects.create(
            child=child, agency=northmoor_services, team=wren.team, kind="other", why="-",
            since_on=date(2026, 1, 1),
        )  # fmt: skip
        rows.append(
            Interview(child=child, due_at=clock.now() + (2 + chance.random() * 70) * HOUR,
                      opened_at=clock.now(), opened_by=system)
        )  # fmt: skip
    return Interview.objects.bulk_create(rows)


def test_sixty_due_and_seven_workers(many, tara):
    browser = signed_in(tara)
    took = {}
    for name in ("first", "again"):
        if name == "first":
            solving._suggest.cache_clear()
        began = time.perf_counter()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = browser.get(reverse("planner:who"))
        took[name] = time.perf_counter() - began
        assert answer.status_code == 200
    found = queries.due(by=tara)
    in_time = [one for one in found if one.suggested and one.suggested.at <= one.interview.due_at]
    print(
        f"\n60 due, 7 workers: {took['first']:.2f} s, again {took['again']:.2f} s, "
        f"{len(asked)} statements, {len(in_time)} suggested in time"
    )
    assert len(found) == 60
    assert len(asked) < 45
    places = [(one.person, one.suggested.at) for one in found if one.suggested]
    assert len(places) == len(set(places))
    could = [one for one in found if one.judged.able]
    assert len(in_time) <= len(could)
    assert all(one.suggested or one.no_time for one in could)
