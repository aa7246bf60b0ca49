"""Nobody comes: the next person is told, then the next, once each, however the worker fares."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.accounts.models import Notice
from cairn.accounts.roles import Role
from cairn.agencies.models import LocalStandard
from cairn.audit.models import AuditEvent
from cairn.foundation import clock
from cairn.submissions.choices import Event as Sent
from cairn.submissions.choices import Rank
from cairn.triage import actions, checks, tasks
from cairn.triage.models import Escalation
from tests.triage.conftest import MONDAY_10AM, colleague_of

SATURDAY_9PM = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)


@pytest.fixture
def ladder(pat, quinn, sol, mel):
    """Pat and Quinn at the desk (Sol's desk is another), then a METCO officer, then Mel."""
    return [pat, quinn, colleague_of(pat, "Meg", roles=(Role.POLICE_METCO,)), mel]


def _run(at):
    with clock.at(at):
        return tasks.escalate_what_waits(0)


def _told():
    return [one.person for one in Escalation.objects.order_by("step")]


def test_escalate_climbs_the_ladder_until_somebody_picks_up(ladder, send):
    submission = send(rank=Rank.URGENT)
    assert [_run(MONDAY_10AM + timedelta(minutes=m)) for m in (14, 15, 20, 30, 45)] == [
        0, 1, 0, 1, 1,
    ]  # fmt: skip
    assert _told() == ladder[:3]
    actions.pick_up(by=ladder[0], reference=submission.reference)
    assert _run(MONDAY_10AM + timedelta(minutes=90)) == 0


def test_escalate_late_tells_everybody_who_ought_to_know_by_now(ladder, send):
    send(rank=Rank.URGENT)
    assert _run(MONDAY_10AM + timedelta(hours=9)) == len(ladder)
    assert _told() == ladder
    assert _run(MONDAY_10AM + timedelta(hours=19)) == 0


def test_escalate_tells_nobody_at_night_of_what_can_wait(ladder, send):
    with clock.at(SATURDAY_9PM):
        send(rank=Rank.OTHER)
        urgent = send(rank=Rank.CRIME)
    assert _run(SATURDAY_9PM + timedelta(minutes=15)) == 1
    assert Escalation.objects.get().submission == urgent
    assert _run(datetime(2026, 11, 23, 9, 59, tzinfo=UTC)) == len(ladder) - 1
    assert _run(MONDAY_10AM) == 1


def test_escalate_begins_anew_when_it_is_put_back(ladder, send):
    pat = ladder[0]
    submission = send(rank=Rank.URGENT)
    assert _run(MONDAY_10AM + timedelta(minutes=15)) == 1
    with clock.at(MONDAY_10AM + timedelta(minutes=20)):
        actions.pick_up(by=pat, reference=submission.reference)
    with clock.at(MONDAY_10AM + timedelta(minutes=50)):
        actions.put_back(by=pat, reference=submission.reference)
    assert _run(MONDAY_10AM + timedelta(minutes=64)) == 0
    assert _run(MONDAY_10AM + timedelta(minutes=65)) == 1
    assert list(Escalation.objects.values_list("step", flat=True)) == [1, 2]


def test_escalate_leaves_alone_what_waits_for_the_submitter(ladder, send):
    send(rank=Rank.URGENT, waiting_since=MONDAY_10AM)
    send(rank=Rank.URGENT, finished_at=MONDAY_10AM, outcome="no_action")
    assert _run(MONDAY_10AM + timedelta(hours=9)) == 0


def test_escalate_follows_the_local_ladder(ladder, send):
    LocalStandard.objects.create(
        key="desk-escalation-ladder", value=["cerar_manager"],
        from_on=MONDAY_10AM.date(), source="A test",
    )  # fmt: skip
    send(rank=Rank.URGENT)
    assert _run(MONDAY_10AM + timedelta(hours=9)) == 1
    assert _told() == [ladder[-1]]


def test_escalate_gives_a_notice_without_a_story_and_a_trace(ladder, send):
    submission = send(rank=Rank.URGENT)
    _run(MONDAY_10AM + timedelta(minutes=50))
    notices = {notice.person: notice for notice in Notice.objects.all()}
    assert set(notices) == set(ladder[:3])
    assert "longer than 15 minutes, day or night" in notices[ladder[0]].wording
    assert "Kieron" not in "".join(notice.wording for notice in notices.values())
    assert notices[ladder[0]].page == "triage:item"
    assert notices[ladder[2]].page == "home:who_to_call", "only the desk may open it"
    assert "call the desk" in notices[ladder[2]].wording
    assert "Pick it up" in notices[ladder[0]].wording
    assert {notice.about for notice in notices.values()} == {submission.reference}
    traces = AuditEvent.objects.filter(event="triage.escalated", record_id=submission.reference)
    assert [trace.details["step"] for trace in traces.order_by("id")] == [1, 2, 3]


def test_escalate_leaves_out_who_has_left(ladder, send):
    ladder[0].ended_at = MONDAY_10AM
    ladder[0].save()
    send(rank=Rank.URGENT)
    _run(MONDAY_10AM + timedelta(minutes=15))
    assert _told() == [ladder[1]]


@given(
    rank=st.sampled_from(Rank),
    runs=st.lists(st.integers(0, 4 * 24 * 60), min_size=1, max_size=5),
)
def test_escalate_tells_the_same_people_however_often_or_late_it_runs(ladder, send, rank, runs):
    """Whatever runs came before, a run tells no fewer and no more than one that was alone."""
    often, once = send(rank=rank), send(rank=rank)
    for minute in sorted(runs):
        for _twice in range(2):
            with clock.at(MONDAY_10AM + timedelta(minutes=minute)):
                actions.escalate(by=_system(), reference=often.reference)
    with clock.at(MONDAY_10AM + timedelta(minutes=max(runs))):
        actions.escalate(by=_system(), reference=once.reference)
        open_now = rank in (Rank.URGENT, Rank.CRIME) or 9 <= clock.local(clock.now()).hour < 17
    told = [
        [one.person_id for one in submission.escalations.order_by("step")]
        for submission in (often, once)
    ]
    if open_now:
        assert told[0] == told[1]
    assert len(set(told[0])) == len(told[0])


def _system():
    from cairn.accounts import people

    return people.system()


def _event(name, submission):
    return AuditEvent(pk=7, event=name, record_id=submission.reference)


@pytest.mark.parametrize(("rank", "told"), [(Rank.URGENT, 2), (Rank.CRIME, 2), (Rank.OTHER, 0)])
def test_tell_the_desk_of_what_cannot_wait(ladder, send, rank, told):
    submission = send(rank=rank)
    for _twice in range(2):
        tasks.tell_the_desk(_event(Sent.SENT, submission))
    assert Notice.objects.count() == told


def test_hear_submitter_tells_who_has_it(pat, quinn, send):
    submission = send()
    tasks.hear_submitter(_event(Sent.ANSWERED, submission))
    assert not Notice.objects.exists()
    actions.pick_up(by=quinn, reference=submission.reference)
    for _twice in range(2):
        tasks.hear_submitter(_event(Sent.ANSWERED, submission))
    assert Notice.objects.get().person == quinn


def test_hear_submitter_brings_back_what_was_decided(pat, send):
    submission = send(finished_at=clock.now(), outcome="no_action")
    tasks.hear_submitter(_event(Sent.ADDED_TO, submission))
    assert actions.take_next(by=pat) == submission.reference


def test_release_what_they_had_when_an_account_ends(pat, send):
    submission = send()
    actions.pick_up(by=pat, reference=submission.reference)
    tasks.release_what_they_had(AuditEvent(pk=7, record_id=str(pat.pk)))
    assert actions.take_next(by=pat) == submission.reference


def test_check_names_areas_where_nobody_is_told(ladder, northmoor):
    assert checks.somebody_is_told(None, databases=["default"]) == []
    for person in ladder:
        person.ended_at = clock.now()
        person.save()
    (said,) = checks.somebody_is_told(None, databases=["default"])  # Sol is left in the other one
    assert said.id == "triage.W001"
    assert northmoor.name in said.msg
    assert checks.somebody_is_told(None) == []
