"""The days on the way to eighteen: which they are, who hears of them, once, and not too late."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.accounts.models import Notice
from cairn.children.models import Child
from cairn.foundation import clock
from cairn.foundation.dates import age_on
from cairn.pathways import actions, tasks
from cairn.pathways.rules.growing_up import (
    birthday_to_tell,
    birthdays_that_matter,
    born_between,
    turning_18,
)
from tests.pathways.conftest import ENDING, STANDARDS

ALERTS = STANDARDS["towards-18-alerts"]
BORN = date(2009, 3, 31)
DAYS = [
    (date(2025, 3, 31), "16"), (date(2026, 3, 31), "17"), (date(2026, 9, 30), "17.5"),
    (date(2026, 12, 21), "100 days"), (date(2027, 3, 31), "18"),
]  # fmt: skip


def test_birthdays_that_matter_are_in_order():
    assert [(one.on, one.code) for one in birthdays_that_matter(BORN, alerts=ALERTS)] == DAYS
    assert [one.code for one in birthdays_that_matter(BORN, alerts=[])] == ["18"]


def test_birthday_on_the_leap_day_is_on_1_march_in_other_years():
    days = [one.on for one in birthdays_that_matter(date(2008, 2, 29), alerts=["16", "17"])]
    assert days == [date(2024, 2, 29), date(2025, 3, 1), date(2026, 3, 1)]


@pytest.mark.parametrize(
    ("today", "opened_on", "code"),
    [
        (date(2026, 3, 30), date(2020, 1, 1), None),  # 16 was a year ago: no news
        (date(2026, 3, 31), date(2020, 1, 1), "17"),
        (date(2026, 4, 10), date(2020, 1, 1), "17"),  # the worker was down
        (date(2026, 5, 2), date(2020, 1, 1), None),
        (date(2026, 4, 10), date(2026, 4, 1), None),  # whoever opened it knew the age
        (date(2026, 4, 10), date(2026, 3, 31), "17"),
        (date(2027, 4, 1), date(2020, 1, 1), "18"),
    ],
)
def test_birthday_to_tell_is_the_latest_that_came_while_it_was_open(today, opened_on, code):
    told = birthday_to_tell(BORN, opened_on=opened_on, today=today, alerts=ALERTS)
    assert (told.code if told else None) == code


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 9, 29), ""),
        (date(2026, 9, 30), "Turns 18 on 31 March 2027, in 182 days"),
        (date(2027, 3, 30), "Turns 18 on 31 March 2027, in 1 day"),
        (date(2027, 3, 31), "Turns 18 today"),
        (date(2027, 4, 1), "Turned 18 on 31 March 2027"),
    ],
)
def test_turning_18_is_said_from_17_and_a_half_on(today, words):
    assert turning_18(BORN, today=today) == words
    assert turning_18(None, today=today) == ""


@given(
    st.dates(date(2000, 1, 1), date(2027, 12, 31)), st.dates(date(2028, 1, 1), date(2033, 1, 1)),
    st.integers(0, 20), st.integers(0, 5),
)  # fmt: skip
def test_born_between_holds_whoever_is_that_old(born, today, youngest, more):
    first, last = born_between((youngest, youngest + more), today=today)
    assert (first <= born <= last) == (youngest <= age_on(born, today) <= youngest + more)


# --- who hears ------------------------------------------------------------------------------------


@pytest.fixture
def nearly(pathway):
    """Jade is 17 on a day in March; her pathway was opened before."""
    with clock.at(datetime(2026, 3, 31, 5, 40, tzinfo=UTC)):
        Child.objects.update(born_on=BORN)
        type(pathway).objects.update(opened_at=clock.now() - timedelta(days=100))
        yield pathway


def told():
    rows = Notice.objects.filter(key__startswith="pathways.towards_18").order_by("pk")
    return [(row.person.name, row.wording) for row in rows]


WORDS = "A young person on a pathway has turned 17. Think of what they need as an adult."


def test_lead_and_cerar_manager_hear_once(nearly, priya, mel, cory, sam, steph):
    assert tasks.tell_towards_18() == 1
    assert tasks.tell_towards_18() == 0
    assert told() == [("Priya", WORDS), ("Mel", WORDS)]
    notice = Notice.objects.get(person=priya)
    assert (notice.page, notice.about) == ("pathways:pathway", nearly.reference)


def test_days_that_the_worker_was_down_are_caught_up(nearly, priya):
    for days, number in ((10, 1), (20, 0), (40, 0)):
        with clock.shifted(timedelta(days=days)):
            assert tasks.tell_towards_18() == number


def test_nobody_hears_of_what_has_ended_or_is_out_of_reach(nearly, mel, priya):
    Child.objects.update(is_restricted=True, restricted_because="A relative works here")
    assert tasks.tell_towards_18() == 1
    assert told() == [("Priya", WORDS)]
    Child.objects.update(is_restricted=False)
    actions.close(by=mel, reference=nearly.reference, version=1, **ENDING)
    with clock.at(datetime(2026, 9, 30, 5, 40, tzinfo=UTC)):
        assert tasks.tell_towards_18() == 0


def test_child_whose_birthday_nobody_knows_is_passed_over(nearly):
    Child.objects.update(born_on=None)
    assert tasks.tell_towards_18() == 0
