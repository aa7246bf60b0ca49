"""Reactions are queued with the act, and run once in effect."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from cairn.accounts.models import Notice
from cairn.audit import reactions, trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.audit.models import AuditEvent
from cairn.children.choices import Event
from cairn.foundation import clock

HERE = "tests.audit.test_reactions.tell"


def tell(event):
    Notice.objects.create(
        person_id=int(event.actor_id), key=f"told-{Notice.objects.count()}", wording="x",
        given_at=clock.now(),
    )  # fmt: skip


@action(Permission.CHILDREN_VIEW)
def look(*, by, child, then_fail=False):
    trail.record(by=by, event=Event.VIEWED, on=child)
    if then_fail:
        raise ZeroDivisionError


@pytest.fixture(autouse=True)
def one_reaction(monkeypatch):
    monkeypatch.setattr(reactions, "table", lambda: {Event.VIEWED.value: (HERE,)})


def test_queue_puts_a_job_beside_the_act(priya, jade):
    look(by=priya, child=jade)
    job = ProcrastinateJob.objects.get()
    assert job.args == {"event_id": AuditEvent.objects.get().pk, "reaction": HERE}


@pytest.mark.django_db(transaction=True)
def test_queue_leaves_no_job_when_the_act_fails(priya, jade):
    before = ProcrastinateJob.objects.count()  # other tests may have left some
    with pytest.raises(ZeroDivisionError):
        look(by=priya, child=jade, then_fail=True)
    assert ProcrastinateJob.objects.count() == before


def test_run_twice_has_one_effect(priya, jade):
    look(by=priya, child=jade)
    event_id = AuditEvent.objects.get().pk
    assert reactions.run(event_id=event_id, reaction=HERE)
    assert not reactions.run(event_id=event_id, reaction=HERE)
    assert Notice.objects.count() == 1
