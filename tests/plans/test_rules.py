"""What a plan must say, what two people's texts make together, and what each copy holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.plans import rules
from cairn.plans.choices import Copy, Kind
from cairn.plans.sections import SECTIONS, asked
from tests.plans.conftest import SAFETY, TRANSITION

WHO = {"written_by": "Priya", "child_part": "yes", "carers_part": "yes"}
NAMES = [one.name for one in asked(Kind.SAFETY)]


@pytest.mark.parametrize("kind", Kind)
def test_every_field_has_one_name_and_a_question(kind):
    names = [one.name for one in asked(kind)]
    assert len(names) == len(set(names))
    assert all(one.label.endswith("?") for one in asked(kind))


def test_problems_of_an_empty_plan_are_one_sentence():
    assert rules.problems(Kind.SAFETY, WHO) == {"": rules.EMPTY[Kind.SAFETY]}
    assert rules.problems(Kind.TRANSITION, {}) == {"": rules.EMPTY[Kind.TRANSITION]}
    choices = {"service_answer": "asked", "care_act": "no"}
    assert "" in rules.problems(Kind.TRANSITION, choices)


def test_problems_are_none_for_a_worry_without_a_safe_thing():
    assert rules.problems(Kind.SAFETY, {**WHO, "peers_worry": "Older friends"}) == {}


@pytest.mark.parametrize("who", ["child", "carers"])
def test_problems_ask_who_took_part_and_why_not(who):
    plan = {**WHO, "signals": "A text"}
    silent = {name: text for name, text in plan.items() if name != f"{who}_part"}
    assert list(rules.problems(Kind.SAFETY, silent)) == [f"{who}_part"]
    said_no = {**plan, f"{who}_part": "no"}
    assert list(rules.problems(Kind.SAFETY, said_no)) == [f"{who}_part_because"]
    assert rules.problems(Kind.SAFETY, {**said_no, f"{who}_part_because": "Asleep"}) == {}


def test_problems_ask_why_the_adult_service_refused():
    plan = {**TRANSITION, "service_answer": "refused"}
    assert list(rules.problems(Kind.TRANSITION, plan)) == ["service_refused_because"]
    assert rules.problems(Kind.TRANSITION, {**plan, "service_refused_because": "Too busy"}) == {}


def test_cleaned_keeps_what_was_written_in_the_order_of_the_plan():
    said = {"safe_people": " Nan \r\nand Joe ", "childs_words": "Hi", "signals": "  "}
    assert rules.cleaned(Kind.SAFETY, said) == {
        "childs_words": "Hi",
        "safe_people": "Nan \nand Joe",
    }
    assert list(rules.cleaned(Kind.SAFETY, said)) == ["childs_words", "safe_people"]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Kind.SAFETY, {"service": "X"}),
        (Kind.SAFETY, {"child_part": "perhaps"}),
        (Kind.SAFETY, {"signals": "x" * (rules.LONGEST + 1)}),
        (Kind.TRANSITION, {"first_meeting_on": "soon"}),
    ],
)
def test_cleaned_refuses_what_no_plan_holds(kind, said):
    with pytest.raises(ValueError, match=r"."):
        rules.cleaned(kind, said)


def test_shown_says_choices_and_days_in_words():
    fields = {one.name: one for one in asked(Kind.TRANSITION)}
    shown = {name: rules.shown(one, TRANSITION) for name, one in fields.items()}
    assert shown["service_answer"] == "Asked, no answer yet"
    assert shown["first_meeting_on"] == "27 March 2027"
    assert shown["shared"] == ""


def test_compared_puts_what_differs_before_what_is_the_same():
    differing, same = rules.compared(
        Kind.SAFETY, {"signals": "A text", "peers_safe": "Joe"}, {"peers_safe": "Joe", "call": "Me"}
    )
    assert [(one.then, one.since) for one in differing] == [("A text", ""), ("", "Me")]
    assert [one.label for one in same] == ["With friends: What is safe here: people and places?"]


def test_merged_takes_the_others_and_keeps_mine():
    seen = {"signals": "A text", "safe_people": "Nan", "call": "999"}
    mine = {**seen, "signals": "A call", "safe_people": "Nan and Joe"}
    theirs = {**seen, "call": "Priya", "safe_people": "Nan and Bo"}
    both = rules.merged(Kind.SAFETY, seen=seen, mine=mine, theirs=theirs)
    assert both.content == {"signals": "A call", "safe_people": "Nan and Joe", "call": "Priya"}
    assert [(one.then, one.since) for one in both.contested] == [("Nan and Joe", "Nan and Bo")]
    assert [(one.then, one.since) for one in both.taken] == [("999", "Priya")]


CONTENT = st.dictionaries(st.sampled_from(NAMES[:6]), st.sampled_from(["Nan", "Joe", "Bo"]))


@given(seen=CONTENT, mine=CONTENT, theirs=CONTENT)
def test_merged_loses_nothing_that_either_wrote(seen, mine, theirs):
    both = rules.merged(Kind.SAFETY, seen=seen, mine=mine, theirs=theirs)
    shown = {one.since for one in both.contested}
    for name in NAMES[:6]:
        was, my, their = (text.get(name, "") for text in (seen, mine, theirs))
        ends = both.content.get(name, "")
        assert ends == (my if my != was else their)
        if their not in {was, ends}:
            assert (their or "") in shown


def test_childs_copy_holds_nothing_but_what_is_meant_for_it():
    worries = {one.name for section in SECTIONS[Kind.SAFETY] for one in section.asked if not one.on}
    assert {name for name in NAMES if name.endswith("_worry")} <= worries
    plan = dict.fromkeys(NAMES, "Words of it") | {"child_part": "yes", "carers_part": "yes"}
    for name in worries | {"carers_watch", "contingency"}:
        plan[name] = plan[name] if name.endswith("_part") else "KEPT BACK"
    parts = rules.parts_of_copy(Kind.SAFETY, Copy.CHILD, plan)
    texts = [text for part in parts for _, text in part.lines]
    assert "KEPT BACK" not in texts
    assert "Yes" not in texts
    assert [part.heading for part in parts][:3] == [
        "What you said", "How you tell somebody that something is wrong", "People you can go to",
    ]  # fmt: skip


def test_carers_copy_holds_what_to_look_out_for_and_no_worry():
    parts = rules.parts_of_copy(Kind.SAFETY, Copy.CARERS, SAFETY)
    found = {part.heading: [text for _, text in part.lines] for part in parts}
    assert found["What to look out for"] == ["A second phone."]
    assert found["If the plan does not work"] == ["We meet again within two days."]
    assert found["At home"] == ["Nan locks the back door at night."]
    assert SAFETY["home_worry"] not in str(parts)
    assert SAFETY["carers_part_because"] not in str(parts)
