"""Two at once: one open episode of a child, one who takes a report on, one next person, one report."""

import uuid
from datetime import date, timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from cairn.children.models import Child
from cairn.foundation import clock
from cairn.foundation.refusals import Overtaken, Refused
from cairn.missing import actions
from cairn.missing.choices import Ended
from cairn.missing.models import Call, Episode, Report, Saying, StrategyDiscussion
from cairn.missing.notification import read_row
from tests.at_once import after_a_change, at_once
from tests.missing.conftest import SATURDAY_NIGHT

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)


def then(act, minutes=0, **said):
    def acted():
        with clock.at(SATURDAY_NIGHT + timedelta(minutes=minutes)):
            return act(**said)

    return acted


def test_two_reports_of_a_child_are_one_episode(priya, sam, jade, meg):
    report = partial(then, actions.report_child, child=jade.reference, reported_at=SATURDAY_NIGHT)
    found = at_once(*[report(by=by, key=uuid.uuid4()) for by in (priya, sam) * 3])
    assert not [one for one in found if isinstance(one, type)], found
    assert Episode.objects.get().reports.count() == 6


def test_one_message_by_the_api_and_in_a_file_is_one_report(system, northmoor, meg):
    told = {"message": "1", "council": "northmoor", "reported_at": "2026-11-21T22:00Z"}
    with clock.at(SATURDAY_NIGHT):
        row = read_row(1, told, councils=[northmoor])
    send = then(
        actions.receive, by=system, source="police_push", sender="Police records", **row.taken
    )
    drop = then(actions.take_file, by=system, claimed="a~b", name="b", rows=[row])
    found = at_once(send, drop, send)
    assert not [one for one in found if isinstance(one, type)], found
    assert Report.objects.count() == Call.objects.count() == 1


@pytest.fixture
def children(northmoor, system):
    return [
        Child.objects.create(
            given_name=name,
            family_name="Invented",
            born_on=date(2012, 5, 4),
            council=northmoor,
            added_at=SATURDAY_NIGHT,
            added_by=system,
        )
        for name in ("Alba", "Bryn", "Cleo", "Drew")
    ]


def rows_of(children, council, *, of):
    """Of each of these children one notification, in this order, numbered by whom it is of."""
    told = [
        {"message": f"{of} {one.given_name}", "council": council.code,
         "reported_at": "2026-11-21T22:00Z", "given_name": one.given_name,
         "family_name": one.family_name, "born_on": "2012-05-04"}
        for one in children
    ]  # fmt: skip
    return [read_row(number, one, councils=[council]) for number, one in enumerate(told, 1)]


@pytest.mark.parametrize("numbers", [("day", "night"), ("one", "one")])
def test_two_imports_in_opposite_order_wait_for_each_other_and_both_are_taken(
    meg, system, northmoor, children, numbers
):
    with clock.at(SATURDAY_NIGHT):
        down, up = (
            rows_of(order, northmoor, of=of)
            for order, of in zip((children, children[::-1]), numbers, strict=True)
        )
    found = at_once(
        then(actions.take_rows, by=meg, rows=down), then(actions.take_rows, by=meg, rows=up),
        then(actions.take_file, by=system, claimed="a~b", name="b", rows=up[1:] + up[:1]),
    )  # fmt: skip
    assert not [one for one in found if isinstance(one, type)], found
    assert Episode.objects.count() == len(children)
    assert [one.child.given_name for one in found[0]] == ["Alba", "Bryn", "Cleo", "Drew"]


def test_two_who_take_a_report_on_are_one(priya, sam, reported):
    reference = reported().reference
    take = partial(then, actions.acknowledge, reference=reference)
    found = at_once(take(by=priya), take(by=sam))
    assert found.count(Refused) == 1


def test_next_person_is_asked_once(system, meg, reported):
    reference = reported().reference
    found = at_once(*[then(actions.call_next, 11, by=system, reference=reference)] * 4)
    assert found.count(None) == 3
    assert Call.objects.count() == 2


def test_report_that_somebody_just_took_on_calls_nobody(system, meg, priya, reported):
    report = reported()
    taken_on = {"acknowledged_at": SATURDAY_NIGHT, "acknowledged_by": priya}
    ask = then(actions.call_next, 11, by=system, reference=report.reference)
    assert after_a_change(report, ask, **taken_on) is None
    assert Call.objects.count() == 1


def test_two_who_record_the_return_record_one(priya, sam, episode):
    back = partial(
        then, actions.say, reference=episode.reference, what="returned",
        at=SATURDAY_NIGHT,
    )  # fmt: skip
    found = at_once(back(by=priya, key=uuid.uuid4()), back(by=sam, key=uuid.uuid4()))
    assert found.count(Overtaken) == 1
    assert Saying.objects.filter(what="returned").count() == 1


def test_two_who_answer_whether_a_discussion_is_needed(mel, jade, missed_often):
    answer = partial(
        then, actions.answer_discussion, child=jade.reference, outcome="not_needed", why="Held"
    )
    found = at_once(answer(by=mel, key=uuid.uuid4()), answer(by=mel, key=uuid.uuid4()))
    assert found.count(Refused) == 1
    assert StrategyDiscussion.objects.count() == 1


@pytest.fixture
def missed_often(reported):
    for day in (9, 6, 3):
        reported(hours_ago=24 * day, last_seen=24 * day + 1, returned=24 * day - 2)


def test_database_refuses_two_open_episodes_and_two_at_one_time(episode):
    def other(**told):
        with transaction.atomic():
            Episode.objects.create(
                child=episode.child, council=episode.council, kind="missing",
                opened_at=SATURDAY_NIGHT, opened_by=episode.opened_by, **told,
            )  # fmt: skip

    with pytest.raises(IntegrityError, match="missing_one_open_episode"):
        other(from_at=SATURDAY_NIGHT + HOUR)
    over = {"from_at": SATURDAY_NIGHT - 4 * HOUR, "ended": Ended.RETURNED}
    with pytest.raises(IntegrityError, match="missing_no_two_at_one_time"):
        other(**over, until_at=SATURDAY_NIGHT)
    other(**over, until_at=episode.from_at)  # the moment of a return may be that of the next
    other(**over | {"ended": Ended.NOT_MISSING}, until_at=SATURDAY_NIGHT)
