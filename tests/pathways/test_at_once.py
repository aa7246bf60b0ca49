"""Two people at once, on two connections: one decision each time, and nobody is left with an error."""

import threading
import uuid
from functools import partial

import pytest

from cairn.audit.models import AuditEvent
from cairn.children.models import Child
from cairn.foundation.refusals import OutOfReach, Overtaken, Refused
from cairn.pathways import actions, queries
from cairn.pathways.actions import moving
from cairn.pathways.models import Contact, Ending, LevelSet, Pathway, SavedView, Screening, Transfer
from tests.at_once import at_once
from tests.pathways.conftest import ENDING

pytestmark = pytest.mark.django_db(transaction=True)
REFUSALS = (Refused, Overtaken, OutOfReach)


def given(found):
    """What was done, of several at once; the others were refused in words."""
    done = [one for one in found if not isinstance(one, type)]
    assert set(found) - set(done) <= set(REFUSALS)
    return done


def test_one_contact_is_screened_once(mel, contact):
    screen = partial(actions.screen, by=mel, reference=contact.reference)
    found = at_once(
        partial(screen, outcome="level_1", reason="Signs"),
        partial(screen, outcome="nothing", reason="None"),
    )
    assert len(given(found)) == Screening.objects.count() == 1
    assert AuditEvent.objects.filter(event="pathways.screened").count() == 1


def test_two_contacts_about_one_child_open_one_pathway(mel, contact, jade):
    other = actions.record_contact(
        by=mel, key=uuid.uuid4(), child=jade.reference, source="hub", said="Seen again"
    )
    found = at_once(
        *(
            partial(actions.screen, by=mel, reference=one.reference, outcome="level_1", reason="-")
            for one in (contact, other)
        )
    )
    assert len(given(found)) == Pathway.objects.count() == 1


def test_one_form_sent_twice_is_one_contact(mel, jade):
    record = partial(
        actions.record_contact, by=mel, key=uuid.uuid4(), child=jade.reference, source="hub",
        said="Seen",
    )  # fmt: skip
    assert len(given(at_once(record, record))) == 2
    assert Contact.objects.count() == 1


def test_level_and_end_are_decided_one_after_the_other(mel, pathway):
    of = {"by": mel, "reference": pathway.reference, "version": 1}
    found = at_once(
        partial(actions.set_level, level="high", reason="Signs", **of),
        partial(actions.set_level, level="low", reason="Fewer signs", **of),
        partial(actions.close, **ENDING, **of),
    )
    assert len(given(found)) == 1
    assert LevelSet.objects.count() + Ending.objects.count() == 1
    assert Pathway.objects.get().version == 2


def test_question_is_answered_or_taken_back(mel, steph, pathway):
    actions.offer(
        by=mel, reference=pathway.reference, version=1, why="Moved", to_council="southmere"
    )
    of = {"reference": pathway.reference, "version": 2}
    found = at_once(
        partial(actions.answer, by=steph, is_accepted=True, **of),
        partial(actions.withdraw, by=mel, **of),
    )
    [done] = given(found)
    assert Transfer.objects.get().answer == done.answer
    moved_to = Child.objects.get().council.code
    assert moved_to == ("southmere" if done.answer == "accepted" else "northmoor")


def test_who_takes_a_pathway_and_who_adds_a_contact_to_it_do_not_wait_for_each_other(
    mel, steph, pathway, jade, monkeypatch
):
    """One holds the pathway and then the child, the other the child and then names the pathway."""
    actions.offer(
        by=mel, reference=pathway.reference, version=1, why="Moved", to_council="southmere"
    )
    contact = actions.record_contact(
        by=mel, key=uuid.uuid4(), child=jade.reference, source="hub", said="Seen again"
    )
    has_pathway, move_child = threading.Event(), moving._move_child

    def move_later(row):
        has_pathway.set()
        threading.Event().wait(1)
        move_child(row)

    def screen():
        has_pathway.wait(timeout=10)
        return actions.screen(by=mel, reference=contact.reference, outcome="existing", reason="-")

    monkeypatch.setattr(moving, "_move_child", move_later)
    take = partial(
        actions.answer, by=steph, reference=pathway.reference, version=2, is_accepted=True
    )
    assert len(given(at_once(take, screen))) == 2
    assert Child.objects.get().council.code == "southmere"
    assert Screening.objects.filter(contact=contact).count() == 1


def test_no_more_views_than_there_may_be(mel):
    made = at_once(
        *(
            partial(actions.save_view, by=mel, name=f"View {number}", asked={}, key=uuid.uuid4())
            for number in range(4)
        )
    )
    assert len(given(made)) == SavedView.objects.count() == 4
    same = partial(actions.save_view, by=mel, name="Mine", asked={})
    assert (
        len(given(at_once(partial(same, key=uuid.uuid4()), partial(same, key=uuid.uuid4())))) == 1
    )
    assert queries.saved_views(by=mel).count() == 5
