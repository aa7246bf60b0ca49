"""Each rule of the returns by itself: what it lets through, and what it lists instead."""

from datetime import date

import pytest

from cairn.foundation import clock
from cairn.returns.rules import national as rules
from cairn.returns.rules.national import Care, Missed, Year

YOUNG = date(2012, 1, 1)
BORN, ADULT = date(2008, 6, 10), date(2026, 6, 10)
YEAR = Year(2026)
ALWAYS = [Care(date(2010, 1, 1))]


def one(from_on, until_on=None, *, born=BORN, number=1):
    return Missed(
        f"ME-{number}", "CH1", "missing", clock.instant_of(from_on),
        until_on and clock.instant_of(until_on), born,
    )  # fmt: skip


def days(month, first, last=None):
    return date(2026, month, first), last and date(2026, month, last)


@pytest.mark.parametrize(
    ("missed", "care", "rule"),
    [
        ([one(*days(5, 3, 4))], ALWAYS, ""),
        ([one(*days(5, 3, 4), born=None)], ALWAYS, "Every row has the child’s date of birth."),
        ([one(*days(5, 3, 9))], [Care(date(2026, 5, 4))], "cannot begin before the child is in c"),
        ([one(*days(5, 4, 3))], ALWAYS, "It cannot end before it begins."),
        (
            [one(*days(5, 3), born=YOUNG), one(*days(5, 9, 10), born=YOUNG, number=2)],
            ALWAYS,
            "It cannot begin while",
        ),
        ([one(*days(5, 3, 6)), one(*days(5, 5, 8), number=2)], ALWAYS, "cannot overlap an earl"),
        ([one(*days(5, 3, 6)), one(*days(5, 6, 8), number=2)], ALWAYS, ""),
        ([one(*days(5, 3, 9), born=date(2026, 5, 5))], ALWAYS, "before the child was born"),
        ([one(*days(6, 9, 10))], ALWAYS, ""),
        ([one(ADULT, date(2026, 6, 11))], ALWAYS, "cannot begin once the young person is 18"),
        ([one(*days(6, 9, 11))], ALWAYS, "It must end by the eighteenth birthday"),
        ([one(*days(6, 9))], ALWAYS, "It must end by the eighteenth birthday"),
        ([one(*days(6, 9))], [Care(date(2026, 1, 1), ADULT)], ""),
    ],
)
def test_ssda903_lists_what_it_cannot_hold(missed, care, rule):
    rows, faults = rules.ssda903(missed, care, YEAR)
    assert [rule in fault.rule for fault in faults] == ([True] if rule else [])
    assert len(rows) + len(faults) == len(missed)


@pytest.mark.parametrize(
    ("missed", "rule"),
    [
        ([one(*days(5, 3, 4), born=None)], ""),
        ([one(*days(5, 4, 3))], "It cannot end before it begins."),
        (
            [one(*days(5, 3), born=YOUNG), one(*days(5, 9, 10), born=YOUNG, number=2)],
            "It cannot overlap",
        ),
        ([one(*days(5, 3, 6)), one(*days(5, 5, 8), number=2)], "It cannot overlap"),
        ([one(*days(5, 3, 6)), one(*days(5, 6, 8), number=2)], ""),
        ([one(*days(5, 3, 9), born=date(2026, 5, 5))], "before the child was born"),
        ([one(ADULT, date(2026, 6, 11))], "cannot begin once the young person is 18"),
        ([one(*days(6, 9, 11))], "It must end by the eighteenth birthday"),
    ],
)
def test_ssd_lists_what_it_cannot_hold(missed, rule):
    kept, faults = rules.ssd(missed, YEAR)
    assert [rule in fault.rule for fault in faults] == ([True] if rule else [])
    assert len(kept) + len(faults) == len(missed)


def test_what_is_open_at_the_end_of_the_year_is_open_in_it():
    [row], _ = rules.ssda903([one(date(2027, 3, 30), date(2027, 4, 2), born=YOUNG)],
                             ALWAYS, YEAR)  # fmt: skip
    assert row.end is None
    [row], _ = rules.ssda903([one(date(2027, 3, 30), date(2027, 4, 2), born=YOUNG)],
                             ALWAYS, Year(2027))  # fmt: skip
    assert row.end == date(2027, 4, 2)


@pytest.mark.parametrize(
    ("from_on", "until_on", "reason"),
    [
        (date(2026, 5, 3), None, None),
        (date(2026, 11, 22), None, "Enter a day that is not in the future."),
        (date(2026, 5, 3), date(2026, 11, 22), "Enter a day that is not in the future."),
        (date(2026, 5, 3), date(2026, 5, 2), rules.CARE_ENDS),
        (date(2008, 6, 9), None, "The child was born on 10 June 2008."),
        (date(2026, 2, 28), date(2026, 4, 1), "It overlaps the time from 1 March 2026."),
        (date(2026, 4, 1), None, None),
        (date(2026, 3, 31), None, "It overlaps the time from 1 March 2026."),
    ],
)
def test_reason_not_to_record_a_time_in_care(from_on, until_on, reason):
    found = rules.reason_not_to_record(
        from_on=from_on, until_on=until_on, born_on=BORN, today=date(2026, 11, 21),
        others=[Care(date(2026, 3, 1), date(2026, 4, 1))],
    )  # fmt: skip
    assert found == reason
