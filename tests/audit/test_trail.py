"""The trail is written with the act or not at all, cannot be changed, and shows when it was."""

import pytest
from django.db import DatabaseError, connection, transaction

from cairn.audit import anchors, trail, verification
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.audit.models import AuditEvent
from cairn.children.choices import Event
from cairn.children.models import Child
from cairn.foundation.refusals import Refused


@action(Permission.CHILDREN_VIEW)
def look(*, by, child):
    trail.record(by=by, event=Event.VIEWED, on=child)


@action(Permission.CHILDREN_VIEW)
def look_twice(*, by, child):
    look(by=by, child=child)
    look(by=by, child=child)


@pytest.fixture
def unlocked(db):
    """Lift the append-only triggers, as somebody with the database's keys could."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER USER")
        yield cursor


def test_record_outside_an_action_is_refused(priya, jade):
    with pytest.raises(RuntimeError):
        trail.record(by=priya, event=Event.VIEWED, on=jade)


def test_action_by_the_wrong_role_is_refused_and_leaves_nothing(tess, jade):
    with pytest.raises(Refused):
        look(by=tess, child=jade)
    assert not AuditEvent.objects.exists()


def test_action_leaves_a_trace_with_ids_and_no_names(priya, jade):
    look(by=priya, child=jade)
    event = AuditEvent.objects.get()
    assert (event.actor_id, event.record_id) == (str(priya.pk), jade.reference)
    assert event.chain == "northmoor"


def test_action_within_an_action_joins_it(priya, jade):
    look_twice(by=priya, child=jade)
    assert list(AuditEvent.objects.values_list("number", flat=True).order_by("id")) == [1, 2]


def test_action_leaves_nothing_behind_if_the_trail_cannot_be_written(priya, jade, monkeypatch):
    @action(Permission.CHILDREN_VIEW)
    def rename(*, by, child):
        Child.objects.filter(pk=child.pk).update(given_name="Changed")
        trail.record(by=by, event=Event.CHANGED, on=child)

    monkeypatch.setattr(trail, "_INSERT", trail._INSERT.replace("audit_auditevent", "nowhere"))
    with pytest.raises(DatabaseError):
        rename(by=priya, child=jade)
    jade.refresh_from_db()
    assert jade.given_name == "Jade"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditevent SET event = 'x'",
        "DELETE FROM audit_auditevent",
        "TRUNCATE audit_auditevent",
    ],
)
def test_trail_refuses_change(priya, jade, statement):
    look(by=priya, child=jade)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent ENABLE TRIGGER audit_not_emptied")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute(statement)


def test_first_break_finds_nothing_in_a_whole_trail(priya, olu, jade):
    look_twice(by=priya, child=jade)
    look(by=olu, child=jade)
    assert verification.first_break() is None
    assert verification.counts() == [("northmoor", 2), ("southmere", 1)]


@pytest.mark.parametrize(
    ("statement", "number", "reason"),
    [
        ("UPDATE audit_auditevent SET actor_id = '0' WHERE number = 2", 2, "changed"),
        ("UPDATE audit_auditevent SET details = '{\"a\": 1}' WHERE number = 1", 1, "changed"),
        ("DELETE FROM audit_auditevent WHERE number = 2", 3, "missing"),
        ("DELETE FROM audit_auditevent WHERE number = 4", 4, "cut off"),
    ],
)
def test_first_break_names_the_row(priya, jade, unlocked, statement, number, reason):
    unlocked.execute("ALTER TABLE audit_auditevent ENABLE TRIGGER USER")
    look_twice(by=priya, child=jade)
    look_twice(by=priya, child=jade)
    unlocked.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER USER")
    unlocked.execute(statement)
    broken = verification.first_break()
    assert broken is not None
    assert (broken.chain, broken.number) == ("northmoor", number)
    assert reason in broken.reason


def test_first_break_sees_a_tail_cut_off_together_with_its_head(priya, jade, unlocked):
    unlocked.execute("ALTER TABLE audit_auditevent ENABLE TRIGGER USER")
    look_twice(by=priya, child=jade)
    anchors.write()
    unlocked.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER USER")
    unlocked.execute("DELETE FROM audit_auditevent WHERE number = 2")
    unlocked.execute(
        "UPDATE audit_chainhead SET length = 1, head = (SELECT digest FROM audit_auditevent)"
    )
    broken = verification.first_break()
    assert broken is not None
    assert "outside the database" in broken.reason
