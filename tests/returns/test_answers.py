"""The answers to the public's questions: counted here once more, from the facts; who sees them, what stays
inside, and what is behind a figure.
"""

from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from cairn.children.models import Child
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Refused
from cairn.interviews.models import Answered
from cairn.missing.models import Episode
from cairn.returns import actions, queries
from cairn.returns.models import CarePeriod
from cairn.returns.rules.questions import MAIN, OF_CODE, REST, TOTAL
from tests.returns.conftest import counted, of


def expected_of(one):
    """The figures that a return is counted in, from the facts alone."""
    link = Answered.objects.filter(episode=one, taken_out_at=None).select_related("interview")
    found = link.first().interview if link else None
    if clock.now() - one.until_at < timedelta(hours=72):
        return {"returned", "runs"}
    codes = {"returned", "counted"}
    if found is not None and (found.offered_at or found.held_at):
        codes |= {"offered"}
    else:
        codes |= {"not_offered"}
    is_not_possible = found is not None and found.answer == "not_possible"
    is_away_since = one.kind == "away" and one.until_at >= clock.instant_of(date(2025, 6, 1))
    if "not_offered" in codes and not is_not_possible and is_away_since:
        codes |= {"none_due"}
    if found is None:
        return codes
    if found.held_at:
        in_time = timedelta(0) <= found.held_at - one.until_at <= timedelta(hours=72)
        return codes | {"accepted", "held", "in_time" if in_time else "late"}
    if found.answer == "accepted":
        codes |= {"accepted", "waits"}
    if found.answer == "declined":
        by = found.answered_by if found.answered_by in ("child", "carer") else "other"
        codes |= {"declined", f"declined_{by}"}
    if found.answer == "not_possible":
        codes |= {"not_possible", f"why_{found.why_not or 'not_said'}"}
    if found.offered_at and not found.answer:
        codes |= {"unanswered"}
    return codes


def test_figures_of_a_thousand_children_are_those_counted_one_by_one(mel, northmoor, thousand):
    asked = of(mel, northmoor, "2025-01", "2026-11")
    found = queries.answers(by=mel, asked=asked)
    expected, children = Counter(), defaultdict(set)
    care = defaultdict(list)
    for row in CarePeriod.objects.all():
        care[row.child_id].append((row.from_on, row.until_on or date.max))
    for one in Episode.objects.filter(
        ended="returned", until_at__gte=clock.instant_of(date(2025, 1, 1))
    ):
        began = clock.local(one.from_at).date()
        in_care = any(start <= began <= end for start, end in care[one.child_id])
        month = f"{clock.local(one.until_at):%Y-%m}"
        codes = expected_of(one)
        groups = (one.kind, "in_care" if in_care else "not_in_care")
        for code in codes | {f"{group}_{code}" for group in groups for code in codes}:
            for column in (month, TOTAL):
                expected[code, column] += 1
                children[code, column].add(one.child_id)
    wrong = {
        cell: (number, expected[cell]) for cell, number in found.cells.items()
        if number != expected[cell]
    }  # fmt: skip
    assert wrong == {}
    assert found.children == {cell: len(children[cell]) for cell in found.children}
    for code in (
        "returned",
        "in_time",
        "late",
        "waits",
        "declined_child",
        "unanswered",
        "none_due",
    ):
        assert found.cells[code, TOTAL] > 20, code


def test_every_return_is_in_exactly_one_of_what_adds_up(mel, northmoor, thousand):
    said = counted(mel, northmoor, first="2025-01", last="2026-11")
    assert said["returned"] == said["runs"] + said["counted"]
    assert said["counted"] == said["offered"] + said["not_offered"]
    assert said["held"] == said["in_time"] + said["late"]
    assert said["accepted"] == said["held"] + said["waits"]
    assert said["returned"] == said["missing_returned"] + said["away_returned"]
    assert said["returned"] == said["in_care_returned"] + said["not_in_care_returned"]


def test_what_returned_less_than_72_hours_ago_is_said_apart(mel, northmoor, back):
    back(71.9, held=2)
    back(72.1, held=72)
    said = counted(mel, northmoor)
    assert (said["returned"], said["runs"], said["counted"], said["in_time"]) == (2, 1, 1, 1)


def test_interview_held_a_minute_late_or_before_this_return_is_not_within_72_hours(
    mel, northmoor, back
):
    back(200, held=72 + 1 / 60)
    back(300, held=-5)
    said = counted(mel, northmoor)
    assert (said["held"], said["in_time"], said["late"]) == (2, 0, 2)


def test_where_the_standard_offers_none_it_is_said(mel, northmoor, back):
    back(100, kind="away")
    back(200, kind="away", answer="", offered_at=clock.now())
    back(300)
    said = counted(mel, northmoor)
    assert (said["not_offered"], said["none_due"], said["offered"]) == (2, 1, 1)


def test_restricted_child_counts_for_all_and_is_behind_no_figure_of_who_may_not_know(
    mel, jade, northmoor, back
):
    one = back()
    Child.objects.filter(pk=jade.pk).update(is_restricted=True, restricted_because="-")
    assert counted(mel, northmoor)["returned"] == 1
    assert list(queries.behind(by=mel, asked=of(mel, northmoor), line="returned")) == []
    Child.objects.filter(pk=jade.pk).update(is_restricted=False, restricted_because="")
    assert list(queries.behind(by=mel, asked=of(mel, northmoor), line="returned")) == [one]


def test_behind_every_figure_are_as_many_as_it_says(mel, northmoor, thousand):
    asked = of(mel, northmoor, "2026-01", "2026-11")
    found = queries.answers(by=mel, asked=asked)
    for line in (*MAIN, *REST, OF_CODE["away_held"], OF_CODE["in_care_returned"]):
        for month in (TOTAL, "2026-03") if line.by_month else (TOTAL,):
            rows = queries.behind(by=mel, asked=asked, line=line.code, month=month)
            assert rows.count() == found.cells[line.code, month], (line.code, month)


def test_whoever_has_no_such_permission_gets_no_figure(priya, sam, olu, mel, audrey, northmoor):
    for person in (priya, sam, olu):
        with pytest.raises(Refused):
            queries.months(by=person)
    for council, first, last in (
        ("nowhere", "2026-04", "2026-05"), (northmoor.code, "2026-05", "2026-04"),
        (northmoor.code, "2026-04", "2027-01"), (northmoor.code, "x", "2026-05"),
        (northmoor.code, "2023-01", "2026-05"),
    ):  # fmt: skip
        with pytest.raises(OutOfReach):
            queries.asked(by=mel, council=council, first=first, last=last)
    asked = of(audrey, northmoor)
    assert queries.answers(by=audrey, asked=asked).cells["returned", TOTAL] == 0
    with pytest.raises(Refused):  # numbers, never names
        actions.read_behind(
            by=audrey, council=northmoor.code, first="2026-04", last="2026-11", line="returned"
        )
