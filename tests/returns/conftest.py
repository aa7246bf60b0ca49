"""A thousand children, each with episodes and times in care that a busy year could bring."""

import csv
import io
import random
import uuid
from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse

from cairn.agencies.models import LocalStandard
from cairn.children.models import Child
from cairn.foundation import clock
from cairn.interviews.models import Answered, Interview
from cairn.missing.models import Episode
from cairn.returns import actions, queries
from cairn.returns.models import CarePeriod
from cairn.returns.rules.questions import TOTAL

TODAY = date(2026, 11, 21)
DAY = timedelta(days=1)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HOUR = timedelta(hours=1)
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


@pytest.fixture(autouse=True)
def offered_for(db):
    """After every episode at first, and from June 2025 on not after being away."""
    for on, value in ((date(2021, 9, 1), ["missing", "away"]), (date(2025, 6, 1), ["missing"])):
        LocalStandard.objects.create(
            key="interview-offered-for", value=value, from_on=on, source="A test"
        )


def _interview(chance, one, by):
    """What may have become of the interview after a return: nobody offered it, or any answer."""
    answer = chance.choice(("", "", "accepted", "accepted", "declined", "not_possible"))
    back_at = one.until_at or one.from_at  # or it was held, and the return taken back
    offered = back_at + timedelta(hours=chance.randrange(1, 100))
    is_offered = answer in ("accepted", "declined") or chance.random() < 0.6
    is_held = answer == "accepted" and chance.random() < 0.8
    held = offered + timedelta(hours=chance.randrange(1, 60))
    return Interview(
        child=one.child, due_at=back_at + timedelta(hours=72), opened_at=back_at, opened_by=by,
        offered_at=offered if is_offered else None, answer=answer,
        answered_at=offered if answer else None,
        answered_by=chance.choice(("child", "child", "carer", "other")) if answer else "",
        why_not=chance.choice(("elsewhere", "not_safe", "")) if answer == "not_possible" else "",
        held_at=held if is_held else None, held_by=by if is_held else None,
    )  # fmt: skip


def _keep_interviews(chance, by):
    """Most returns have one; some share it with the one before, some were joined or taken back."""
    made, links = [], []
    before = None
    for one in Episode.objects.select_related("child").order_by("child", "from_at"):
        if chance.random() < (0.1 if one.until_at else 0.5):
            continue
        shares = before and before[0].child_id == one.child_id and chance.random() < 0.3
        row = before[1] if shares else _interview(chance, one, by)
        if not shares:
            made.append(row)
        links.append((row, one, None))
        if chance.random() < 0.1:  # one that was joined or taken back, and answers it no more
            gone = _interview(chance, one, by)
            gone.taken_back_at = gone.opened_at
            made.append(gone)
            links.append((gone, one, gone.opened_at))
        before = one, row
    Interview.objects.bulk_create(made)
    Answered.objects.bulk_create(
        Answered(interview=row, episode=one, put_at=row.opened_at, put_by=by, taken_out_at=gone)
        for row, one, gone in links
    )


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
    _keep_interviews(chance, mel)
    return children


@pytest.fixture(autouse=True)
def held_back_under(db):
    LocalStandard.objects.create(
        key="figures-suppress-under", value=5, from_on=date(2021, 9, 1), source="A test"
    )


@pytest.fixture
def back(mel, jade):
    """Jade came back: back(hours ago, what became of it); gives the episode."""

    def made(hours_ago=100.0, *, kind="missing", child=jade, held=None, **interview):
        until = clock.now() - hours_ago * HOUR
        one = Episode.objects.create(
            child=child, council=child.council, kind=kind, from_at=until - HOUR / 10, until_at=until,
            ended="returned", opened_at=until, opened_by=mel,
        )  # fmt: skip
        if interview or held is not None:
            if interview.get("answer") or held is not None:
                interview["answered_at"] = until
            if held is not None:
                interview |= {"held_at": until + held * HOUR, "held_by": mel, "answer": "accepted"}
            row = Interview.objects.create(
                child=child, due_at=until + 72 * HOUR, opened_at=until, opened_by=mel,
                **{"offered_at": until, **interview},
            )  # fmt: skip
            Answered.objects.create(interview=row, episode=one, put_at=until, put_by=mel)
        return one

    return made


def of(by, council, first="2026-04", last="2026-11"):
    return queries.asked(by=by, council=council.code, first=first, last=last)


def counted(by, council, **months):
    found = queries.answers(by=by, asked=of(by, council, **months))
    return {code: number for (code, column), number in found.cells.items() if column == TOTAL}


def table(client, council, year, file):
    answer = client.get(reverse("returns:take", args=[council.code, year, file]))
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def day(text):
    return datetime.strptime(text, "%d/%m/%Y").date() if text else None


def eighteen(born):
    try:
        return born.replace(year=born.year + 18)
    except ValueError:  # born on a leap day
        return date(born.year + 18, 3, 1)


@pytest.fixture
def row(mel, jade):
    """An episode of Jade's from day to day: row(date, date)."""

    def made(from_on, until_on=None, **more):
        return Episode.objects.create(
            child=jade, council=jade.council, kind="missing", from_at=clock.instant_of(from_on),
            until_at=until_on and clock.instant_of(until_on), ended="returned" if until_on else "",
            opened_at=clock.now(), opened_by=mel, **more,
        )  # fmt: skip

    return made


@pytest.fixture
def in_care(mel, jade):
    def made(from_on, until_on=None):
        return actions.record_care(
            by=mel, child=jade.reference, from_on=from_on, until_on=until_on, key=uuid.uuid4()
        )

    return made


def bare(reference):
    return reference.replace("-", "")
