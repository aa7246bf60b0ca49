"""A worker's time: weeks as they were said, days on which the clocks change, and being away."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from cairn.foundation import clock
from cairn.planner.rules.hours import (
    Off,
    Shift,
    back_at,
    present,
    reason_not_to_be_away,
    reason_not_to_say,
    shifts,
    week_on,
)
from tests.planner.shapes import HILL, HOUR, at, week

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
INSTANTS = st.datetimes(datetime(2026, 3, 20), datetime(2026, 11, 5)).map(
    lambda one: one.replace(tzinfo=UTC)
)
TIMES = st.tuples(st.integers(0, 22), st.integers(1, 23)).filter(lambda one: one[0] < one[1])


def test_week_on_a_change_keeps_the_past():
    old, new = week(), week(begins=12, from_on=date(2026, 11, 1))
    assert week_on([old, new], date(2026, 10, 31)) == old
    assert week_on([old, new], date(2026, 11, 1)) == new
    assert week_on([old], date(2025, 12, 31)) is None


def test_week_on_the_last_said_of_one_day_counts():
    first, second = week(), week(begins=12)
    assert week_on([first, second], date(2026, 5, 5)) == second


def test_shifts_leave_bank_holidays_out_unless_they_are_worked():
    christmas = clock.instant_of(date(2026, 12, 25)), clock.instant_of(date(2026, 12, 26))
    assert shifts([week()], *christmas) == []
    assert len(shifts([week(on_holidays=True)], *christmas)) == 1


@given(TIMES, st.sampled_from([SPRING, AUTUMN]))
def test_shifts_on_the_days_the_clocks_change_are_as_long_as_they_are(hours, on):
    """Real time between what the clocks show, an hour less in spring and one more in autumn."""
    begins, ends = hours
    assume(not (on == SPRING and 1 in hours))
    usual = week(begins=begins, ends=ends, days=[6])
    [one] = shifts([usual], clock.instant_of(on), clock.instant_of(on + timedelta(days=1)))
    assert clock.local(one.from_at).time() == time(begins)
    assert clock.local(one.until_at).time() == time(ends)
    shown = (ends - begins) * HOUR
    crosses = begins <= 1 < ends
    change = (-HOUR if on == SPRING else HOUR) if crosses else timedelta(0)
    assert one.until_at - one.from_at == shown + change


@given(INSTANTS, st.integers(1, 400), st.lists(st.tuples(INSTANTS, st.integers(1, 90)), max_size=5))
def test_present_is_usual_without_away_minute_for_minute(start, long, aways):
    end = start + long * HOUR
    usual = shifts([week(days=range(7))], start, end)
    offs = [Off(one, one + hours * HOUR, "leave") for one, hours in aways]
    left = present(usual, offs)
    probes = [
        start + n * timedelta(minutes=37) for n in range(int((end - start) / HOUR) * 60 // 37)
    ]
    for probe in probes[:400]:
        works = any(one.from_at <= probe < one.until_at for one in usual)
        away = any(one.from_at <= probe < one.until_at for one in offs)
        assert any(one.from_at <= probe < one.until_at for one in left) == (works and not away)


def test_present_without_an_end_takes_all_that_follows():
    usual = [Shift(at(20, 9), at(20, 17), HILL), Shift(at(21, 9), at(21, 17), HILL)]
    assert present(usual, [Off(at(20, 12), None, "ill")]) == [Shift(at(20, 9), at(20, 12), HILL)]


def test_back_at_goes_on_through_what_follows():
    offs = [Off(at(20, 9), at(21, 9), "ill"), Off(at(21, 8), at(23, 9), "leave")]
    assert back_at(offs, at(20, 10)) == at(23, 9)
    assert back_at([*offs, Off(at(23, 9), None, "ill")], at(20, 10)) is None


def test_reasons_not_to_say_hours_and_time_off():
    today = date(2026, 11, 20)
    ok = [(time(9), time(17))]
    assert reason_not_to_say(date(2026, 11, 19), today=today, has_said=False, times=ok) is None
    assert reason_not_to_say(date(2026, 11, 19), today=today, has_said=True, times=ok)
    assert reason_not_to_say(today, today=today, has_said=True, times=[(time(9), time(9))])
    assert reason_not_to_be_away(at(20, 9), at(20, 9))
    assert reason_not_to_be_away(at(20, 9), None) is None
