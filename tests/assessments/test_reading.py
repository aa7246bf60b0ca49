"""Who may read which assessment, what is compared with what, and the trace that reading leaves."""

from datetime import date, timedelta

import pytest

from cairn.assessments import actions, queries, rules
from cairn.assessments.choices import Change
from cairn.assessments.rules import Definition
from cairn.children.models import Child
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Refused
from tests.assessments.conftest import MONDAY, SERAF

DOORS = ("read_assessment", "export_assessment", "compare_assessments", "export_comparison")


@pytest.fixture
def two(finished):
    """Two finished assessments of Jade, the earlier first."""
    return finished(missing="now"), finished(missing="earlier", drugs="now")


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("who", "refusal"),
    [("priya", None), ("sam", None), ("mel", None), ("olu", OutOfReach), ("wren", OutOfReach),
     ("audrey", Refused), ("tess", Refused), ("dee", Refused), ("stranger", Refused)],
)  # fmt: skip
def test_reading_by_whom(two, request, door, who, refusal, traces):
    event = {"read": "viewed", "compare": "compared", "export": "exported"}[door.split("_")[0]]
    by = request.getfixturevalue(who)
    if refusal:
        with pytest.raises(refusal):
            getattr(actions, door)(by=by, reference=two[1].reference)
        assert traces(event) == []
        return
    getattr(actions, door)(by=by, reference=two[1].reference.lower().replace("-", " "))
    ((actor, on, details),) = traces(event)
    assert (actor, on) == (str(by.pk), two[1].reference)
    assert "Jade" not in str(details)


@pytest.mark.parametrize("door", ["list_assessments", "export_assessments"])
@pytest.mark.parametrize(
    ("who", "refusal"), [("sam", None), ("olu", OutOfReach), ("audrey", Refused)]
)
def test_a_childs_list_by_whom(two, request, jade, door, who, refusal, traces):
    by = request.getfixturevalue(who)
    if refusal:
        with pytest.raises(refusal):
            getattr(actions, door)(by=by, child=jade.reference)
        return
    child, found = getattr(actions, door)(by=by, child=jade.reference)
    assert (child, found) == (jade, list(reversed(two)))
    event = {"list_assessments": "listed", "export_assessments": "exported"}[door]
    ((_, on, details),) = traces(event)
    assert on == jade.reference
    assert details == {"assessments": [one.reference for one in found]}


def test_every_query_asks_who(two, audrey, olu, jade):
    asked = {
        "assessments": {}, "assessments_of_child": {"child": jade.reference},
        "latest_finished": {"child": jade.reference},
        **{
            name: {"reference": two[1].reference}
            for name in ("assessment", "earlier", "comparison", "lacking")
        },
    }  # fmt: skip
    for name, how in asked.items():
        with pytest.raises(Refused):
            getattr(queries, name)(by=audrey, **how)
        if how:
            with pytest.raises(OutOfReach):
                getattr(queries, name)(by=olu, **how)
    assert not queries.assessments(by=olu).exists()


def test_a_restricted_child_is_for_those_named(two, jade, mel, priya):
    Child.objects.filter(pk=jade.pk).update(is_restricted=True, restricted_because="A test")
    assert queries.assessments(by=priya).count() == 2
    assert queries.assessments(by=mel).count() == 0


def test_what_is_unfinished_is_for_those_who_assess(start, sam, mel, jade):
    row = start()
    assert actions.read_assessment(by=mel, reference=row.reference) == row
    with pytest.raises(OutOfReach):
        actions.read_assessment(by=sam, reference=row.reference)
    assert actions.list_assessments(by=sam, child=jade.reference)[1] == []


def test_latest_finished_is_of_a_kind(two, finished, start, priya, jade):
    checklist = finished(tool="vulnerability-checklist")
    start()

    def latest(**kind):
        return queries.latest_finished(by=priya, child=jade.reference, **kind)

    assert latest() == checklist
    assert latest(kind="risk_assessment") == two[1]
    assert latest(kind="checklist") == checklist
    assert latest(kind="other") is None


CHANGES = [
    ("", "", "unchanged"), ("", "unknown", "unchanged"), ("unknown", "", "unchanged"),
    ("no", "no", "unchanged"), ("now", "now", "unchanged"),
    ("no", "now", "appeared"), ("earlier", "now", "appeared"),
    ("unknown", "now", "now_present"), ("", "now before", "now_present"),
    ("now", "no", "gone"), ("now", "earlier", "gone"), ("now earlier", "before", "gone"),
    ("unknown", "no", "now_known"), ("", "no", "now_known"), ("unknown", "before", "now_known"),
    ("now", "unknown", "not_known_any_more"), ("no", "", "not_known_any_more"),
    ("now", "now earlier", "other_time"), ("earlier", "before", "other_time"),
    ("no", "before", "other_time"), ("before", "no", "other_time"),
]  # fmt: skip


@pytest.mark.parametrize(("then", "since", "change"), CHANGES)
def test_compare_says_what_became_of_an_indicator(then, since, change):
    answers = [{"missing": {"when": said.split()}} for said in (then, since)]
    found = rules.compare(SERAF, answers[0], SERAF, answers[1])
    assert len(found) == 30
    by_words = {one.words: one.change for one in found}
    assert by_words.pop("Missing by day or overnight") == change
    assert set(by_words.values()) == {Change.UNCHANGED}


def test_compare_tells_what_another_version_does_not_ask():
    fewer = Definition(SERAF.domains, SERAF.indicators[1:], SERAF.scorings, SERAF.bands)
    code = SERAF.indicators[0].code
    answers = {code: {"when": ["now"]}}
    (found,) = [one for one in rules.compare(SERAF, answers, fewer, {}) if one.since is None]
    assert (found.change, found.then.said) == (
        Change.NO_LONGER_ASKED,
        "Now or in the last 6 months",
    )
    (found,) = [one for one in rules.compare(fewer, {}, SERAF, answers) if one.then is None]
    assert found.change == Change.NOT_ASKED_BEFORE


def test_comparison_is_with_the_one_before_or_the_one_asked_for(two, finished, start, priya):
    third = finished()
    row, then, found = queries.comparison(by=priya, reference=third.reference)
    assert (row, then) == (third, two[1])
    assert {one.words: one.change for one in found}["Use of drugs"] == Change.GONE
    assert (
        queries.comparison(by=priya, reference=third.reference, other=two[0].reference)[1] == two[0]
    )
    unfinished = start()
    assert queries.comparison(by=priya, reference=unfinished.reference)[1] == third
    for reference, other in (
        (two[0].reference, ""), (two[0].reference, third.reference), (third.reference, "AS-0000-0000"),
    ):  # fmt: skip
        with pytest.raises(OutOfReach):
            queries.comparison(by=priya, reference=reference, other=other)


# --- to be made again ----------------------------------------------------------------------------


def test_repeat_is_due_13_weeks_after_the_last_and_no_longer_once_it_is_made(
    finished, priya, olu, jade
):
    first = finished()
    day = timedelta(days=1)
    again = queries.again(by=priya, child=jade.reference)
    assert (again.assessment, again.due_on, again.is_late) == (first, date(2027, 2, 22), False)
    with clock.at(MONDAY + 91 * day):  # the last day
        assert not queries.repeat_due(by=priya).exists()
    with clock.at(MONDAY + 92 * day):
        assert list(queries.repeat_due(by=priya)) == [first]
        assert queries.again(by=priya, child=jade.reference).is_late
        assert not queries.repeat_due(by=olu).exists()
        finished(tool="cerar-risk")  # which nobody asks to repeat
        assert list(queries.repeat_due(by=priya)) == [first]
        finished()
        assert not queries.repeat_due(by=priya).exists()


def test_repeat_asks_nothing_of_a_child_who_was_never_assessed(finished, priya, jade, start):
    assert queries.again(by=priya, child=jade.reference) is None
    start()
    finished(tool="vulnerability-checklist")
    assert queries.again(by=priya, child=jade.reference) is None
