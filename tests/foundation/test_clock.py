"""The clock: now and its settings, bank holidays, working days, office hours across clock changes."""

import contextvars
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.foundation import clock
from cairn.foundation.clock import OfficeHours, from_iso
from tests.depth import examples

WEEKDAYS_NINE_TO_FIVE = OfficeHours.parse(dict.fromkeys(clock.DAYS[:5], "09:00-17:00"))
ALWAYS = OfficeHours.parse(dict.fromkeys(clock.DAYS, "00:00-24:00") | {"bank_holidays": "as usual"})
YEARS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
# Both clock changes of three years, a few days on either side.
CHANGES = [date(2025, 3, 30), date(2025, 10, 26), date(2026, 3, 29), date(2026, 10, 25)]
NEAR_CHANGES = st.builds(
    lambda on, minutes: clock.instant_of(on) + timedelta(minutes=minutes),
    st.sampled_from(CHANGES),
    st.integers(-3 * 24 * 60, 3 * 24 * 60),
)
INSTANTS = st.one_of(YEARS, NEAR_CHANGES)


@st.composite
def office_hours(draw):
    def hours():
        opens = draw(st.sampled_from([0, 5, 7, 9, 13]))
        closes = draw(st.sampled_from([opens + 1, opens + 4, 17, 24]).filter(lambda c: c > opens))
        return f"{opens:02}:00-{closes:02}:00"

    week = {day: hours() for day in draw(st.sets(st.sampled_from(clock.DAYS), min_size=1))}
    return OfficeHours.parse(
        week | {"bank_holidays": draw(st.sampled_from(["closed", "as usual"]))}
    )


# --- now


def test_now_is_real_aware_and_utc():
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)
    assert clock.now().tzinfo is UTC


def test_at_stops_the_clock_and_gives_it_back():
    christmas = from_iso("2026-12-25T19:00")
    with clock.at(christmas):
        assert clock.now() == clock.now() == christmas
        assert clock.today() == date(2026, 12, 25)
        with clock.shifted(timedelta(hours=6)):
            assert clock.today() == date(2026, 12, 26)
        assert clock.now() == christmas
    assert clock.now() != christmas


def test_at_does_not_reach_another_context():
    with clock.at(from_iso("1999-12-31T12:00")):
        assert contextvars.Context().run(clock.now).year != 1999


def test_at_refuses_a_naive_datetime():
    with pytest.raises(ValueError, match="no time zone"), clock.at(datetime(2026, 1, 1)):
        pass


def test_start_at_ticks_from_there_for_the_whole_process():
    try:
        clock.start_at(from_iso("2026-12-25T19:00"))
        assert timedelta(0) <= clock.now() - from_iso("2026-12-25T19:00") < timedelta(minutes=1)
        assert clock.now() < clock.now() + timedelta(microseconds=1)
        assert contextvars.Context().run(clock.today) == date(2026, 12, 25)
    finally:
        clock.start_at(None)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_start_at_since_does_not_go_back_when_a_process_restarts():
    try:
        since = datetime.now(UTC) - timedelta(hours=5)
        clock.start_at(from_iso("2026-12-25T19:00"), since=since)
        assert clock.now() >= from_iso("2026-12-26T00:00")
    finally:
        clock.start_at(None)


def test_from_iso_reads_london_time_and_keeps_an_offset():
    assert from_iso("2026-07-01T12:00") == datetime(2026, 7, 1, 11, tzinfo=UTC)
    assert from_iso("2026-12-01T12:00") == datetime(2026, 12, 1, 12, tzinfo=UTC)
    assert from_iso("2026-07-01T12:00+00:00") == datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "use",
    [
        clock.local,
        lambda naive: clock.add_clock_hours(naive, 1),
        clock.start_at,
        WEEKDAYS_NINE_TO_FIVE.is_open,
        WEEKDAYS_NINE_TO_FIVE.next_opening,
        WEEKDAYS_NINE_TO_FIVE.closes_at,
        lambda naive: WEEKDAYS_NINE_TO_FIVE.add_office_time(naive, timedelta(hours=1)),
        lambda naive: WEEKDAYS_NINE_TO_FIVE.office_time_between(naive, naive),
    ],
)
def test_every_door_refuses_a_naive_datetime(use):
    with pytest.raises(ValueError, match="no time zone"):
        use(datetime(2026, 11, 23, 10))


# --- bank holidays and working days

# GOV.UK's published list for England and Wales.
PUBLISHED = {
    2025: ["01-01", "04-18", "04-21", "05-05", "05-26", "08-25", "12-25", "12-26"],
    2026: ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
    2027: ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"],
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_bank_holidays_are_those_published(year):
    weekdays = [
        on.isoformat()[5:]
        for on, _ in clock.bank_holidays_between(date(year, 1, 1), date(year, 12, 31))
        if on.weekday() < 5
    ]
    assert weekdays == PUBLISHED[year]


def test_bank_holidays_between_includes_both_ends_and_names_them():
    found = clock.bank_holidays_between(date(2026, 12, 25), date(2027, 1, 1))
    assert found == [
        (date(2026, 12, 25), "Christmas Day"),
        (date(2026, 12, 26), "Boxing Day"),
        (date(2026, 12, 28), "Boxing Day (substitute day)"),
        (date(2027, 1, 1), "New Year's Day"),
    ]
    may = clock.bank_holidays_between(date(2026, 5, 1), date(2026, 5, 31))
    assert [name for _, name in may] == ["Early May bank holiday", "Spring bank holiday"]
    assert clock.bank_holidays_between(date(2026, 12, 25), date(2026, 12, 24)) == []


def test_scotlands_holiday_is_not_englands():
    assert not clock.is_bank_holiday(date(2026, 1, 2))
    assert not clock.is_bank_holiday(date(2026, 11, 30))


def test_add_working_days_steps_over_easter():
    maundy_thursday = date(2026, 4, 2)
    assert clock.add_working_days(maundy_thursday, 1) == date(2026, 4, 7)
    assert clock.add_working_days(date(2026, 4, 7), -1) == maundy_thursday
    assert clock.add_working_days(date(2026, 11, 21), 0) == date(2026, 11, 21)


@given(on=st.dates(date(2020, 1, 1), date(2030, 1, 1)), number=st.integers(-60, 60))
@settings(max_examples=examples(60, 2000), deadline=None)
def test_working_days_between_undoes_add_working_days(on, number):
    then = clock.add_working_days(on, number)
    assert clock.working_days_between(on, then) == number
    assert number == 0 or clock.is_working_day(then)


@given(at=INSTANTS, hours=st.integers(0, 2000))
def test_add_clock_hours_is_elapsed_time(at, hours):
    assert clock.add_clock_hours(at, hours) - at == timedelta(hours=hours)


# --- office hours


@pytest.mark.parametrize(
    "table",
    [
        {},
        {"mon": "closed"},
        {"mon": "17:00-09:00"},
        {"mon": "09:00-09:00"},
        {"mon": "nine to five"},
        {"mon": "09:00-17:00-18:00"},
        {"mon": "09:00-25:00"},
        {"mon": None},
        {"monday": "09:00-17:00"},
        {"mon": "09:00-17:00", "bank_holidays": "maybe"},
    ],
)
def test_parse_refuses_what_is_not_office_hours(table):
    with pytest.raises(ValueError, match="Office hours"):
        OfficeHours.parse(table)


def test_parse_reads_a_profile():
    hours = OfficeHours.parse({"mon": "09:00 - 17:30", "fri": "09:00-24:00"})
    assert hours.week[0] == (time(9), time(17, 30))
    assert hours.week[1] is None
    assert hours.week[4] == (time(9), time(0))
    assert not hours.open_on_bank_holidays


def test_is_open_from_opening_until_just_before_closing():
    def is_open(text):
        return WEEKDAYS_NINE_TO_FIVE.is_open(from_iso(text))

    assert not is_open("2026-11-23T08:59:59")
    assert is_open("2026-11-23T09:00")
    assert is_open("2026-11-23T16:59:59")
    assert not is_open("2026-11-23T17:00")
    assert not is_open("2026-11-21T12:00"), "a Saturday"
    assert not is_open("2026-12-25T12:00"), "a bank holiday"
    assert is_open("2026-07-01T09:00"), "summer time"


def test_next_opening_after_christmas_is_the_first_working_morning():
    evening = from_iso("2026-12-24T19:00")
    assert WEEKDAYS_NINE_TO_FIVE.next_opening(evening) == from_iso("2026-12-29T09:00")
    open_now = from_iso("2026-12-23T11:11")
    assert WEEKDAYS_NINE_TO_FIVE.next_opening(open_now) == open_now


def test_closes_at_joins_days_that_meet_at_midnight():
    assert WEEKDAYS_NINE_TO_FIVE.closes_at(from_iso("2026-11-23T10:00")) == from_iso(
        "2026-11-23T17:00"
    )
    assert WEEKDAYS_NINE_TO_FIVE.closes_at(from_iso("2026-11-23T18:00")) is None
    nights = OfficeHours.parse({"fri": "18:00-24:00", "sat": "00:00-06:00"})
    assert nights.closes_at(from_iso("2026-11-20T20:00")) == from_iso("2026-11-21T06:00")
    assert ALWAYS.closes_at(from_iso("2026-11-20T20:00")) is None


def test_add_office_time_over_a_weekend_and_a_bank_holiday():
    friday = from_iso("2026-08-28T16:00")
    due = WEEKDAYS_NINE_TO_FIVE.add_office_time(friday, timedelta(hours=4))
    assert due == from_iso("2026-09-01T12:00")


def test_add_office_time_of_exactly_a_day_ends_at_closing_not_next_opening():
    nine = from_iso("2026-11-23T09:00")
    assert WEEKDAYS_NINE_TO_FIVE.add_office_time(nine, timedelta(hours=8)) == from_iso(
        "2026-11-23T17:00"
    )


def test_an_office_open_all_night_is_open_an_hour_less_when_summer_time_begins():
    begins, ends = from_iso("2026-03-29T00:00"), from_iso("2026-03-30T00:00")
    assert ALWAYS.office_time_between(begins, ends) == timedelta(hours=23)
    begins, ends = from_iso("2026-10-25T00:00"), from_iso("2026-10-26T00:00")
    assert ALWAYS.office_time_between(begins, ends) == timedelta(hours=25)


def test_an_opening_swallowed_by_the_clock_change_has_no_time():
    hours = OfficeHours.parse({"sun": "01:30-02:00"})
    sunday = from_iso("2026-03-29T00:00")
    assert hours.next_opening(sunday) == from_iso("2026-04-05T01:30")


def test_add_office_time_refuses_a_negative_length():
    with pytest.raises(ValueError, match="negative"):
        ALWAYS.add_office_time(clock.now(), timedelta(seconds=-1))


def oracle_is_open(hours, at):
    """Whether it is open, by looking at the clock on the wall and nothing else."""
    wall = clock.local(at)
    span = hours.week[wall.weekday()]
    if span is None or (clock.is_bank_holiday(wall.date()) and not hours.open_on_bank_holidays):
        return False
    opens, closes = (t.hour * 60 + t.minute for t in span)
    return opens <= wall.hour * 60 + wall.minute < (closes or 24 * 60)


@given(hours=office_hours(), start=INSTANTS, minutes=st.integers(1, 900))
@settings(max_examples=examples(25, 1500), deadline=None)
def test_add_office_time_agrees_with_a_minute_by_minute_oracle(hours, start, minutes):
    start = start.replace(second=0, microsecond=0)
    due = hours.add_office_time(start, timedelta(minutes=minutes))
    at, counted = start, 0
    while counted < minutes:
        counted += oracle_is_open(hours, at)
        at += timedelta(minutes=1)
        if at - start > timedelta(days=400):
            raise AssertionError("the office never opens")
    assert due == at


@given(hours=office_hours(), at=INSTANTS)
@settings(max_examples=examples(100, 5000), deadline=None)
def test_is_open_agrees_with_the_wall_clock(hours, at):
    assert hours.is_open(at) == oracle_is_open(hours, at)


@given(hours=office_hours(), start=INSTANTS, length=st.timedeltas(timedelta(0), timedelta(40)))
@settings(max_examples=examples(60, 3000), deadline=None)
def test_office_time_between_undoes_add_office_time(hours, start, length):
    due = hours.add_office_time(start, length)
    assert due >= start
    assert due.tzinfo is UTC
    assert hours.office_time_between(start, due) == length
    assert hours.office_time_between(due, start) == -length


@given(
    hours=office_hours(),
    start=INSTANTS,
    later=st.timedeltas(timedelta(0), timedelta(9)),
    length=st.timedeltas(timedelta(microseconds=1), timedelta(9)),
    more=st.timedeltas(timedelta(0), timedelta(2)),
)
@settings(max_examples=examples(60, 3000), deadline=None)
def test_add_office_time_is_monotone(hours, start, later, length, more):
    due = hours.add_office_time(start, length)
    assert hours.add_office_time(start + later, length) >= due
    assert hours.add_office_time(start, length + more) >= due


@given(hours=office_hours(), at=INSTANTS)
@settings(max_examples=examples(60, 3000), deadline=None)
def test_next_opening_is_the_first_open_instant(hours, at):
    opens = hours.next_opening(at)
    assert opens >= at
    assert hours.is_open(opens)
    assert hours.office_time_between(at, opens) == timedelta(0)
    closes = hours.closes_at(opens)
    if closes is not None:
        assert hours.office_time_between(opens, closes) == closes - opens
        assert not hours.is_open(closes)
