"""An assessment is started once, saved page by page, finished when it is whole, and then stays."""

import uuid
from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from cairn.assessments import actions, queries
from cairn.assessments.models import Assessment
from cairn.audit.models import AuditEvent
from cairn.children.models import EmergencyAccess
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Overtaken, Refused
from tests.assessments.conftest import MONDAY, WORDS


def save(by, row, part, version=None, **said):
    version = row.version_of(part) if version is None else version
    return actions.save_answers(
        by=by, reference=row.reference, part=part, version=version, said=said
    )


def test_start_assessment_is_once_for_each_key(start, priya, jade, traces):
    key = uuid.uuid4()
    first, again = start(key=key), start(key=key)
    assert first == again
    assert (first.tool.code, first.started_by, first.started_at) == ("seraf", priya, MONDAY)
    details = {"child": jade.reference, "tool": "seraf", "tool_version": "1"}
    assert traces("started") == [(str(priya.pk), first.reference, details)]


def test_start_assessment_with_somebody_elses_key_is_refused(start, cory, mel):
    key = uuid.uuid4()
    start(by=mel, key=key)
    with pytest.raises(Refused, match="was used before"):
        start(by=cory, key=key, tool="cerar-risk")


def test_start_assessment_while_one_is_unfinished_is_refused(start, priya, mel):
    first = start()
    with pytest.raises(Refused, match=f"unfinished assessment with this tool, {first.reference}"):
        start(by=mel)
    assert start(tool="cerar-risk").pk != first.pk
    actions.discard_assessment(by=priya, reference=first.reference, reason="Started by mistake")
    assert start().pk != first.pk


def test_start_assessment_with_a_tool_not_in_force_is_refused(start):
    with pytest.raises(Refused, match="not in force"):
        start(tool="invented")


@pytest.mark.parametrize(
    ("who", "refusal"), [("sam", Refused), ("audrey", Refused), ("olu", OutOfReach), ("wren", OutOfReach)]
)  # fmt: skip
def test_start_assessment_by_whom(start, request, who, refusal):
    with pytest.raises(refusal):
        start(by=request.getfixturevalue(who))
    assert not Assessment.objects.exists()


def test_what_is_open_in_an_emergency_may_be_read_and_not_written(
    start, finished, olu, jade, priya
):
    EmergencyAccess.objects.create(
        child=jade, person=olu, reason="A test", from_at=MONDAY, until_at=MONDAY.replace(hour=14)
    )
    with pytest.raises(Refused, match="lets you read it, not change it"):
        start(by=olu)
    row = start()
    assert actions.read_assessment(by=olu, reference=row.reference) == row
    with pytest.raises(Refused, match="lets you read it, not change it"):
        save(olu, row, "analysis", analysis="Mine")


def test_save_answers_keeps_each_page_as_it_is_written(start, priya, mel, traces):
    row = start()
    row = save(
        priya,
        row,
        "significant",
        missing={"when": ["earlier", "now"], "evidence": " Twice \r\nin May"},
    )
    row = save(mel, row, "about", living="With an aunt", learning_disability="unknown")
    assert row.answers == {"missing": {"when": ["now", "earlier"], "evidence": "Twice \nin May"}}
    assert row.said["living"] == "With an aunt"
    assert row.context == {"living": "With an aunt"}
    assert row.changed_by == mel
    assert [one[2]["part"] for one in traces("saved")] == ["significant", "about"]
    row = save(priya, row, "significant", missing={"when": [], "evidence": ""})
    row = save(priya, row, "about", living="")
    assert (row.answers, row.context) == ({}, {})
    assert "aunt" not in str([one.details for one in AuditEvent.objects.all()])


def test_save_answers_without_a_change_leaves_nothing(start, priya, traces):
    row = save(priya, start(), "analysis", analysis="This")
    again = save(priya, row, "analysis", version=0, analysis="This")  # a page open for long
    assert again.version == row.version == 2
    assert len(traces("saved")) == 1


def test_save_answers_overtaken_changes_nothing(start, priya, mel):
    row = start()
    save(mel, row, "analysis", analysis="Theirs")
    with pytest.raises(Overtaken):
        save(priya, row, "analysis", analysis="Mine")
    save(priya, row, "voice", child_view="On another page: nobody is in the way")
    row.refresh_from_db()
    assert (row.analysis, row.version_of("analysis"), row.version) == ("Theirs", 1, 3)


@pytest.mark.parametrize("when", [["no", "now"], ["unknown", "before"], ["no", "unknown"]])
def test_save_answers_that_contradict_each_other_are_refused(start, priya, when):
    with pytest.raises(Refused, match="Tick the times it was there, or only"):
        save(priya, start(), "significant", missing={"when": when})


def test_save_answers_takes_only_what_the_page_asks(start, priya):
    row = start()
    with pytest.raises(OutOfReach):
        save(priya, row, "nowhere", analysis="x")
    for part, said in (
        ("analysis", {"child_view": "x"}), ("significant", {"drugs": {"when": ["now"]}}),
        ("about", {"child_aware": "perhaps"}), ("analysis", {"analysis": "x" * 5_001}),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=r"page|No answer|characters"):
            save(priya, row, part, **said)


@pytest.mark.parametrize(("who", "refusal"), [("sam", Refused), ("olu", OutOfReach)])
def test_writing_by_whom(start, fill, priya, request, who, refusal):
    row, by = fill(start(), priya), request.getfixturevalue(who)
    for act in (
        lambda: save(by, row, "analysis", analysis="x"),
        lambda: actions.finish_assessment(by=by, reference=row.reference, version=row.version),
        lambda: actions.discard_assessment(
            by=by, reference=row.reference, reason="Not mine at all"
        ),
    ):
        with pytest.raises(refusal):
            act()
    row.refresh_from_db()
    assert row.is_open


def test_finish_assessment_says_what_is_missing(start, priya, fill):
    row = start()
    with pytest.raises(Refused) as refusal:
        actions.finish_assessment(by=priya, reference=row.reference, version=1)
    for words in (
        "Say who took part", "learning disability", "child knows about", "parents or carers",
        "Vulnerabilities: 11 questions are not answered. “Not known” is an answer too.",
        "the child’s view in their own words, or why", "Say what you make of it",
    ):  # fmt: skip
        assert words in str(refusal.value)
    assert len(queries.lacking(by=priya, reference=row.reference)) == 9
    row = fill(row, priya, missing="now")
    row = save(priya, row, "significant", missing={"when": ["now"], "evidence": ""})
    with pytest.raises(Refused, match="say what shows it beside “Missing by day or overnight”"):
        actions.finish_assessment(by=priya, reference=row.reference, version=row.version)


def test_finish_assessment_takes_a_reason_for_the_view_that_is_not_there(start, priya, fill):
    row = fill(start(), priya)
    row = save(priya, row, "voice", child_view="", no_view_because="She asked for more time.")
    actions.finish_assessment(by=priya, reference=row.reference, version=row.version)


def test_finish_assessment_keeps_the_score_as_it_was(finished, priya, traces, jade):
    row = finished(missing="now earlier", drugs="unknown", low_self_esteem="before")
    row.refresh_from_db()
    said = row.outcome
    assert (said["total"], said["unknown"], said["unanswered"], said["age"]) == (7, 1, 0, 14)
    assert said["band"]["name"].startswith("Category 2")
    assert said["range"] == "6 to 10"
    assert said["prompt"]["level"] == "low"
    assert [part["points"] for part in said["parts"]] == [1, 0, 6]
    assert "1 answer is not known" in said["prompt"]["unsettled"][0]
    assert (row.finished_by, row.finished_at) == (priya, MONDAY)
    assert traces("finished") == [(str(priya.pk), row.reference, {"child": jade.reference})]


def test_finish_assessment_of_a_child_under_13_meets_the_override(finished, jade):
    jade.born_on = date(2014, 11, 24)  # 13 a year and a day from now
    jade.save()
    row = finished(drugs="now")
    assert (row.outcome["total"], row.outcome["prompt"]["level"]) == (1, "medium")


def test_finish_assessment_without_a_birthday_says_so(finished, jade):
    jade.born_on = None
    jade.save()
    said = finished(drugs="now").outcome
    assert (said["age"], said["prompt"]["level"]) == (None, "none")
    assert "age is not known" in said["prompt"]["unsettled"][0]


def test_finish_assessment_that_changed_meanwhile_is_refused(start, fill, priya, mel):
    row = fill(start(), priya)
    save(mel, row, "analysis", analysis="Another thing has come up.")
    with pytest.raises(Overtaken, match="Check it again"):
        actions.finish_assessment(by=priya, reference=row.reference, version=row.version)


def test_a_finished_assessment_stays(finished, priya):
    row = finished()
    for act in (
        lambda: save(priya, row, "analysis", analysis="Other"),
        lambda: actions.finish_assessment(by=priya, reference=row.reference, version=row.version),
        lambda: actions.discard_assessment(
            by=priya, reference=row.reference, reason="Too late now"
        ),
    ):
        with pytest.raises(Refused, match="finished and stays as it is"):
            act()
    rows = Assessment.objects.filter(pk=row.pk)
    for change in (lambda: rows.update(analysis="Other"), rows.delete):
        refused = pytest.raises(DatabaseError, match="never changed, and none is removed")
        with refused, transaction.atomic():
            change()


def test_a_discarded_assessment_stays(start, priya, traces):
    row = start()
    with pytest.raises(Refused, match="10 characters or more"):
        actions.discard_assessment(by=priya, reference=row.reference, reason=" no ")
    row = actions.discard_assessment(by=priya, reference=row.reference, reason="Started by mistake")
    with pytest.raises(Refused, match="was discarded"):
        save(priya, row, "analysis", analysis="Other")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Assessment.objects.filter(pk=row.pk).update(discarded_because="")
    assert "mistake" not in str(traces("discarded"))


@pytest.mark.parametrize(
    "change",
    [
        {"finished_at": MONDAY},
        {"outcome": {}},
        {"discarded_at": MONDAY},
        {"discarded_because": "x"},
    ],
)
def test_the_database_refuses_half_an_ending(start, change):
    row = start()
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.filter(pk=row.pk).update(**change)


def test_the_database_refuses_two_unfinished_of_one_tool(start, priya):
    row = start()
    row.pk, row.reference, row.key = None, "AS-0000-0000", uuid.uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_finish_assessment_leaves_nothing_behind_if_the_trail_fails(
    start, fill, priya, monkeypatch
):
    row = fill(start(), priya)

    def fail(gathered):
        raise IntegrityError

    monkeypatch.setattr("cairn.audit.trail._write", fail)
    with pytest.raises(IntegrityError):
        actions.finish_assessment(by=priya, reference=row.reference, version=row.version)
    row.refresh_from_db()
    assert row.is_open
    assert clock.now() == MONDAY
    assert set(WORDS) == {"about", "voice", "analysis"}
