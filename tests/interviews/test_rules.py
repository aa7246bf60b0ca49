"""How far an interview is, who is independent, when somebody is warned, and what the form holds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.interviews.choices import Answer, Next, Relation, State
from cairn.interviews.rules import form, independence, passing, states, warning
from cairn.interviews.rules.states import Facts, state_of

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (Facts(), State.TO_OFFER),
        (Facts(is_offered=True), State.OFFERED),
        (Facts(is_offered=True, answer="accepted"), State.TO_PLAN),
        (Facts(is_offered=True, answer="accepted", is_planned=True), State.PLANNED),
        (Facts(is_offered=True, answer="declined"), State.NOT_HELD),
        (Facts(answer="not_possible"), State.NOT_HELD),
        (Facts(is_offered=True, answer="accepted", is_held=True), State.HELD),
        (Facts(is_held=True, is_handed_in=True), State.TO_SIGN_OFF),
        (Facts(is_held=True, is_given_back=True), State.GIVEN_BACK),
        (Facts(is_held=True, is_handed_in=True, is_signed_off=True), State.SIGNED_OFF),
        (Facts(is_offered=True, is_joined=True), State.JOINED),
        (Facts(is_offered=True, is_taken_back=True), State.TAKEN_BACK),
    ],
)
def test_state_of_each(facts, state):
    assert state_of(facts) == state


FACTS = st.builds(
    Facts, answer=st.sampled_from(["", *Answer.values]),
    **{
        name: st.booleans()
        for name in Facts.__dataclass_fields__
        if name != "answer"
    },
)  # fmt: skip


@given(FACTS)
def test_what_runs_can_be_changed_and_what_is_closed_says_why(facts):
    if states.is_running(facts):
        assert states.reason_not_to_change(facts) is None
    if state_of(facts) in states.CLOSED:
        assert states.reason_not_to_change(facts)
        assert states.reason_not_to_decide(facts, is_own=False)


def test_reason_not_to_answer_without_words():
    offered = Facts(is_offered=True)
    said = {"answer": "declined", "whom": "child", "why_not": ""}
    assert "what was tried" in states.reason_not_to_answer(offered, **said, words=" ")
    assert states.reason_not_to_answer(offered, **said, words="Two visits") is None
    assert "offered" in states.reason_not_to_answer(Facts(), **said, words="No")
    not_possible = {"answer": "not_possible", "whom": "", "words": "In hospital, asleep"}
    assert states.reason_not_to_answer(Facts(), **not_possible, why_not="health") is None
    assert "Choose why" in states.reason_not_to_answer(Facts(), **not_possible, why_not="")


def test_reason_not_to_hand_in_a_declined_one_without_the_carers():
    declined = Facts(is_offered=True, answer="declined")
    asked = states.reason_not_to_hand_in(declined, has_answers=False, carers_said="")
    assert "carers" in asked
    assert states.reason_not_to_hand_in(declined, has_answers=False, carers_said="Said") is None


@pytest.mark.parametrize(
    ("relation", "kinds", "words"),
    [
        (Relation.NONE, (), None),
        (Relation.WORKS_WITH, ("intervention_worker",), None),
        (Relation.NONE, ("lead_practitioner",), "lead practitioner"),
        (Relation.WORKS_WITH, ("home_provider",), "looks after"),
        (Relation.LEADS, (), "decisions"),
        (Relation.HOME, (), "lives"),
        (Relation.FAMILY, (), "looks after"),
    ],
)
def test_concern_says_where_somebody_is_not_independent(relation, kinds, words):
    found = independence.concern(relation, who="Wren", kinds=kinds)
    assert (found is None) if words is None else (words in found and "Wren" in found)
    if found:
        assert "Say why" in independence.reason_not_to_go(found, because=" ")
        assert independence.reason_not_to_go(found, because="Everybody else is ill") is None


def test_warnings_due_are_those_whose_hour_has_come():
    for left, due in ((25, []), (24, [24]), (5, [24]), (4, [24, 4]), (-1, [24, 4])):
        found = warning.warnings_due(due_at=NOW + left * HOUR, now=NOW, hours=[4, 24])
        assert found == due
    assert not warning.is_for_managers(24, [24, 4], has_interviewer=True)
    assert warning.is_for_managers(24, [24, 4], has_interviewer=False)
    assert warning.is_for_managers(4, [24, 4], has_interviewer=True)


def test_cleaned_keeps_what_was_written_and_no_more():
    said = {"harm": "yes", "harm_more": " He pushed me.\r\n", "where": ""}
    assert form.cleaned("during", said) == {"harm": "yes", "harm_more": "He pushed me."}
    for wrong in ({"harm": "perhaps"}, {"view": "Not of this part"}, {"where": "x" * 10_001}):
        with pytest.raises(ValueError, match=r"part|answer|characters"):
            form.cleaned("during", wrong)


def test_every_question_has_a_name_of_its_own():
    names = [one.name for _, one in form.asked()]
    assert len(names) == len(set(names))
    assert set(form.NEW) | {form.RISKS} <= set(names)
    assert set(passing.KINDS) == set(form.NEW)


def test_lines_are_told_one_by_one_and_once():
    answers = {"new": {"new_people": "Baz\n\n Baz \nA man called Moz", "new_places": "The steps"}}
    assert form.lines_of(answers, form.NEW) == [
        ("new_people", "Baz"), ("new_people", "A man called Moz"), ("new_places", "The steps"),
    ]  # fmt: skip


def test_plan_with_adds_below_what_is_there():
    content = {"missing": "Nan rings 101.", "signals": "Pizza"}
    found = passing.plan_with(content, {"A van waits": "peers_worry", "Ring Moz": "missing"})
    assert found == {
        "missing": "Nan rings 101.\nRing Moz", "signals": "Pizza", "peers_worry": "A van waits",
    }  # fmt: skip
    assert passing.plan_with(found, {"Ring Moz": "missing"}) == found


def test_next_of_a_planned_interview_is_still_to_be_offered():
    planned = Facts(is_planned=True)
    assert states.next_of(planned, carers_said="") == Next.OFFER
    assert states.next_of(replace(planned, is_offered=True), carers_said="") == Next.HELD


def test_next_of_a_declined_interview_is_to_ask_the_carers_first():
    declined = Facts(is_offered=True, answer=Answer.DECLINED)
    assert states.next_of(declined, carers_said=" ") == Next.CARERS
    assert states.next_of(declined, carers_said="She was at her aunt’s.") == Next.HAND_IN
    assert states.next_of(replace(declined, is_handed_in=True), carers_said="") == Next.SIGN_OFF
    assert (
        states.next_of(replace(declined, is_handed_in=True, is_signed_off=True), carers_said="")
        is None
    )


def test_a_carer_who_declines_leaves_the_interview_to_be_held():
    facts = Facts(is_offered=True, answer=Answer.DECLINED, is_carers=True)
    assert state_of(facts) == State.OFFERED
    assert states.is_running(facts)
    assert states.next_of(facts, carers_said="") == Next.ASK_CHILD
    said = states.reason_not_to_hand_in(facts, has_answers=False, carers_said="He slept.")
    assert said == "A parent or carer declined. Ask the child, or record that it is not possible."
    assert state_of(replace(facts, is_carers=False)) == State.NOT_HELD


def test_an_interview_is_held_after_it_was_offered():
    facts, said = Facts(is_offered=True), {"seen": "alone", "present": ""}
    early = states.reason_not_to_hold(facts, **said, at=NOW - HOUR, offered_at=NOW)
    assert early == "It was offered after that. Look at the time again."
    assert states.reason_not_to_hold(facts, **said, at=NOW, offered_at=NOW) is None
