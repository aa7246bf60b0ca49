"""Birthdays that matter, and the words for the worker."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.pathways import rules
from cairn.pathways.choices import Level

BORN = st.dates(date(1990, 1, 1), date(2026, 1, 1))


def test_birthdays_that_matter_come_in_order():
    assert rules.birthdays_that_matter(date(2009, 5, 1)) == [
        (date(2025, 5, 1), "16 today"),
        (date(2026, 5, 1), "17 today"),
        (date(2026, 10, 31), "17 and a half"),
        (date(2027, 1, 21), "100 days until 18"),
        (date(2027, 5, 1), "18 today"),
    ]


@given(born_on=BORN)
def test_birthdays_that_matter_never_fail_and_end_at_eighteen(born_on):
    days = [on for on, _ in rules.birthdays_that_matter(born_on)]
    assert days == sorted(days)
    assert days[-1].year == born_on.year + 18
    assert days[-1] - days[-2] == timedelta(days=100)


def test_who_is_born_on_a_leap_day_comes_of_age_on_the_first_of_march():
    assert rules.birthdays_that_matter(date(2008, 2, 29))[0][0] == date(2024, 2, 29)
    assert rules.birthdays_that_matter(date(2009, 2, 28))[-1][0] == date(2027, 2, 28)
    assert rules.birthdays_that_matter(date(2012, 2, 29))[-1][0] == date(2030, 3, 1)


@pytest.mark.parametrize("level", Level)
def test_worker_is_for_high_and_medium_and_for_low_where_needed(level):
    assert rules.worker(level).endswith("needed") == (level is Level.LOW)
