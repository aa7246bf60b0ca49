"""Moments as people type them on a Saturday night, and on the nights when the clocks change."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.foundation import clock
from cairn.foundation.dates import Unreadable, read_moment

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)  # 1am on Sunday


@pytest.mark.parametrize(
    ("said", "day", "hour", "minute"),
    [
        ("9:30pm yesterday", 21, 21, 30),
        ("yesterday at 9:30pm", 21, 21, 30),
        ("21 11 at 21:30", 21, 21, 30),
        ("21/11/2026 21:30", 21, 21, 30),
        ("at 9.30pm on 21 November", 21, 21, 30),
        ("last night at 11pm", 21, 23, 0),
        ("11pm", 21, 23, 0),
        ("00:30", 22, 0, 30),
        ("today 12:15am", 22, 0, 15),
        ("Friday 7pm", 20, 19, 0),
        ("now", 22, 1, 0),
        ("half an hour ago", 22, 0, 30),
        ("last night 9ish", 21, 21, 0),
        ("10.30 last night", 21, 22, 30),
        ("10 yesterday evening", 21, 22, 0),
        ("saturday night 11.30", 21, 23, 30),
        ("yesterday morning 7", 21, 7, 0),
        ("3.15 yesterday afternoon", 21, 15, 15),
        ("12.30 this morning", 22, 0, 30),
        ("about 9pm", 21, 21, 0),
        ("around 20 minutes ago", 22, 0, 40),
        ("2 hours ago", 21, 23, 0),
        ("20 minutes ago", 22, 0, 40),
    ],
)
def test_read_moment(said, day, hour, minute):
    expected = datetime(2026, 11, day, hour, minute, tzinfo=UTC)
    assert read_moment(said, now=NOW) == expected


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("", "Enter a day and a time"),
        ("soon", "Enter a day and a time"),
        ("yesterday", "Enter the time too"),
        ("yesterday at half past seven", "morning or the evening"),
        ("half past nine yesterday", "morning or the evening"),
        ("2 last night", "morning or the evening"),
        ("1am last night", "Enter a day and a time"),
        ("02:10 last night", "Enter a day and a time"),
        ("wednesday", "If nobody knows it, give the time you think it was"),
    ],
)
def test_read_moment_says_what_is_missing(said, sentence):
    with pytest.raises(Unreadable, match=sentence):
        read_moment(said, now=NOW)


def test_read_moment_ahead_asks_for_a_time_nobody_has_to_remember():
    with pytest.raises(Unreadable, match=r"^Enter the time too, like 9:30am\.$"):
        read_moment("next wednesday", now=NOW, ahead=True)


def test_read_moment_where_the_clocks_show_a_time_twice_or_never():
    after = datetime(2026, 10, 25, 12, 0, tzinfo=UTC)
    with pytest.raises(Unreadable, match="twice"):
        read_moment("1:30am today", now=after)
    assert read_moment("1:30am BST", now=after) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert read_moment("1:30am GMT", now=after) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert read_moment("2:10am", now=after) == datetime(2026, 10, 25, 2, 10, tzinfo=UTC)
    with pytest.raises(Unreadable, match="skipped"):
        read_moment("29 3 2026 at 1:30am", now=after)


@given(st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)))
def test_read_moment_reads_back_what_is_written(instant):
    here = clock.local(instant.replace(second=0, microsecond=0))
    said = here.strftime(f"%d %m %Y at %H:%M {here.tzname()}")
    assert read_moment(said, now=instant + timedelta(days=400)) == here.astimezone(UTC)
