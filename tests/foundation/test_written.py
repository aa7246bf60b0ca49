"""Moments and days as other systems write them: never a moment that was not meant."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.foundation import clock
from cairn.foundation.dates import Unreadable
from cairn.foundation.dates.written import read_written_day, read_written_moment, unclear

INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)).map(
    lambda one: one.replace(second=0, microsecond=0)
)


@given(INSTANTS)
def test_moment_with_an_offset_is_that_moment(at):
    for written in (at.isoformat(), clock.local(at).isoformat(), f"{at:%Y-%m-%dT%H:%MZ}"):
        assert read_written_moment(written) == at


@given(INSTANTS)
def test_moment_without_an_offset_is_london_s_and_of_two_the_first(at):
    shown = clock.local(at)
    is_twice = shown.utcoffset() != shown.replace(fold=1 - shown.fold).utcoffset()
    for written in (f"{shown:%Y-%m-%dT%H:%M}", f"{shown:%d/%m/%Y %H:%M}"):
        assert read_written_moment(written) == at - timedelta(hours=shown.fold)
        assert ("twice, and the first" in unclear(written)) is is_twice


@pytest.mark.parametrize(
    ("written", "at", "words"),
    [
        ("2026-10-25T01:10", "2026-10-25T00:10Z", "read as 25 October 2026 at 1:10am BST: the cl"),
        ("2026-10-25T01:10+01:00", "2026-10-25T00:10Z", ""),
        ("2026-10-25T01:10Z", "2026-10-25T01:10Z", ""),
        ("25/10/2026 02:10", "2026-10-25T02:10Z", ""),
        ("29/03/2026 01:10", "2026-03-29T01:10Z", "read as 29 March 2026 at 2:10am: the clocks we"),
        ("2026-03-29T01:10Z", "2026-03-29T01:10Z", ""),
        ("2026-03-29T02:10", "2026-03-29T01:10Z", ""),
        ("2026-03-29T00:59", "2026-03-29T00:59Z", ""),
    ],
)
def test_moments_of_the_nights_when_the_clocks_change(written, at, words):
    assert read_written_moment(written) == datetime.fromisoformat(at)
    assert words in unclear(written)
    assert bool(words) is bool(unclear(written))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("2026-11-21", "time is missing"), ("21/11/2026", "Write it like"),
        ("32/11/2026 10:00", "Write it like"), ("11pm", "Write it like"), ("", "Write it like"),
        ("0001-01-01T00:00+14:00", "Write it like"), ("2026-11-21T25:00", "Write it like"),
    ],
)  # fmt: skip
def test_what_is_no_moment_says_how_to_write_one(said, words):
    with pytest.raises(Unreadable, match=words):
        read_written_moment(said)


def test_days_are_read_in_two_ways():
    assert read_written_day("2012-05-04") == read_written_day("4/5/2012") == date(2012, 5, 4)
    for said in ("04/05/12", "5 May", "2012-05-04T00:00", ""):
        with pytest.raises(Unreadable):
            read_written_day(said)
