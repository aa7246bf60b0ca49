"""Opening hours in words, at every kind of moment."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.foundation import clock
from cairn.foundation.clock import DAYS, OfficeHours
from cairn.home import rules

WEEK = OfficeHours.parse(dict.fromkeys(DAYS[:5], "09:00-17:00"))


@pytest.mark.parametrize(
    ("moment", "is_open", "words"),
    [
        ("2026-11-23T09:00", True, "Somebody is reading now, until 5pm today."),
        ("2026-11-23T16:59", True, "Somebody is reading now, until 5pm today."),
        (
            "2026-11-23T17:00",
            False,
            "Nobody is reading now. Somebody will read again from 9am tomorrow.",
        ),
        (
            "2026-11-23T06:00",
            False,
            "Nobody is reading now. Somebody will read again from 9am today.",
        ),
        (
            "2026-11-20T19:00",
            False,
            "Nobody is reading now. Somebody will read again from 9am on Monday 23 November.",
        ),
        (  # seven on a bank-holiday evening
            "2026-05-25T19:00",
            False,
            "Nobody is reading now. Somebody will read again from 9am tomorrow.",
        ),
        (
            "2026-12-24T18:00",
            False,
            "Nobody is reading now. Somebody will read again from 9am on Tuesday 29 December.",
        ),
        (
            "2026-12-31T18:00",
            False,
            "Nobody is reading now. Somebody will read again from 9am on Monday 4 January 2027.",
        ),
    ],
)
def test_reading_says_so_at_every_kind_of_moment(moment, is_open, words):
    said = rules.reading(WEEK, now=clock.from_iso(moment))
    assert (said.is_open, said.now) == (is_open, words)


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (dict.fromkeys(DAYS[:5], "09:00-17:00"), "Monday to Friday, 9am to 5pm. Closed on bank holidays."),
        (
            {"mon": "08:30-12:00", "tue": "12:00-24:00", "bank_holidays": "as usual"},
            "Monday, 8:30am to midday; Tuesday, midday to midnight. Open as usual on bank holidays.",
        ),
        (dict.fromkeys(DAYS, "00:00-24:00") | {"bank_holidays": "as usual"}, "At any time, day or night."),
        ({"mon": "09:00-17:00", "wed": "09:00-17:00"},
         "Monday, 9am to 5pm; Wednesday, 9am to 5pm. Closed on bank holidays."),
    ],
)  # fmt: skip
def test_week_in_words(hours, words):
    assert rules.week_in_words(OfficeHours.parse(hours)) == words


@given(st.datetimes(min_value=clock.datetime(2020, 1, 1), max_value=clock.datetime(2035, 1, 1)))
def test_reading_never_says_open_when_the_office_is_closed(moment):
    now = moment.replace(tzinfo=clock.UTC)
    said = rules.reading(WEEK, now=now)
    assert said.is_open == WEEK.is_open(now)
    assert said.now.startswith("Somebody is" if said.is_open else "Nobody is")


def test_is_worker_missing():
    assert rules.is_worker_missing(None)
    assert rules.is_worker_missing(timedelta(minutes=5, seconds=1))
    assert not rules.is_worker_missing(timedelta(minutes=5))


def test_reason_not_to_retry():
    assert rules.reason_not_to_retry(status="failed", same_is_waiting=False) is None
    assert "has not failed" in rules.reason_not_to_retry(status="todo", same_is_waiting=False)
    assert "waiting already" in rules.reason_not_to_retry(status="failed", same_is_waiting=True)
