"""Dates, times and ages as people type them; today is Saturday 21 November 2026."""

from contextlib import suppress
from datetime import date, time, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cairn.foundation.dates import Unreadable, age_on, read_date, read_time
from cairn.foundation.wording import MONTHS, WEEKDAYS
from tests.depth import examples

TODAY = date(2026, 11, 21)
DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))


def d(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("3/11/2026", "2026-11-03"),
        ("3 11 26", "2026-11-03"),
        ("3.11.26", "2026-11-03"),
        ("3-11-2026", "2026-11-03"),
        ("  03 / 11 / 2026 ", "2026-11-03"),
        ("03112026", "2026-11-03"),
        ("031126", "2026-11-03"),
        ("2026-11-03", "2026-11-03"),
        ("20261103", "2026-11-03"),
        ("3rd Nov", "2026-11-03"),
        ("Nov 3rd", "2026-11-03"),
        ("3 November 2026", "2026-11-03"),
        ("the 3rd of November, 2026", "2026-11-03"),
        ("November 3, 2026", "2026-11-03"),
        ("3-Nov-26", "2026-11-03"),
        ("3 Novembre 2026", "2026-11-03"),
        ("3 Febuary 2026", "2026-02-03"),
        ("Tues 3 Nov 2026", "2026-11-03"),
        ("the 3rd", "2026-11-03"),
        ("3 Dec", "2025-12-03"),
        ("29 Feb", "2024-02-29"),
        ("3/11/98", "1998-11-03"),
        ("today", "2026-11-21"),
        ("this morning", "2026-11-21"),
        ("yesterday", "2026-11-20"),
        ("yesterday evening", "2026-11-20"),
        ("the day before yesterday", "2026-11-19"),
        ("three days ago", "2026-11-18"),
        ("3 days ago", "2026-11-18"),
        ("Tuesday", "2026-11-17"),
        ("on tues", "2026-11-17"),
        ("last Tuesday", "2026-11-17"),
        ("Saturday", "2026-11-14"),
        ("last Saturday", "2026-11-14"),
        ("next Tuesday", "2026-11-24"),
        ("Friday evening", "2026-11-20"),
        ("Christmas Day", "2025-12-25"),
        ("Boxing Day 2024", "2024-12-26"),
        ("３/11/2026", "2026-11-03"),
    ],
)
def test_read_date_reads_one_day(typed, expected):
    read = read_date(typed, today=TODAY)
    assert read.on == read.earliest == read.latest == d(expected)
    assert read.precision == "day"
    assert read.said == typed.strip()


@pytest.mark.parametrize(
    ("typed", "earliest", "latest", "precision"),
    [
        ("November 2026", "2026-11-01", "2026-11-30", "month"),
        ("11/2026", "2026-11-01", "2026-11-30", "month"),
        ("in March", "2026-03-01", "2026-03-31", "month"),
        ("December", "2025-12-01", "2025-12-31", "month"),
        ("last November", "2025-11-01", "2025-11-30", "month"),
        ("last month", "2026-10-01", "2026-10-31", "month"),
        ("2025", "2025-01-01", "2025-12-31", "year"),
        ("last year", "2025-01-01", "2025-12-31", "year"),
        ("last week", "2026-11-09", "2026-11-15", "about"),
        ("the week before last", "2026-11-02", "2026-11-08", "about"),
        ("about a week ago", "2026-11-11", "2026-11-17", "about"),
        ("a couple of weeks ago", "2026-10-31", "2026-11-11", "about"),
        ("the other day", "2026-11-14", "2026-11-19", "about"),
        ("last night", "2026-11-20", "2026-11-21", "about"),
        ("over the weekend", "2026-11-21", "2026-11-21", "about"),
        ("about 3 November", "2026-10-31", "2026-11-06", "about"),
        ("3 Nov?", "2026-10-31", "2026-11-06", "about"),
        ("c. 2016", "2015-01-01", "2017-12-31", "about"),
        ("summer 2026", "2026-06-01", "2026-08-31", "about"),
        ("winter 2025/26", "2025-12-01", "2026-02-28", "about"),
        ("last summer", "2026-06-01", "2026-08-31", "about"),
        ("mid-November", "2026-11-11", "2026-11-20", "about"),
        ("the end of February 2026", "2026-02-21", "2026-02-28", "about"),
        ("early last month", "2026-10-01", "2026-10-10", "about"),
    ],
)
def test_read_date_keeps_a_span_a_span(typed, earliest, latest, precision):
    read = read_date(typed, today=TODAY)
    assert read.on is None
    assert (read.earliest, read.latest, read.precision) == (d(earliest), d(latest), precision)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Enter the date as day, month and year, like 27 3 2026."),
        ("hello", "Enter the date as day, month and year, like 27 3 2026."),
        ("5", "Enter the date as day, month and year, like 27 3 2026."),
        ("x" * 500, "Enter the date as day, month and year, like 27 3 2026."),
        ("99999 years ago", "Enter the date as day, month and year, like 27 3 2026."),
        ("31/2/2026", "February 2026 has 28 days. Enter the date"),
        ("11/23/2026", "There is no month 23. Enter the date"),
        ("3/11/026", "Enter the year as 4 numbers, like 2026."),
        ("3 11 1066", "Enter the year as 4 numbers, like 2026."),
        ("Monday 3 November 2026", "3 November 2026 is a Tuesday, not a Monday."),
        ("Nov 26", "“November 26” could be a day or a year."),
    ],
)
def test_read_date_says_what_to_do_when_it_cannot(typed, sentence):
    with pytest.raises(Unreadable) as refused:
        read_date(typed, today=TODAY)
    assert refused.value.sentence.startswith(sentence)


def test_read_date_of_birth_is_never_in_the_future():
    assert read_date("3/11/49", today=TODAY).on == d("2049-11-03")
    assert read_date("3/11/49", today=TODAY, prefer="past").on == d("1949-11-03")
    assert read_date("22/11/26", today=TODAY, prefer="past").on == d("1926-11-22")
    assert read_date("21/11/26", today=TODAY, prefer="past").on == TODAY


def test_read_date_of_a_meeting_looks_forward():
    assert read_date("Tuesday", today=TODAY, prefer="future").on == d("2026-11-24")
    assert read_date("3 Nov", today=TODAY, prefer="future").on == d("2027-11-03")


@given(on=DAYS, pad=st.booleans(), mark=st.sampled_from(["/", "-", ".", " "]))
def test_read_date_reads_every_day_in_every_form(on, pad, mark):
    day, month = (f"{on.day:02}", f"{on.month:02}") if pad else (on.day, on.month)
    name = MONTHS[on.month - 1]
    weekday = WEEKDAYS[on.weekday()]
    for typed in (
        f"{day}{mark}{month}{mark}{on.year}",
        f"{day}{mark}{month}{mark}{on.year % 100:02}",
        f"{day}{mark}{name}{mark}{on.year}",
        f"{name[:3].upper()} {day}, {on.year}",
        f"{weekday} {day} {name.lower()} {on.year}",
        on.isoformat(),
        f"{on:%d%m%Y}",
    ):
        assert read_date(typed, today=TODAY).on == on, typed


SAID = (
    "3 11 26 2026 3rd nov november last next the of week weeks ago about a few days tuesday / - . "
    "early mid summer month year 0 31 99 0000 christmas day ~ ? couple 100 early winter 2100"
)
WORDS = st.sampled_from(SAID.split())


@given(
    text=st.one_of(
        st.text(max_size=40),
        st.lists(WORDS, max_size=6).map(" ".join),
        st.lists(WORDS).map("".join),
    ),
    today=st.dates(date(1901, 1, 1), date(2099, 12, 31)),
    prefer=st.sampled_from(["any", "past", "future"]),
)
@example(text="²/3/2026", today=TODAY, prefer="any")
@example(text="٣/11/2026", today=TODAY, prefer="any")
@settings(max_examples=examples(300, 20_000))
def test_read_date_reads_or_refuses_and_never_fails(text, today, prefer):
    with suppress(Unreadable):
        read = read_date(text, today=today, prefer=prefer)
        assert read.earliest <= read.latest
        assert (read.on is not None) == (read.precision == "day")
        assert read.on is None or read.on == read.earliest == read.latest
        assert read.said == text.strip()


# --- times


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("7pm", time(19)),
        ("7 PM", time(19)),
        ("7.30 p.m.", time(19, 30)),
        ("7:30am", time(7, 30)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("19:05", time(19, 5)),
        ("07:05", time(7, 5)),
        ("1905", time(19, 5)),
        ("0700hrs", time(7)),
        ("19:05pm", time(19, 5)),
        ("noon", time(12)),
        ("midday", time(12)),
        ("midnight", time(0)),
        ("half past seven in the evening", time(19, 30)),
        ("half seven in the morning", time(7, 30)),
        ("twenty-five to eight pm", time(19, 35)),
        ("quarter to one in the afternoon", time(12, 45)),
        ("7 o'clock at night", time(19)),
        ("ten to 11pm", time(22, 50)),
        ("19", time(19)),
    ],
)
def test_read_time_reads_one_time(typed, expected):
    read = read_time(typed)
    assert read.at == read.earliest == read.latest == expected
    assert read.precision == "minute"


@pytest.mark.parametrize(
    ("typed", "either"),
    [
        ("7", (time(7), time(19))),
        ("about 7", (time(7), time(19))),
        ("7ish", (time(7), time(19))),
        ("7:05", (time(7, 5), time(19, 5))),
        ("half past seven", (time(7, 30), time(19, 30))),
        ("ten to eleven", (time(10, 50), time(22, 50))),
        ("12", (time(0), time(12))),
    ],
)
def test_read_time_does_not_guess_morning_or_evening(typed, either):
    read = read_time(typed)
    assert read.at is None
    assert read.either == either


@pytest.mark.parametrize(
    ("typed", "earliest", "latest"),
    [
        ("about 7pm", time(18, 30), time(19, 30)),
        ("7pm-ish", time(18, 30), time(19, 30)),
        ("about midnight", time(23, 30), time(0, 30)),
        ("evening", time(17), time(22)),
        ("in the evening", time(17), time(22)),
        ("after school", time(15), time(17, 30)),
        ("overnight", time(21), time(6)),
        ("between 7 and 8pm", time(19), time(20)),
        ("7-8pm", time(19), time(20)),
        ("11am to 1pm", time(11), time(13)),
        ("11 to 1pm", time(11), time(13)),
    ],
)
def test_read_time_keeps_a_span_a_span(typed, earliest, latest):
    read = read_time(typed)
    assert (read.at, read.earliest, read.latest) == (None, earliest, latest)
    assert read.precision == "about"


@pytest.mark.parametrize(
    "typed", ["", "x", "25:00", "19:05am", "12:60", "a", "half past", "7 to 8"]
)
def test_read_time_says_what_to_do_when_it_cannot(typed):
    with pytest.raises(Unreadable) as refused:
        read_time(typed)
    assert refused.value.sentence.startswith("Enter ")


@given(at=st.times().map(lambda t: t.replace(second=0, microsecond=0)))
def test_read_time_reads_every_minute(at):
    half = "am" if at.hour < 12 else "pm"
    assert read_time(f"{at:%H:%M}").at == at
    assert read_time(f"{at.hour % 12 or 12}:{at.minute:02}{half}").at == at
    assert read_time(f"{at.hour % 12 or 12}.{at.minute:02} {half[0]}.m.").at == at


TIME_SAID = (
    "7 pm am 19:05 half quarter past to seven about ish evening in the between and - 25 0 : . noon "
    "at night from until twenty-five 12 hrs"
)
TIME_WORDS = st.sampled_from(TIME_SAID.split())


@given(text=st.one_of(st.text(max_size=30), st.lists(TIME_WORDS, max_size=6).map(" ".join)))
@settings(max_examples=examples(300, 20_000))
def test_read_time_reads_or_refuses_and_never_fails(text):
    with suppress(Unreadable):
        read = read_time(text)
        assert (read.at is not None) == (read.precision == "minute")
        assert read.at is None or read.at == read.earliest == read.latest


# --- ages


def test_age_on_the_day_before_the_birthday_and_on_it():
    assert age_on(d("2010-11-22"), TODAY) == 15
    assert age_on(d("2010-11-21"), TODAY) == 16
    assert age_on(TODAY, TODAY) == 0


def test_age_on_of_a_leap_day_child_changes_on_the_first_of_march():
    born = d("2008-02-29")
    assert age_on(born, d("2026-02-28")) == 17
    assert age_on(born, d("2026-03-01")) == 18
    assert age_on(born, d("2024-02-28")) == 15
    assert age_on(born, d("2024-02-29")) == 16
    assert age_on(born, d("2026-02-28"), leap_day_birthday=(2, 28)) == 18
    assert age_on(born, d("2100-02-28")) == 91, "2100 is not a leap year"
    assert age_on(born, d("2100-03-01")) == 92


def test_age_on_refuses_a_day_before_birth():
    with pytest.raises(ValueError, match="before they are born"):
        age_on(TODAY, TODAY - timedelta(days=1))


@given(born=DAYS, days=st.integers(0, 30_000))
def test_age_on_grows_by_at_most_one_a_day(born, days):
    on = born + timedelta(days=days)
    assert age_on(born, on + timedelta(days=1)) - age_on(born, on) in (0, 1)
    assert abs(age_on(born, on) - days / 365.25) < 1.01
