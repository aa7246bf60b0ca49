"""The suggestion for all at once: possible, in the order of what it aims for, and always the same."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.planner.rules import solving
from cairn.planner.rules.solving import Choice, Task, needs, suggest
from cairn.planner.rules.starts import Opening
from tests.depth import examples
from tests.planner.shapes import BAY, DALE, HILL, HOUR, TOWNS, M, at


def opening(first, last, base=HILL):
    return Opening(first, last, base)


def task(reference, *choices, town=HILL, is_late=False):
    return Task(reference, town, choices, is_late)


def found(*tasks):
    return {one.reference: (one.worker, one.at) for one in suggest(tasks, measures=M)}


def test_everybody_who_can_be_is_held_in_time():
    """The first come first served would take the only start of the second."""
    wide = Choice(1, (opening(at(20, 9), at(20, 9)),)), Choice(2, (opening(at(20, 9), at(20, 9)),))
    only = Choice(1, (opening(at(20, 9), at(20, 9)),))
    assert found(task("A", *wide), task("B", only)) == {"A": (2, at(20, 9)), "B": (1, at(20, 9))}


def test_in_time_weighs_more_than_all_that_are_late():
    free = opening(at(20, 9), at(20, 9))
    said = found(
        task("A", Choice(1, (free,))),
        *(task(name, Choice(1, (free,), True, True), is_late=True) for name in "BCD"),
    )
    assert said == {"A": (1, at(20, 9))}


def test_theirs_then_known_then_the_shortest_way():
    free, far = opening(at(20, 9), at(20, 15)), opening(at(20, 9), at(20, 15), BAY)
    near, known = Choice(1, (free,)), Choice(2, (far,), knows=True)
    theirs = Choice(3, (far,), is_theirs=True)
    assert found(task("A", near, known, theirs))["A"][0] == 3
    assert found(task("A", near, known))["A"][0] == 2
    assert found(task("A", Choice(2, (far,)), near))["A"][0] == 1


def test_as_early_as_can_be():
    free = opening(at(20, 9), at(20, 15))
    said = found(task("A", Choice(1, (free,))), task("B", Choice(1, (free,))))
    assert sorted(when for _, when in said.values()) == [at(20, 9), at(20, 10, 25)]


def test_nobody_for_whom_there_is_no_time():
    assert suggest([Task("A", HILL, ())], measures=M) == []


STARTS = st.integers(0, 60)
OPENINGS = st.tuples(STARTS, st.integers(0, 30), st.sampled_from(TOWNS)).map(
    lambda one: opening(
        at(20, 9) + one[0] * solving.STEP, at(20, 9) + sum(one[:2]) * solving.STEP, one[2]
    )
)
CHOICES = st.dictionaries(
    st.integers(1, 4), st.tuples(st.lists(OPENINGS, min_size=1, max_size=2), st.booleans()),
    min_size=1, max_size=4,
).map(lambda them: tuple(Choice(who, tuple(when), knows) for who, (when, knows) in them.items()))  # fmt: skip
TASKS = st.lists(
    st.tuples(CHOICES, st.sampled_from([HILL, BAY, DALE, None]), st.booleans()), max_size=22
)


@settings(max_examples=examples(small=25, deep=300))
@given(TASKS)
def test_what_is_suggested_can_be_done_is_never_worse_than_plain_and_is_the_same_again(drawn):
    tasks = [Task(f"T{n:02}", town, choices, late) for n, (choices, town, late) in enumerate(drawn)]
    said = suggest(tasks, measures=M)
    named = {one.reference: one for one in tasks}
    assert len({one.reference for one in said}) == len(said)
    for one in said:
        choice = next(c for c in named[one.reference].choices if c.worker == one.worker)
        assert any(o.first <= one.at <= o.last for o in choice.openings)
        assert (one.at - at(20, 9)) % solving.STEP == 0 * HOUR
    for one, other in combinations(sorted(said, key=lambda one: one.at), 2):
        if one.worker == other.worker:
            way = needs(M, named[one.reference], named[other.reference])
            assert one.at + way <= other.at
    plain = solving._plainly(tuple(tasks), M) if tasks else {}
    in_time = lambda them: sum(not named[one].is_late for one in them)  # noqa: E731
    assert in_time(one.reference for one in said) >= in_time(plain)
    solving._suggest.cache_clear()
    assert suggest(tasks, measures=M) == said
