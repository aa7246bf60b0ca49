"""Where a report belongs: never two episodes of a child at one time, and never a report lost."""

import os
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.missing.choices import Belongs
from cairn.missing.rules.joining import (
    BEFORE_ANOTHER,
    NUMBER_AGAIN,
    SEEN_MEANWHILE,
    Known,
    Told,
    place,
)

START = datetime(2026, 1, 1, tzinfo=UTC)
NEVER = datetime.max.replace(tzinfo=UTC)
HOUR = timedelta(hours=1)
HISTORIES = 100_000 if os.environ.get("CAIRN_DEEP") else 5_000


def at(hours):
    return START + hours * HOUR


LATE = at(10_000)


def placed(told, *episodes, now=LATE):
    return place(told, episodes, now=now, adult_at=NEVER)


def known(number, from_, until=None, **more):
    return Known(number, at(from_), None if until is None else at(until), **more)


def test_place_the_first_report_begins_an_episode():
    assert placed(Told(at(2), at(1))).belongs == Belongs.BEGINS


def test_place_a_second_report_joins_the_open_episode():
    assert placed(Told(at(5), at(1)), known(7, 1)).number == 7


def test_place_a_report_from_before_the_open_episode_that_touches_it_joins_it():
    assert placed(Told(at(3), at(0)), known(7, 1)).number == 7


def test_place_seen_last_at_the_very_return_is_the_next_time():
    assert placed(Told(at(6), at(5)), known(7, 1, 5)).belongs == Belongs.BEGINS


def test_place_a_duplicate_that_comes_after_the_return_joins_the_episode_that_is_over():
    assert placed(Told(at(2), at(1)), known(7, 1, 5)).number == 7


def test_place_the_police_s_number_joins_whatever_the_times():
    told = Told(at(3), at(2), police_reference="LOG-1")
    assert placed(told, known(7, 10, 15, police_reference="LOG-1")).number == 7
    assert placed(told, known(6, 1, 4), known(7, 10, police_reference="LOG-1")).number == 7


def test_place_the_police_s_number_of_what_was_over_hides_no_child():
    told = Told(at(90), at(80), police_reference="LOG-1")
    found = placed(told, known(7, 1, 5, police_reference="LOG-1"))
    assert (found.belongs, found.number, found.asks) == (Belongs.BEGINS, None, NUMBER_AGAIN)
    assert placed(told, known(7, 1, police_reference="LOG-1")).number == 7


def test_place_asks_where_the_child_was_seen_after_the_report():
    found = placed(Told(at(9), at(8)), known(7, 1, reported_at=at(2)))
    assert (found.belongs, found.number, found.asks) == (Belongs.JOINS, 7, SEEN_MEANWHILE)


def test_place_an_earlier_time_without_a_return_asks():
    assert placed(Told(at(2), at(1)), known(7, 5, 6)).asks == BEFORE_ANOTHER
    assert placed(Told(at(2), at(1), at(3)), known(7, 5, 6)).belongs == Belongs.BEGINS


def test_place_of_two_episodes_asks():
    assert placed(Told(at(9), at(1)), known(1, 1, 3), known(2, 5, 6)).belongs == Belongs.ASKS


def test_place_the_future_and_an_adult_ask():
    assert placed(Told(at(9), at(1)), now=at(8)).belongs == Belongs.ASKS
    found = place(Told(at(9), at(8)), [], now=at(10), adult_at=at(8))
    assert found.belongs == Belongs.ASKS


MOMENT = st.integers(0, 60)
REPORTS = st.lists(
    st.tuples(
        MOMENT, st.none() | st.integers(-3, 12), st.none() | st.integers(-9, 20),
        st.sampled_from(["", "", "A", "B"]), st.booleans(),
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=HISTORIES, deadline=None)
@given(REPORTS)
def test_no_history_has_two_episodes_at_one_time_or_loses_a_report(history):
    episodes: dict[int, list] = {}
    joined, asked = [], []
    for number, (reported, seen_before, back_after, police, comes_back) in enumerate(history):
        told = Told(
            reported_at=at(reported),
            last_seen_at=None if seen_before is None else at(reported - seen_before),
            returned_at=None if back_after is None else at(reported + back_after),
            police_reference=police,
        )
        rows = [Known(key, one[0], one[1], one[2], one[3]) for key, one in episodes.items()]
        found = placed(told, *rows)
        assert told.from_at <= told.until_at
        if found.belongs == Belongs.BEGINS:
            episodes[number] = [told.from_at, told.returned_at, told.reported_at, police]
            joined.append(number)
        elif found.belongs == Belongs.JOINS:
            assert found.number in episodes
            joined.append(number)
        else:
            assert found.asks
            asked.append(number)
        for one in episodes.values():  # the child who is missing comes back now and then
            if one[1] is None and comes_back:
                one[1] = max(one[0], told.until_at)
        _hold(list(episodes.values()))
    assert sorted(joined + asked) == list(range(len(history)))


def _hold(episodes):
    assert sum(until is None for _, until, *_ in episodes) <= 1
    ordered = sorted(episodes, key=lambda one: (one[0], one[1] or NEVER))
    for one, after in pairwise(ordered):
        assert one[1] is not None
        assert one[1] <= after[0]
