"""A thousand children, each with episodes and times in care that a busy year could bring."""

import random
from datetime import date, time, timedelta

import pytest

from cairn.children.models import Child
from cairn.foundation import clock
from cairn.missing.models import Episode
from cairn.returns.models import CarePeriod

TODAY = date(2026, 11, 21)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def saturday(db):
    with clock.at(clock.instant_of(TODAY, time(12))):
        yield


def _care(chance, child, by):
    """None, one, or one after the other; some still go on."""
    on = date(2024, 1, 1) + chance.randrange(500) * DAY
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        until = on + chance.randrange(1, 400) * DAY
        is_open = until >= TODAY or chance.random() < 0.3
        yield CarePeriod(
            child=child, from_on=on, until_on=None if is_open else until,
            recorded_at=clock.now(), recorded_by=by,
        )  # fmt: skip
        if is_open:
            return
        on = until + chance.choice((0, 0, 20)) * DAY


def _episodes(chance, child, by):
    """One after the other, of minutes or of months; the last may go on."""
    at = clock.instant_of(date(2024, 6, 1) + chance.randrange(400) * DAY)
    for _ in range(chance.randrange(7)):
        at += timedelta(minutes=chance.randrange(200_000))
        until = at + timedelta(minutes=int(chance.paretovariate(0.6) * 60))
        if at >= clock.now():
            return
        is_open = until >= clock.now()
        yield Episode(
            child=child, council=child.council, kind=chance.choice(("missing", "missing", "away")),
            from_at=at, until_at=None if is_open else until, ended="" if is_open else "returned",
            opened_at=at, opened_by=by,
        )  # fmt: skip
        if is_open:
            return
        at = until


@pytest.fixture
def thousand(mel, northmoor):
    """A thousand children of Northmoor."""
    chance = random.Random("returns")
    born = [date(2005, 1, 1) + chance.randrange(7_800) * DAY for _ in range(1_000)]
    children = Child.objects.bulk_create(
        Child(
            given_name=f"Child {number}", search_name=f"child {number}", council=northmoor,
            born_on=None if chance.random() < 0.03 else on, added_at=clock.now(), added_by=mel,
        )
        for number, on in enumerate(born)
    )  # fmt: skip
    CarePeriod.objects.bulk_create(one for child in children for one in _care(chance, child, mel))
    Episode.objects.bulk_create(one for child in children for one in _episodes(chance, child, mel))
    return children
