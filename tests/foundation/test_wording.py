"""Times, dates, counts and lists as people say them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.foundation import wording
from cairn.foundation.clock import from_iso

NOW = from_iso("2026-11-21T05:20")
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2026-11-21T16:20", "11 hours left, by 4:20pm today"),
        ("2026-11-22T04:20", "23 hours left, by 4:20am tomorrow"),
        ("2026-11-22T16:20", "35 hours left, by 4:20pm tomorrow"),
        ("2026-11-23T09:00", "51 hours left, by 9am on Monday 23 November"),
        ("2026-11-24T05:19", "71 hours left, by 5:19am on Tuesday 24 November"),
        ("2026-11-24T05:20", "3 days left, by 5:20am on Tuesday 24 November"),
        ("2026-11-21T06:40", "1 hour 20 minutes left, by 6:40am today"),
        ("2026-11-21T05:21", "1 minute left, by 5:21am today"),
        ("2026-11-21T05:20", "less than a minute left, by 5:20am today"),
        ("2026-11-21T12:00", "6 hours left, by midday today"),
        ("2026-11-22T00:00", "18 hours left, by 11:59pm today"),
        ("2027-01-04T09:00", "44 days left, by 9am on Monday 4 January 2027"),
        ("2026-11-21T02:20", "3 hours late, was due 2:20am today"),
        ("2026-11-20T16:20", "13 hours late, was due 4:20pm yesterday"),
        ("2026-11-01T09:00", "19 days late, was due 9am on Sunday 1 November"),
    ],
)
def test_time_left_is_said_as_people_say_it(due, expected):
    assert wording.time_left(NOW, from_iso(due)) == expected


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (0, "waiting less than a minute"),
        (1, "waiting 1 minute"),
        (60, "waiting 1 hour"),
        (190, "waiting 3 hours 10 minutes"),
        (24 * 60 + 59, "waiting 1 day"),
        (51 * 60 + 30, "waiting 2 days 3 hours"),
        (-5, "waiting less than a minute"),
    ],
)
def test_waited_names_the_two_largest_units(minutes, expected):
    assert wording.waited(NOW, NOW - timedelta(minutes=minutes)) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-21T16:20", "21 November 2026 at 4:20pm"),
        ("2026-07-01T09:00", "1 July 2026 at 9am"),
        ("2026-11-21T12:00", "21 November 2026 at midday"),
        ("2026-11-21T00:00", "21 November 2026 at midnight"),
        ("2026-11-21T12:01", "21 November 2026 at 12:01pm"),
        ("2026-11-21T00:05", "21 November 2026 at 12:05am"),
    ],
)
def test_exact_is_london_time_in_govuk_style(at, expected):
    assert wording.exact(from_iso(at)) == expected


def test_exact_tells_the_two_hours_apart_when_the_clocks_go_back():
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert wording.exact(first) == "25 October 2026 at 1:30am BST"
    assert wording.exact(first + timedelta(hours=1)) == "25 October 2026 at 1:30am GMT"
    assert wording.exact(first + timedelta(hours=2)) == "25 October 2026 at 2:30am"


def test_days_and_weekday_times():
    assert wording.day(date(2026, 11, 21)) == "21 November 2026"
    assert wording.weekday_day(date(2026, 11, 21)) == "Saturday 21 November 2026"
    monday = from_iso("2026-11-23T09:00")
    assert wording.weekday_time(monday) == "9am on Monday 23 November"
    assert wording.weekday_time(monday, now=from_iso("2027-01-01T09:00")).endswith("2026")


def test_plural_counts_one_and_many():
    assert wording.plural(0, "child", "children") == "0 children"
    assert wording.plural(1, "child", "children") == "1 child"
    assert wording.plural(1000, "child", "children") == "1,000 children"
    assert wording.plural(2, "hour") == "2 hours"


def test_name_list_joins_with_and():
    assert wording.name_list([]) == ""
    assert wording.name_list(["a"]) == "a"
    assert wording.name_list(["a", "b"]) == "a and b"
    assert wording.name_list(name for name in ("a", "b", "c")) == "a, b and c"


@pytest.mark.parametrize("say", [wording.exact, wording.clock_time, wording.weekday_time])
def test_wording_refuses_a_naive_datetime(say):
    with pytest.raises(ValueError, match="no time zone"):
        say(datetime(2026, 1, 1))


@given(now=INSTANTS, due=INSTANTS)
def test_time_left_never_promises_more_than_there_is(now, due):
    said = wording.time_left(now, due)
    assert ("late" in said) == (due < now)
    assert ("left" in said) == (due >= now)
    assert "12am" not in said.split()
    assert "12pm" not in said.split()
    amount, unit = said.split()[:2]
    if unit.startswith(("day", "hour")) and due >= now:
        whole = timedelta(days=1) if unit.startswith("day") else timedelta(hours=1)
        assert int(amount.replace(",", "")) * whole <= due - now


@given(length=st.timedeltas(timedelta(0), timedelta(days=4000)))
def test_duration_has_at_most_two_units_and_no_zero(length):
    said = wording.duration(length).split()
    assert len(said) in (2, 4) or said == ["less", "than", "a", "minute"]
    assert "0" not in said
