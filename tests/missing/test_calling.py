"""Who is asked, one after the other, until somebody takes it on."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from cairn.missing.choices import Grade
from cairn.missing.rules.calling import Rung, Waits, in_order, next_asked

MINUTE = timedelta(minutes=1)


def test_in_order_by_role_then_who_knows_the_child_then_the_area():
    rungs = [
        Rung(1, 1, is_theirs=False, is_of_this_area=True),
        Rung(2, 0, is_theirs=False, is_of_this_area=False),
        Rung(3, 1, is_theirs=True, is_of_this_area=False),
        Rung(2, 1, is_theirs=True, is_of_this_area=True),
    ]
    assert in_order(rungs) == [2, 3, 1]


def test_in_order_of_nobody():
    assert in_order([]) == []
    assert next_asked([], []) is None


@given(st.integers(1, 6), st.integers(1, 30))
def test_everybody_is_asked_before_anybody_is_asked_again(people, times):
    ladder, asked = list(range(people)), []
    for _ in range(times):
        asked.append(next_asked(ladder, asked))
    assert asked == [number % people for number in range(times)]


@given(
    st.lists(st.integers(0, 5), unique=True, min_size=2), st.lists(st.integers(0, 5), max_size=9)
)
def test_nobody_is_asked_twice_in_a_row(ladder, asked):
    found = next_asked(ladder, asked)
    assert found in ladder
    others = [one for one in ladder if asked.count(one) == asked.count(found)]
    assert not asked or found != asked[-1] or others == [found]


def test_a_report_without_a_grade_is_urgent():
    waits = Waits(high=10 * MINUTE, other=30 * MINUTE)
    assert waits.of(Grade.NOT_GRADED) == waits.of(Grade.HIGH) == 10 * MINUTE
    assert waits.of(Grade.MEDIUM) == 30 * MINUTE
