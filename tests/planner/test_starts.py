"""Ways, guesses and possible starts: nobody is ever suggested where they cannot be."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.planner.rules.hours import Off
from cairn.planner.rules.starts import STEP, Visit, down, runs_into, starts, up
from cairn.planner.rules.travel import Point, distance_km, guess
from tests.planner.shapes import BAY, DALE, HILL, HOUR, MINUTE, TOWNS, M, at, week, worker

KENDAL = Point("kendal", "Kendal", 54.33, -2.75)
CARLISLE = Point("carlisle", "Carlisle", 54.89, -2.94)
PLACES = st.sampled_from([*TOWNS, None])
HOURS = st.integers(0, 96)


def test_distance_and_way_are_the_same_both_ways():
    assert 62 < distance_km(KENDAL, CARLISLE) < 65
    assert M.way(KENDAL, CARLISLE) == M.way(CARLISLE, KENDAL) == timedelta(minutes=99)
    assert M.way(KENDAL, KENDAL) == M.fixed
    assert M.way(None, KENDAL) == M.unknown


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["3 High Lane, Kirkby Lonsdale"], "Kirkby Lonsdale"),
        (["Kendal Road, Carlisle"], "Carlisle"),
        (["the library", "5 The Row, KENDAL"], "Kendal"),
        (["Kendalside"], None),
        ([""], None),
    ],
)
def test_guess_reads_whole_names_the_last_named_first(texts, found):
    towns = [
        KENDAL,
        CARLISLE,
        Point("kl", "Kirkby Lonsdale", 54.2, -2.6),
        Point("k", "Kirkby", 54, -3),
    ]
    town = guess(texts, towns)
    assert (town.name if town else None) == found


def test_starts_leave_time_for_the_way_there_and_back():
    [one] = starts(worker(), HILL, after=at(20, 0), by=at(20, 23), measures=M)
    assert (one.first, one.last) == (at(20, 9, 10), at(20, 15, 50))
    [far] = starts(worker(), BAY, after=at(20, 0), by=at(20, 23), measures=M)
    assert (
        far.first - at(20, 9)
        == at(20, 16) - far.last
        == up(at(20, 9) + M.way(HILL, BAY)) - at(20, 9)
    )


def test_starts_before_now_are_none_and_the_way_begins_now():
    [one] = starts(worker(), HILL, after=at(20, 12, 1), by=at(20, 14, 3), measures=M)
    assert (one.first, one.last) == (at(20, 12, 15), at(20, 14))


def test_starts_stand_apart_from_what_is_planned():
    busy = worker(visits=[Visit(at(20, 12), at(20, 13), HILL)])
    first, second = starts(busy, HILL, after=at(20, 0), by=at(20, 23), measures=M)
    assert (first.last, second.first) == (at(20, 10, 35), at(20, 13, 25))


@given(
    PLACES, PLACES, HOURS, st.integers(0, 100),
    st.lists(st.tuples(st.integers(0, 90 * 12), PLACES), max_size=5),
    st.lists(st.tuples(HOURS, st.integers(1, 20)), max_size=3),
)  # fmt: skip
def test_starts_never_lie_where_somebody_cannot_be(town, base, after, by, visits, aways):
    """Said a second time: of every start, minute for minute."""
    origin = at(19, 0)
    planned = [Visit(v := origin + n * STEP, v + HOUR, where) for n, where in visits]
    offs = [Off(origin + h * HOUR, origin + (h + n) * HOUR, "ill") for h, n in aways]
    one = worker(weeks=[week(days=range(7), base=base)], offs=offs, visits=planned)
    after_at, by_at = origin + after * HOUR, origin + by * HOUR
    found = starts(one, town, after=after_at, by=by_at, measures=M)
    for opening in found:
        assert opening.first <= opening.last
        for start in (opening.first, opening.last):
            leaves, returns = start - M.way(base, town), start + M.interview + M.way(town, base)
            assert after_at <= leaves
            assert start <= by_at
            assert any(s.from_at <= leaves and returns <= s.until_at for s in one.usual)
            assert not any(off.touches(leaves, returns) for off in offs)
            assert not runs_into(one, start, town, M)
    missed = [origin + n * STEP for n in range(100 * 12)]
    for start in missed[::7]:
        leaves, returns = start - M.way(base, town), start + M.interview + M.way(town, base)
        fits = (
            after_at <= leaves
            and start <= by_at
            and any(s.from_at <= leaves and returns <= s.until_at for s in one.there)
            and not runs_into(one, start, town, M)
        )
        assert fits == any(o.first <= start <= o.last for o in found), start


def test_runs_into_what_the_way_does_not_allow():
    busy = worker(visits=[Visit(at(20, 12), at(20, 13), BAY)])
    assert runs_into(busy, at(20, 10, 45), HILL, M)
    assert not runs_into(busy, at(20, 9), HILL, M)


def test_up_and_down_are_five_minutes():
    assert up(at(20, 9, 1)) == at(20, 9, 5) == up(at(20, 9, 5))
    assert down(at(20, 9, 4)) == at(20, 9)
    assert DALE.name == "Dale"
    assert MINUTE * 5 == STEP
