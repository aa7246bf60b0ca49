"""The words for the worker, how a level moved, and what an ending needs of the transition plan."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cairn.pathways import rules
from cairn.pathways.choices import Ended, Level
from cairn.pathways.rules.due import why_level_1_due, why_review_due
from tests.pathways.conftest import ENDING


@pytest.mark.parametrize("level", Level)
def test_worker_is_for_high_and_medium_and_for_low_where_needed(level):
    assert rules.worker(level).endswith("needed") == (level is Level.LOW)


H, M, L = Level.HIGH, Level.MEDIUM, Level.LOW
FIRST = datetime(2026, 9, 1, 23, 30, tzinfo=UTC)  # the second of September in London


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        ([M], "Set on 2 September 2026"),
        ([M, H], "Up from Medium on 3 September 2026"),
        ([H, L], "Down from High on 3 September 2026"),
        ([M, H, H], "The same since 3 September 2026"),
        ([H, H, H], "The same since 2 September 2026"),
        ([H, M, H], "Up from Medium on 4 September 2026"),
    ],
)
def test_movement_says_how_the_level_came_to_be(levels, words):
    given = [(FIRST + timedelta(days=day), level) for day, level in enumerate(levels)]
    assert str(rules.movement(given)) == words


def test_movement_of_no_level_is_none():
    assert rules.movement([]) is None


@pytest.mark.parametrize("level", [None, *Level])
@pytest.mark.parametrize("is_needed", [None, False, True])
def test_lacks_worker_is_never_said_of_a_child_who_has_one(level, is_needed):
    said = {"level": level, "is_needed": is_needed}
    assert not rules.lacks_worker(**said, has_worker=True)
    expected = level in {H, M} or (level is L and is_needed is True)
    assert rules.lacks_worker(**said, has_worker=False) == expected


def test_pathway_of_an_adult_ends_with_an_adult_service_named():
    said = {**ENDING, "why": Ended.ADULT}
    wanted = "Name an adult service that takes part in the transition plan first."
    assert rules.reason_not_to_close(**said, adult_service=" ") == wanted
    assert rules.reason_not_to_close(**said, adult_service="Adult social care") is None
    assert rules.reason_not_to_close(**ENDING, adult_service="") is None


def test_pathway_of_an_adult_ends_from_the_eighteenth_birthday_on():
    said = {**ENDING, "why": Ended.ADULT, "adult_service": "Adult social care"}
    birthday = date(2026, 11, 21)
    early = rules.reason_not_to_close(**said, adult_on=birthday, today=date(2026, 11, 20))
    assert (
        early == "The young person turns 18 on 21 November 2026. Choose another reason until then."
    )
    assert rules.reason_not_to_close(**said, adult_on=birthday, today=birthday) is None
    assert rules.reason_not_to_close(**said, adult_on=None) is None


def test_why_due_names_the_day_that_is_counted_from_and_what_happened_on_it():
    set_on, reviewed = datetime(2026, 11, 3, 10, tzinfo=UTC), datetime(2026, 10, 5, 10, tzinfo=UTC)
    assert why_review_due(Level.LOW, level_at=set_on, reviewed_at=reviewed, weeks=12) == (
        "Counted from 3 November 2026, when the level was set."
        " At Low a review is due every 12 weeks."
    )
    assert why_review_due(Level.HIGH, level_at=reviewed, reviewed_at=set_on, weeks=1) == (
        "Counted from 3 November 2026, when it was last reviewed."
        " At High a review is due every week."
    )
    assert why_level_1_due(set_on, working_days=10) == (
        "10 working days from 3 November 2026, when the pathway was opened."
    )
