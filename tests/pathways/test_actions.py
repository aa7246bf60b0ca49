"""Contacts are screened once, by whoever may; levels, ends and moves keep what was said."""

import uuid
from datetime import UTC, date, datetime

import pytest

from cairn.audit.models import AuditEvent
from cairn.children.models import Child, Involvement
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Overtaken, Refused
from cairn.pathways import actions, queries, rules
from cairn.pathways.choices import State
from cairn.pathways.models import Contact, Ending, Pathway, Screening, Transfer
from tests.pathways.conftest import ENDING


def record(by, child, key=None, **said):
    given = {"source": "partner", "said": "Two phones and new clothes.", **said}
    return actions.record_contact(by=by, key=key or uuid.uuid4(), child=child.reference, **given)


def test_record_contact_sent_twice_is_one(priya, jade):
    key = uuid.uuid4()
    assert record(priya, jade, key) == record(priya, jade, key)
    assert Contact.objects.count() == 1
    assert AuditEvent.objects.filter(event="pathways.contact_recorded").count() == 1


def test_record_contact_with_the_key_of_another_childs_is_refused_and_not_taken_for_it(
    mel, jade, northmoor
):
    other = Child.objects.create(
        given_name="Robin", search_name="robin", council=northmoor, added_at=clock.now(),
        added_by=mel,
    )  # fmt: skip
    key = uuid.uuid4()
    record(mel, jade, key)
    with pytest.raises(Refused, match="This form was used before"):
        record(mel, other, key)


def test_record_contact_with_somebody_elses_key_is_out_of_reach(priya, mel, jade):
    key = uuid.uuid4()
    record(priya, jade, key)
    with pytest.raises(OutOfReach):
        record(mel, jade, key)


def test_record_contact_keeps_to_reach_and_role(olu, tess, jade):
    with pytest.raises(OutOfReach):
        record(olu, jade)
    with pytest.raises(Refused, match="role"):
        record(tess, jade)


def test_record_contact_needs_words(priya, jade):
    with pytest.raises(Refused, match="what the concern is"):
        record(priya, jade, said=" ")


def test_screen_opens_one_pathway_for_a_child(mel, jade, contact):
    made = actions.screen(by=mel, reference=contact.reference, outcome="level_1", reason="Signs")
    assert made.pathway.child == jade
    assert made.pathway.council == jade.council
    again = record(mel, jade)
    with pytest.raises(Refused, match="has a pathway"):
        actions.screen(by=mel, reference=again.reference, outcome="level_1", reason="Signs")
    added = actions.screen(by=mel, reference=again.reference, outcome="existing", reason="The same")
    assert added.pathway == made.pathway
    assert Pathway.objects.count() == 1


def test_screen_is_done_once_with_a_reason_by_the_cerar_manager(mel, cory, priya, contact):
    for who in (cory, priya):
        with pytest.raises(Refused, match="role"):
            actions.screen(by=who, reference=contact.reference, outcome="nothing", reason="Known")
    with pytest.raises(Refused, match="reason"):
        actions.screen(by=mel, reference=contact.reference, outcome="nothing", reason=" ")
    with pytest.raises(Refused, match="no open pathway"):
        actions.screen(by=mel, reference=contact.reference, outcome="existing", reason="Known")
    actions.screen(by=mel, reference=contact.reference, outcome="nothing", reason="A mistake")
    with pytest.raises(Refused, match="screened already"):
        actions.screen(by=mel, reference=contact.reference, outcome="nothing", reason="Again")
    assert Screening.objects.count() == 1
    assert not queries.to_screen(by=mel).exists()


def test_acts_need_the_version_that_was_seen(mel, pathway, now_at):
    actions.set_level(by=mel, reference=pathway.reference, version=1, level="high", reason="Signs")
    with pytest.raises(Overtaken):
        actions.set_level(
            by=mel, reference=pathway.reference, version=1, level="low", reason="Fewer signs"
        )
    assert now_at(pathway) == (State.HIGH, 2)


def test_acts_need_the_role_and_standing_reach(priya, steph, pathway):
    for who, answer in ((priya, Refused), (steph, OutOfReach)):
        with pytest.raises(answer):
            actions.set_level(
                by=who, reference=pathway.reference, version=1, level="high", reason="Signs"
            )


@pytest.mark.parametrize("missing", ["why", "childs_voice", "plans_outcome", "what_remains"])
def test_close_needs_the_childs_voice_and_the_rest(mel, pathway, missing):
    with pytest.raises(Refused):
        actions.close(by=mel, reference=pathway.reference, version=1, **ENDING | {missing: " "})
    assert not Ending.objects.exists()


def test_close_and_reopen_keep_both_reasons(mel, pathway, now_at):
    seen = {"by": mel, "reference": pathway.reference}
    actions.close(**seen, version=1, **ENDING)
    assert now_at(pathway) == (State.CLOSED, 2)
    actions.reopen(**seen, version=2, because="It began again")
    assert now_at(pathway)[0] == State.TO_MEET
    ending = Ending.objects.get()
    assert (ending.childs_voice, ending.reopened_because) == (
        ENDING["childs_voice"],
        "It began again",
    )


def test_reopen_is_refused_where_the_child_has_a_later_pathway(mel, jade, pathway):
    actions.close(by=mel, reference=pathway.reference, version=1, **ENDING)
    with clock.shifted(rules.timedelta(days=1)):
        again = record(mel, jade)
        actions.screen(by=mel, reference=again.reference, outcome="level_1", reason="Signs")
        with pytest.raises(Refused, match="later pathway"):
            actions.reopen(by=mel, reference=pathway.reference, version=2, because="It began again")


# --- to the other council ------------------------------------------------------------------------


@pytest.fixture
def offered(mel, pathway, southmere):
    return actions.offer(
        by=mel, reference=pathway.reference, version=1, why="The family moves",
        to_council="southmere",
    )  # fmt: skip


def test_council_that_is_asked_sees_the_pathway_and_takes_it(
    steph, mel, pathway, offered, southmere, now_at
):
    assert list(queries.asked_to_take(by=steph)) == [pathway]
    actions.answer(by=steph, reference=pathway.reference, version=2, is_accepted=True)
    assert queries.pathway(by=mel, reference=pathway.reference).council == southmere
    assert Child.objects.get().council == southmere
    assert now_at(pathway)[0] == State.TO_MEET
    assert not queries.asked_to_take(by=steph).exists()
    assert list(queries.tracker(by=steph)) == [pathway]


def test_council_that_does_not_take_it_says_why_and_sees_it_no_longer(steph, pathway, offered):
    seen = {"by": steph, "reference": pathway.reference, "version": 2, "is_accepted": False}
    with pytest.raises(Refused, match="Say why"):
        actions.answer(**seen)
    actions.answer(**seen, reason="They stay with an aunt here")
    with pytest.raises(OutOfReach):
        queries.pathway(by=steph, reference=pathway.reference)
    assert Transfer.objects.get().answer_reason == "They stay with an aunt here"


def test_system_reaches_every_pathway(system, pathway, offered):
    assert queries.pathway(by=system, reference=pathway.reference) == pathway
    actions.withdraw(by=system, reference=pathway.reference, version=2)


def test_council_that_is_asked_sees_nothing_of_a_restricted_child(steph, pathway, offered):
    Child.objects.update(is_restricted=True, restricted_because="A relative works there")
    assert not queries.asked_to_take(by=steph).exists()
    with pytest.raises(OutOfReach):
        queries.pathway(by=steph, reference=pathway.reference)


def test_offer_names_one_council(mel, pathway, southmere):
    seen = {"by": mel, "reference": pathway.reference, "version": 1, "why": "They move"}
    for to in ({}, {"to_council": "southmere", "to_elsewhere": "Farshire"}):
        with pytest.raises(Refused, match="Choose one council"):
            actions.offer(**seen, **to)
    with pytest.raises(OutOfReach):
        actions.offer(**seen, to_council="northmoor")  # the one that has it


# --- dates ---------------------------------------------------------------------------------------


def test_next_dates_follow_the_level_and_the_latest_review(mel, pathway):
    seen = {"by": mel, "reference": pathway.reference}
    with clock.at(datetime(2026, 11, 2, 10, tzinfo=UTC)):
        actions.set_level(**seen, version=1, level="high", reason="Signs")
    assert due(mel, pathway) == date(2026, 11, 30)
    with clock.at(datetime(2026, 11, 16, 10, tzinfo=UTC)):
        actions.record_review(**seen, version=2, note="Fewer signs")
        actions.set_level(**seen, version=3, level="medium", reason="Fewer signs")
    assert due(mel, pathway) == date(2026, 12, 28)


def due(by, pathway):
    row = queries.pathway(by=by, reference=pathway.reference)
    return queries.standing(by=by, pathway=row).due_on


def test_screening_is_due_by_the_next_working_day(mel, jade):
    with clock.at(datetime(2026, 12, 24, 18, tzinfo=UTC)):  # before Christmas, a Thursday
        made = record(mel, jade)
    assert queries.screening_dues(by=mel, contacts=[made]) == [date(2026, 12, 29)]


def test_restricted_child_s_pathway_is_for_those_named_only(mel, priya, jade, pathway):
    Child.objects.update(is_restricted=True, restricted_because="A relative works here")
    assert not queries.pathways(by=mel).exists()
    assert list(queries.pathways(by=priya)) == [pathway]
    Involvement.objects.all().delete()
    assert not queries.pathways(by=priya).exists()
