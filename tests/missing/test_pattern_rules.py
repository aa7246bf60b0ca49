"""What counts as often, as together, as one place and one hour, and how it stands beside support."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.missing import picture
from cairn.missing.rules import patterns as rules
from cairn.missing.rules.patterns import Spell

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LIMITS = {30: 3, 90: 4}


def ago(*days):
    return [NOW - one * DAY for one in days]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([], None), ([1, 2], None), ([1, 2, 3], "Three times in 30 days"),
        ([1, 2, 32], None), ([1, 10, 29, 30], "Four times in 30 days"),
        ([1, 32, 60, 80], "Four times in 90 days"), ([1, 32, 60, 92], None),
        ([70, 75, 80], "Three times in 30 days"),  # it stands until somebody answers
        ([91, 95, 99], None),
    ],
)  # fmt: skip
def test_often_counts_what_began_within_days(days, said):
    found = rules.often(ago(*days), LIMITS, answered_at=None, now=NOW)
    assert (found.said if found else None) == said


def test_often_begins_again_after_an_answer():
    answered_at = NOW - 5 * DAY
    assert rules.often(ago(1, 2, 6, 7, 8), LIMITS, answered_at=answered_at, now=NOW) is None
    assert rules.often(ago(1, 2, 3, 6, 7), LIMITS, answered_at=answered_at, now=NOW).times == 3


@given(st.lists(st.integers(0, 200), max_size=30), st.none() | st.integers(0, 200))
def test_often_is_as_a_plain_count_says(days, answered):
    answered_at = None if answered is None else NOW - answered * DAY
    counted = [one for one in days if answered is None or one < answered]
    reached = any(
        last <= 90 and (
            sum(last <= one < last + 30 for one in counted) >= 3
            or sum(last <= one < last + 90 for one in counted) >= 4
        )
        for last in counted
    )  # fmt: skip
    found = rules.often(ago(*days), LIMITS, answered_at=answered_at, now=NOW)
    assert (found is not None) == reached


def spell(number, start, end=None, **more):
    at = {"from_at": NOW - start * HOUR, "until_at": None if end is None else NOW - end * HOUR}
    return Spell(number, number, **at, **more)


PARK, STEPS = ("the park", "The park"), (7, "The steps")


@pytest.mark.parametrize(
    ("mine", "other", "how"),
    [
        (spell(1, 9, 5, found=PARK), spell(2, 8, 2, found=PARK), rules.SAME_PLACE),
        (spell(1, 9, 5, found=PARK), spell(2, 8, 2, found=STEPS), ""),
        (spell(1, 9, 5, found=PARK), spell(2, 5, 2, found=PARK), ""),  # one after the other
        (spell(1, 9, 5), spell(2, 8, 2), ""),  # at one time, and nothing else
        (spell(1, 9), spell(2, 8, with_children={1}), rules.FOUND_TOGETHER),
        (spell(1, 9, with_adults={4}), spell(2, 8, with_adults={4, 5}), rules.SAME_ADULT),
        (spell(1, 9, 8.5, seen=STEPS), spell(2, 7, seen=STEPS), rules.LEFT_TOGETHER),
        (spell(1, 9.1, 8.5, seen=STEPS), spell(2, 7, seen=STEPS), ""),
    ],
)
def test_how_together_is_the_same_from_both_sides(mine, other, how):
    assert rules.how_together(mine, other, now=NOW) == how
    assert rules.how_together(other, mine, now=NOW) == how


def test_home_is_no_place_that_two_children_share():
    for words in ("", "home", "At home.", "the placement", "At school"):
        assert rules.place_of(None, words) is None, words
    assert rules.place_of(None, "At the Park!") == ("park", "At the Park!")
    assert rules.place_of(7, "home") == (7, "home")


def test_habits_say_where_with_whom_and_when_and_only_whom_the_reader_may_know():
    evening = NOW.replace(hour=20)
    spells = [
        Spell(n, 1, evening - n * DAY, found=PARK, with_adults=frozenset({4, 5})) for n in range(3)
    ]
    assert rules.habits(spells, {4: "Shaz"}) == [
        "Found three times at the same place: The park.",
        "Found three times with the same adult: Shaz.",
        "Mostly in the evening: 3 of 3 times.",
    ]
    assert rules.habits(spells[:2], {})[1:] == []
    mixed = [Spell(n, 1, NOW - n * 7 * HOUR) for n in range(6)]
    assert rules.habits(mixed, {}) == []


def test_part_of_day_is_by_the_clocks_on_the_wall():
    assert rules.part_of_day(datetime(2026, 7, 1, 21, 30, tzinfo=UTC)) == "at night"  # 10:30pm BST
    assert rules.part_of_day(datetime(2026, 1, 1, 21, 30, tzinfo=UTC)) == "in the evening"
    assert rules.part_of_day(datetime(2026, 1, 1, 6, 0, tzinfo=UTC)) == "in the morning"


def test_beside_support_compares_the_months_before_with_those_since():
    spring = [date(2026, 5, 1) + timedelta(days=2 * number) for number in range(27)]
    support_on, today = date(2026, 5, 8), date(2026, 11, 20)
    before, since = rules.beside_support(spring, support_on=support_on, today=today)
    assert (before.times, since.times) == (4, 23)
    assert (before.per_month, since.per_month) == (4.0, 3.6)
    assert (before.longest_days, since.longest_days) == (2, 151)
    assert rules.beside_support(spring, support_on=spring[0], today=today) is None
    assert rules.beside_support(spring, support_on=None, today=today) is None
    months = picture.months(spring, support_on=support_on, today=today)
    assert [one.times for one in months] == [16, 11, 0, 0, 0, 0, 0]
    drawn = picture.picture(months, support_on=support_on)
    assert drawn.support == round(50 * 7 / 31, 1)
    assert all(bar.x >= 0 and bar.x + bar.width <= drawn.width for bar in drawn.bars)
