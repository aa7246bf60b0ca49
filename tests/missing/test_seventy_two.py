"""The 72 hours, at every instant of three years; and what a pause adds."""

from datetime import UTC, datetime, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from cairn.foundation import clock
from cairn.missing.rules.seventy_two import Pause, due_at

HOUR = timedelta(hours=1)
WINDOW = 72 * HOUR
FROM, UNTIL = datetime(2025, 1, 1), datetime(2028, 1, 1)
INSTANTS = st.datetimes(FROM, UNTIL, timezones=st.just(UTC))


def local(*said, fold=0):
    return datetime(*said, tzinfo=clock.LONDON, fold=fold)


@given(INSTANTS)
@example(local(2026, 10, 25, 1, 30))
@example(local(2026, 10, 25, 1, 30, fold=1))
@example(local(2026, 3, 29, 0, 59))
@example(local(2026, 12, 24, 23, 0))
def test_due_at_is_always_72_real_hours(returned_at):
    due = due_at(returned_at)
    assert due.astimezone(UTC) - returned_at.astimezone(UTC) == WINDOW


def test_due_at_shows_an_hour_less_on_the_clock_when_winter_time_begins():
    assert clock.local(due_at(local(2026, 10, 24, 20, 0).astimezone(UTC))).hour == 19
    assert clock.local(due_at(local(2026, 3, 28, 20, 0).astimezone(UTC))).hour == 21


PAUSES = st.lists(
    st.builds(
        lambda start, hours: Pause(start, start + hours * HOUR, "Closed"),
        INSTANTS, st.integers(0, 100),
    ),
    max_size=5,
)  # fmt: skip


@given(INSTANTS, PAUSES)
def test_due_at_leaves_72_hours_that_are_not_paused(returned_at, pauses):
    due = due_at(returned_at, pauses)
    inside = sorted((max(one.from_at, returned_at), min(one.until_at, due)) for one in pauses)
    paused, reached = timedelta(), returned_at
    for start, end in inside:  # each moment once, however many pauses it lies in
        paused += max(end - max(start, reached), timedelta())
        reached = max(reached, end)
    assert due - returned_at - paused == WINDOW


@given(INSTANTS)
def test_due_at_a_pause_that_is_over_or_far_away_changes_nothing(returned_at):
    before = Pause(returned_at - 5 * HOUR, returned_at, "Closed")
    after = Pause(returned_at + WINDOW, returned_at + WINDOW + 9 * HOUR, "Closed")
    assert due_at(returned_at, [before, after]) == returned_at + WINDOW
