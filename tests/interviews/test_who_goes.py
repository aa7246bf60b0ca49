"""Who could go to an interview, one visit for two of them, and who is warned before it is too late."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cairn.accounts.models import Notice
from cairn.accounts.roles import Role
from cairn.agencies import kept
from cairn.children.models import Child
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Refused
from cairn.interviews import actions, queries, tasks
from cairn.interviews.choices import State
from cairn.interviews.telling import state
from tests.cast import _person
from tests.interviews.conftest import HOUR, SATURDAY, fresh, read, signed_in


def test_allocate_to_those_who_hold_interviews_and_reach_the_child(
    row, do, works, tara, olu, priya
):
    names = {one.name for one in queries.could_hold(by=tara, interview=row)}
    assert names == {"Wren", "Tara"}
    with pytest.raises(OutOfReach):
        do(row, actions.allocate, by=tara, person=priya.reference)
    do(row, actions.allocate, by=tara, person=works.reference)
    assert fresh(row).interviewer == works
    assert Notice.objects.filter(person=works, about=row.reference).count() == 1
    with pytest.raises(Refused, match="Wren goes already"):
        do(row, actions.take, by=tara)


def test_who_says_who_goes_reads_who_of_their_agency_cannot_be_chosen(
    row, works, tara, priya, northmoor_services
):
    _person("Olive", northmoor_services, Role.INTERVENTION_WORKER)
    page = read(signed_in(tara), reverse("interviews:act", args=[row.reference, "allocate"]))
    assert "Olive cannot be chosen: this person may not open the child’s record." in page
    assert "Wren cannot be chosen" not in page
    with pytest.raises(Refused):
        queries.shut_out(by=priya, interview=row, could=[])


def test_asking_who_could_go_takes_as_many_statements_for_twenty(
    row, works, tara, monkeypatch, request
):
    monkeypatch.setattr(kept, "kept_for", lambda: 60.0)  # councils and teams, as outside tests
    request.addfinalizer(kept.forget)

    def statements():
        with CaptureQueriesContext(connection) as found:
            people = queries.could_hold(by=tara, interview=row)
            queries.concerns(by=tara, interview=row, people=people, relation="none")
            managers = queries.managers_of(by=tara, interview=row)
        return len(people), len(managers), len(found)

    statements()
    people, managers, number = statements()
    for name in range(20):
        _person(f"Kim {name}", works.agency, Role.TEAM_MANAGER, team=works.team)
    assert statements() == (people + 20, managers + 20, number)
    assert number == 5


def test_could_hold_is_as_reach_says(row, works, tara, jade, northmoor_services):
    Child.objects.filter(pk=jade.pk).update(is_restricted=True, restricted_because="Risk")
    row.refresh_from_db()
    assert queries.could_hold(by=works, interview=row) == [works]  # who is named
    assert queries.managers_of(by=works, interview=row) == []


def test_one_interview_for_two_times_and_apart_again(system, works, was_missing, do, opened, offer):
    first = opened(since=30, back=20)
    offer(first, hours_ago=10)
    second = opened(since=8, back=1)
    assert second != first
    goes_on = do(second, actions.join, other=first.reference)
    assert (goes_on.pk, goes_on.due_at) == (first.pk, first.due_at)
    both = queries.episodes_of(by=works, interview=goes_on)
    assert len(both) == 2
    assert state(fresh(second)) == State.JOINED
    own = do(goes_on, actions.give_its_own, episode=both[1].reference)
    assert own.due_at == SATURDAY + 71 * HOUR
    assert len(queries.episodes_of(by=works, interview=goes_on)) == 1


def test_warned_before_it_is_too_late_first_who_goes_then_the_manager(system, row, do, works, tara):
    do(row, actions.take)
    assert actions.warn(by=system, reference=row.reference) == 0
    with clock.shifted(47 * HOUR):
        assert queries.pending(by=system) == [row.reference]
        assert actions.warn(by=system, reference=row.reference) == 1
        assert actions.warn(by=system, reference=row.reference) == 0
    with clock.shifted(67 * HOUR):
        assert actions.warn(by=system, reference=row.reference) == 2
        assert queries.pending(by=system) == []
    told = Notice.objects.filter(key__startswith="interviews.warning", about=row.reference)
    assert sorted(one.person.name for one in told) == ["Tara", "Wren", "Wren"]


def test_warning_that_fails_keeps_no_other_from_being_given(opened, tara, monkeypatch):
    first, second = opened(since=14, back=2), opened(since=1.5, back=1)
    warn = actions.warn

    def fails_once(*, by, reference):
        if reference == first.reference:
            raise ValueError
        return warn(by=by, reference=reference)

    monkeypatch.setattr(actions, "warn", fails_once)
    with clock.shifted(48 * HOUR), pytest.raises(ValueError):  # noqa: PT011
        tasks.warn(timestamp=0)
    told = Notice.objects.filter(key__startswith="interviews.warning")
    assert {one.about for one in told} == {second.reference}


def test_nobody_goes_yet_so_the_manager_hears_of_the_first_warning(system, row, tara):
    with clock.shifted(47 * HOUR):
        assert actions.warn(by=system, reference=row.reference) == 1
    assert Notice.objects.get(key__startswith="interviews.warning").person == tara
