"""Two who hold one meeting, on two screens at once."""

import uuid
from datetime import timedelta
from functools import partial

import pytest

from cairn.audit.models import AuditEvent
from cairn.foundation import clock
from cairn.foundation.refusals import Overtaken, Refused
from cairn.meetings import actions
from cairn.meetings.models import Decision, Invitation, Meeting, Statement, Task
from tests.at_once import after_a_change, at_once
from tests.meetings.conftest import MONDAY_10AM, first_item

pytestmark = pytest.mark.django_db(transaction=True)


def then(act, **said):
    """The same act at the moment of the test: a thread does not know of it."""

    def acted():
        with clock.at(MONDAY_10AM):
            return act(**said)

    return acted


@pytest.fixture
def on_item(under_way, cory):
    return {"reference": under_way.reference, "item": first_item(cory, under_way)}


def test_one_form_sent_twice_is_one_decision_and_one_task(on_item, cory, priya):
    decide = then(actions.decide, by=cory, text="High", key=uuid.uuid4(), **on_item)
    assert len(set(at_once(decide, decide))) == Decision.objects.count() == 1
    give = then(
        actions.give_task, by=cory, what="Ring", owner=priya.reference, key=uuid.uuid4(), **on_item
    )
    assert len(set(at_once(give, give))) == Task.objects.count() == 1


def test_what_one_agency_shared_is_written_by_one_of_two(on_item, cory, mel, police):
    share = partial(then, actions.share, agency=police.code, **on_item)
    found = at_once(share(by=cory, text="Two men"), share(by=mel, text="One man"))
    assert found.count(Overtaken) == Statement.objects.count() == 1


def test_somebody_is_asked_once(level_1, cory, mel, wren, pat):
    ask = partial(then, actions.invite, reference=level_1.reference, person=pat)
    assert len(set(at_once(ask(by=cory), ask(by=mel)))) == 1
    assert Invitation.objects.filter(person=pat).count() == 1
    assert AuditEvent.objects.filter(event="meetings.invited").count() == 4  # and Mel, Priya, Sam


def test_meeting_starts_once_or_is_called_off(level_1, cory, mel):
    of = {"reference": level_1.reference}
    found = at_once(
        then(actions.start_meeting, by=cory, **of),
        then(actions.cancel_meeting, by=mel, why="Snow", version=1, **of),
    )
    assert len([one for one in found if one in (Refused, Overtaken)]) == 1
    meeting = Meeting.objects.get()
    assert (meeting.started_at is None) != (meeting.cancelled_at is None)


def test_minutes_hold_what_was_decided_before_they_were_sent_and_nothing_later(
    on_item, under_way, cory, mel
):
    actions.end_meeting(by=cory, reference=under_way.reference, because="Snow")
    found = at_once(
        then(actions.send_minutes, by=cory, reference=under_way.reference),
        then(actions.decide, by=mel, text="High", key=uuid.uuid4(), **on_item),
    )
    under_way.refresh_from_db()
    [item, *_] = under_way.minutes["items"]
    was_in_time = found[1] is not Refused
    assert [one["text"] for one in item["decisions"]] == (["High"] if was_in_time else [])
    assert Decision.objects.count() == was_in_time
    assert under_way.sent_at - MONDAY_10AM < timedelta(minutes=1)


def test_task_is_finished_once(on_item, cory, mel, priya):
    task = actions.give_task(
        by=cory, what="Ring", owner=priya.reference, key=uuid.uuid4(), **on_item
    )
    finish = partial(then, actions.finish_task, reference=task.reference, version=1)
    found = at_once(finish(by=priya, outcome="Rang"), finish(by=mel, outcome="They rang"))
    assert len([one for one in found if one in (Refused, Overtaken)]) == 1
    assert AuditEvent.objects.filter(event="meetings.task_done").count() == 1


def test_whoever_waits_while_somebody_else_takes_the_chair_or_the_task_is_not_sent_away(
    on_item, under_way, cory, mel, priya, sam
):
    decide = then(actions.decide, by=cory, text="High", key=uuid.uuid4(), **on_item)
    assert isinstance(after_a_change(under_way, decide, chair=sam), Decision)
    task = actions.give_task(
        by=cory, what="Ring", owner=priya.reference, key=uuid.uuid4(), **on_item
    )
    finish = then(actions.finish_task, by=mel, reference=task.reference, version=1, outcome="Rang")
    assert isinstance(after_a_change(task, finish, owner=sam), Task)
