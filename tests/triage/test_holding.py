"""Who has an item: one person, ever."""

import threading
import time
import uuid
from datetime import timedelta

import pytest
from django.db import connection

from cairn.accounts import people
from cairn.accounts.models import Notice
from cairn.audit.models import AuditEvent
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Refused
from cairn.submissions.choices import Rank
from cairn.triage import actions, rules
from cairn.triage.choices import Event
from cairn.triage.models import Pickup
from tests.triage.conftest import MONDAY_10AM


def _holder(submission):
    return Pickup.objects.get(submission=submission, until_at=None).person


def test_take_next_takes_what_cannot_wait_first(pat, send):
    send(ago=90)
    crime = send(rank=Rank.CRIME, ago=5)
    urgent = send(rank=Rank.URGENT)
    old_urgent = send(rank=Rank.URGENT, ago=3)
    taken = [actions.take_next(by=pat) for _ in range(3)]
    assert taken == [old_urgent.reference, urgent.reference, crime.reference]


def test_take_next_passes_over_what_is_not_to_do(pat, quinn, send):
    held = send(ago=9)
    actions.pick_up(by=quinn, reference=held.reference)
    send(ago=8, waiting_since=clock.now())
    send(ago=7, finished_at=clock.now(), outcome="no_action")
    assert actions.take_next(by=pat) == ""


def test_take_next_keeps_to_the_filter(pat, send, southmere):
    send(ago=9)
    there = send(council=southmere)
    assert actions.take_next(by=pat, council="southmere") == there.reference
    assert actions.take_next(by=pat, strand="cse") == ""


def test_take_next_stays_within_reach(sol, send, southmere):
    send(ago=9, rank=Rank.URGENT)
    unknown_area = send(council=None)
    there = send(council=southmere, ago=1)
    taken = {actions.take_next(by=sol), actions.take_next(by=sol)}
    assert taken == {unknown_area.reference, there.reference}
    assert actions.take_next(by=sol) == ""


@pytest.mark.django_db(transaction=True)
def test_take_next_never_gives_two_people_the_same(pat, send, monday):
    items = 24
    for number in range(items):
        send(ago=number)
    taken, problems, ready = [], [], threading.Barrier(8)

    def officer():
        try:
            with clock.at(monday):
                ready.wait()
                while reference := actions.take_next(by=pat):
                    taken.append(reference)
        except Exception as problem:  # a thread's own failure would be lost
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=officer) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert len(taken) == len(set(taken)) == items
    assert Pickup.objects.filter(until_at=None).count() == items


@pytest.mark.django_db(transaction=True)
def test_take_next_looks_again_after_locking(pat, quinn, send, monday):
    """Quinn takes the first item while Pat's statement, begun before, has not locked it yet."""
    first, second = send(ago=9), send(ago=8)
    looking, taken = threading.Event(), []

    def slowly(execute, sql, params, many, context):
        if "SKIP LOCKED" in sql and not looking.is_set():
            sql = sql.replace("WHERE", "WHERE pg_sleep(0.4)::text IS NOT NULL AND", 1)
            looking.set()
        return execute(sql, params, many, context)

    def officer():
        with clock.at(monday), connection.execute_wrapper(slowly):
            taken.append(actions.take_next(by=pat))
        connection.close()

    thread = threading.Thread(target=officer)
    thread.start()
    looking.wait()
    time.sleep(0.1)
    actions.pick_up(by=quinn, reference=first.reference)
    thread.join()
    assert taken == [second.reference]


def test_pick_up_leaves_a_trace(pat, send):
    submission = send()
    actions.pick_up(by=pat, reference=submission.reference)
    assert _holder(submission) == pat
    assert AuditEvent.objects.filter(
        event=Event.PICKED_UP, record_id=submission.reference, actor_id=str(pat.pk)
    ).exists()


def test_pick_up_refuses_what_a_colleague_has(pat, quinn, send):
    submission = send()
    actions.pick_up(by=quinn, reference=submission.reference)
    with pytest.raises(Refused, match="Quinn already has it"):
        actions.pick_up(by=pat, reference=submission.reference)
    assert _holder(submission) == quinn


def test_pick_up_of_another_area_is_not_there(sol, send):
    with pytest.raises(OutOfReach):
        actions.pick_up(by=sol, reference=send().reference)


def test_put_back_frees_it_and_the_wait_begins_anew(pat, send):
    submission = send()
    actions.pick_up(by=pat, reference=submission.reference)
    actions.put_back(by=pat, reference=submission.reference)
    assert not Pickup.objects.filter(submission=submission, until_at=None).exists()
    with pytest.raises(Refused, match="in the queue already"):
        actions.put_back(by=pat, reference=submission.reference)


def test_put_back_refuses_somebody_elses(pat, quinn, send):
    submission = send()
    actions.pick_up(by=quinn, reference=submission.reference)
    with pytest.raises(Refused, match="Quinn has it"):
        actions.put_back(by=pat, reference=submission.reference)


def test_hand_to_tells_the_colleague(pat, quinn, send):
    submission = send()
    actions.pick_up(by=pat, reference=submission.reference)
    actions.hand_to(by=pat, reference=submission.reference, colleague=quinn)
    assert _holder(submission) == quinn
    notice = Notice.objects.get()
    assert (notice.person, notice.wording) == (quinn, "Pat handed you something from the queue.")


def test_hand_to_oneself_takes_over_and_tells_who_had_it(pat, quinn, send):
    submission = send()
    actions.pick_up(by=quinn, reference=submission.reference)
    actions.hand_to(by=pat, reference=submission.reference, colleague=pat)
    assert _holder(submission) == pat
    assert Notice.objects.get().person == quinn


@pytest.mark.parametrize("who", ["sol", "sam"])
def test_hand_to_refuses_who_is_not_of_this_desk(request, pat, send, who):
    colleague = request.getfixturevalue(who)
    with pytest.raises(Refused, match="works at the desk for this area"):
        actions.hand_to(by=pat, reference=send().reference, colleague=colleague)


def test_release_puts_back_all_that_somebody_had(pat, quinn, system, send):
    mine, theirs = send(), send()
    actions.pick_up(by=pat, reference=mine.reference)
    actions.pick_up(by=quinn, reference=theirs.reference)
    assert actions.release(by=system, person=pat) == 1
    assert actions.release(by=system, person=pat) == 0
    assert _holder(theirs) == quinn
    assert not Pickup.objects.filter(submission=mine, until_at=None).exists()


@pytest.mark.parametrize("who", ["priya", "sam", "olu", "mel", "tess", "dee", "otto", "stranger"])
def test_take_next_is_for_the_desk(request, send, who):
    send()
    with pytest.raises(Refused, match="Your role does not allow this"):
        actions.take_next(by=request.getfixturevalue(who))


def test_look_is_seen_by_others_for_a_while(pat, quinn, send, monday):
    from cairn.triage import queries

    reference = send().reference
    actions.open_item(by=quinn, reference=reference)
    assert queries.onlookers(by=pat, reference=reference) == ["Quinn"]
    assert queries.onlookers(by=quinn, reference=reference) == []
    with clock.at(monday + rules.STILL_LOOKING + timedelta(seconds=1)):
        assert queries.onlookers(by=pat, reference=reference) == []
        actions.look(by=quinn, reference=reference)
        assert queries.onlookers(by=pat, reference=reference) == ["Quinn"]


def _waiting():
    return {notice.key.split(":")[0] for notice in Notice.objects.filter(seen_at=None)}


def _told_of(pat, quinn, send):
    """Everybody was told that it cannot wait, and Pat that nobody came."""
    submission = send(rank=Rank.URGENT)
    actions.tell_the_desk(by=people.system(), reference=submission.reference)
    with clock.at(MONDAY_10AM + timedelta(minutes=20)):
        actions.escalate(by=people.system(), reference=submission.reference)
    assert _waiting() == {"triage.cannot_wait", "triage.escalated"}
    return submission


def test_calls_for_somebody_are_closed_once_somebody_has_it(pat, quinn, send):
    other = send(rank=Rank.URGENT)
    actions.tell_the_desk(by=people.system(), reference=other.reference)
    submission = _told_of(pat, quinn, send)
    actions.pick_up(by=quinn, reference=submission.reference)
    left = Notice.objects.filter(seen_at=None)
    assert {notice.about for notice in left} == {other.reference}
    assert actions.take_next(by=pat) == other.reference
    assert not Notice.objects.filter(seen_at=None).exists()


def test_what_a_holder_was_told_is_closed_once_it_is_decided(pat, quinn, send):
    submission = _told_of(pat, quinn, send)
    reference = submission.reference
    actions.hand_to(by=pat, reference=reference, colleague=quinn)
    actions.tell_holder(by=people.system(), reference=reference, key="triage.heard:1", words="News")
    assert _waiting() == {"triage.handed", "triage.heard"}
    decision = {"outcome": "no_action", "reason": "Known already", "key": uuid.uuid4()}
    actions.decide(by=quinn, reference=reference, version=submission.version, **decision)
    assert _waiting() == set()
