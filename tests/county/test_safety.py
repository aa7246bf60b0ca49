"""What is found in a text that could belong to somebody."""

import pytest

from cairn.county.safety import problems


@pytest.mark.parametrize(
    "text",
    [
        "Ring 07911 123456 tonight",
        "Ring +44 (0)20 7123 4567",
        "It was AB12 CDE",
        "An old one, P123 ABC",
        "12 Plover Road, LA9 4QU",
        "Write to somebody@police.uk",
        "See https://police.uk/now",
        "She lives in Carlisle",
        "by the station in whitehaven.",
        "Emily Scott said so",
    ],
)
def test_problems_are_named(text):
    assert len(problems(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Ring 07700 900123 or 01632 960456",
        "It was QK21 ZTD, or QK21 ???",
        "12 Whintoft Road, Pellowby, QX4 2LP",
        "Write to somebody@police.example",
        "on 14 3 2026 at 15:20, log 214, £310 and 23 calls",
        "Cumberland, Westmorland and Furness",
    ],
)
def test_problems_leave_alone_what_cannot_exist(text):
    assert problems(text) == []
