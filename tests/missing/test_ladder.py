"""Who is asked to take a report on, that somebody is, and who hears of a child they work with."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cairn.accounts.models import Notice
from cairn.accounts.roles import Role
from cairn.children.models import Child
from cairn.foundation import clock
from cairn.missing import actions, permissions, queries, tasks
from cairn.missing.models import Call, Report
from tests.cast import _person
from tests.missing.conftest import may_open, same

HOUR = timedelta(hours=1)


def test_nobody_is_asked_of_what_is_taken_on_or_set_aside(system, meg, priya, unnamed, reported):
    report = reported()
    actions.acknowledge(by=priya, reference=report.reference)
    actions.set_aside(by=meg, **same(unnamed, why="A drill"))
    number = Call.objects.count()
    with clock.shifted(HOUR):
        for one in (report, unnamed):
            assert actions.call_next(by=system, reference=one.reference) is None
        assert queries.due_for_a_call(by=system) == []
    assert Call.objects.count() == number


def test_nobody_is_due_for_a_call_before_the_time_of_the_last_is_over(system, meg, reported):
    report = reported()
    assert queries.due_for_a_call(by=system) == []
    with clock.shifted(timedelta(minutes=10)):
        assert queries.due_for_a_call(by=system) == [report.reference]


def test_no_report_is_kept_from_its_turn_by_many_whom_nobody_can_be_asked_about(
    system, meg, southmere, reported
):
    now = clock.now()
    Report.objects.bulk_create(
        Report(
            source="page", council=southmere, received_at=now, received_by=system, kind="missing",
            reported_at=now,
        )
        for _ in range(600)
    )  # fmt: skip
    report = reported()
    with clock.shifted(timedelta(minutes=10)):
        assert report.reference in queries.due_for_a_call(by=system)


def test_a_report_is_kept_with_its_first_call_or_not_at_all(meg, jade, reported, monkeypatch):
    from cairn.missing.actions import reporting

    def die(**about):
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(reporting, "call_next", die)
        with pytest.raises(KeyboardInterrupt):
            reported()
    assert not Report.objects.exists()
    call = Call.objects.get(report=reported())
    assert call.person == meg
    assert Notice.objects.get(person=meg).about == call.report.reference


def test_a_report_that_nobody_was_asked_about_is_found_by_the_job(meg, reported):
    report = reported()
    Call.objects.all().delete()
    assert tasks.call_the_next() == 1
    assert Call.objects.get(report=report).person == meg


def test_ladder_has_who_may_open_the_report_and_nobody_who_left(system, meg, pat, wren, unnamed,
                                                                jade, reported):  # fmt: skip
    report = reported()
    assert queries.ladder(by=system, report=report) == [meg.pk]
    assert queries.ladder(by=system, report=unnamed) == [meg.pk]
    meg.ended_at = clock.now()
    meg.save()
    assert queries.ladder(by=system, report=report) == []


def test_ladder_asks_in_one_statement_which_of_many_may_open_the_record(
    police, system, meg, pat, tess, olu, otto, jade, reported
):
    report = reported()
    everybody = [meg, pat, tess, olu, otto, system]
    may = permissions.who_may_open(everybody, jade, report.council_id)
    assert may == {one.pk for one in everybody if may_open(one, jade, report.council_id)}
    assert meg.pk in may
    assert tess.pk not in may
    for number in range(20):
        _person(f"Officer {number}", police, Role.POLICE_METCO)
    with CaptureQueriesContext(connection) as asked:
        assert len(queries.ladder(by=system, report=report)) == 21
    assert sum('FROM "children_child"' in one["sql"] for one in asked.captured_queries) == 1


def test_where_nobody_of_the_ladder_may_open_the_record_its_keepers_are_asked(
    system, meg, priya, jade, reported
):
    Child.objects.filter(pk=jade.pk).update(is_restricted=True, restricted_because="-")
    Call.objects.all().delete()
    report = reported()
    assert Call.objects.get(report=report).person == priya


def test_those_who_work_with_the_child_hear_and_whoever_did_it_does_not(
    system, priya, sam, episode
):
    Notice.objects.all().delete()
    actions.tell_who_work(
        by=system, reference=episode.reference, wording="Back.", key="k", but=str(priya.pk)
    )
    assert priya not in [one.person for one in Notice.objects.filter(key="k")]
    actions.tell_who_work(by=system, reference=episode.reference, wording="Back.", key="l", but="")
    assert priya in [one.person for one in Notice.objects.filter(key="l")]
    assert sam in [one.person for one in Notice.objects.filter(key="l")]
    sam.roles = [Role.PARTNER]  # who sees no missing children in that work
    sam.save()
    actions.tell_who_work(by=system, reference=episode.reference, wording="Back.", key="m", but="")
    assert sam not in [one.person for one in Notice.objects.filter(key="m")]
