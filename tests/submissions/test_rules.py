"""What is true of drafts, receipts, progress and mentions, tried on its own."""

from collections import Counter, defaultdict
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.submissions import rules
from cairn.submissions.choices import Outcome, Rank, State
from cairn.submissions.rules import Stamp, Verdict, Written
from tests.depth import examples

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
SECRET = "a key for tests"


@pytest.mark.parametrize(("now", "rank"), [
    ("danger", Rank.URGENT), ("soon", Rank.URGENT), ("crime", Rank.CRIME), ("none", Rank.OTHER),
    ("nonsense", Rank.OTHER),
])  # fmt: skip
def test_rank_puts_first_what_cannot_wait(now, rank):
    assert rules.rank({"now": now}) == rank


def settled(typed, sent, last, *, by_itself=False, others=None):
    page = Written("a", others or {}, last)
    return rules.settle(page, typed=typed, sent=sent, by_itself=by_itself)


def test_settle_saves_what_is_based_on_the_last_save():
    assert settled("b", Stamp(3, "two"), Stamp(3, "one")).verdict is Verdict.SAVE


def test_settle_keeps_both_where_another_window_came_first():
    told = settled("b", Stamp(2, "two"), Stamp(3, "one"))
    assert told.verdict is Verdict.KEEP_BOTH
    assert told.page.typed == "a"
    assert told.page.others["two"]["typed"] == "b"
    assert told.number == 2, "the window has not seen the other text"


def test_settle_trusts_the_same_window_whose_answer_was_lost():
    told = settled("b", Stamp(2, "one", 6), Stamp(3, "one", 5), by_itself=True)
    assert told.verdict is Verdict.SAVE


def test_settle_lets_no_late_text_overtake_a_later_one():
    told = settled("b", Stamp(2, "one", 5), Stamp(3, "one", 6), by_itself=True)
    assert told.verdict is Verdict.LATE


def test_settle_lets_no_late_text_overtake_one_that_changed_nothing():
    again = settled("a", Stamp(3, "one", 7), Stamp(3, "one", 5), by_itself=True)
    late = rules.settle(again.page, typed="b", sent=Stamp(3, "one", 6), by_itself=True)
    assert (again.verdict, late.verdict) == (Verdict.SAME, Verdict.LATE)


def test_settle_leaves_the_choice_to_the_person():
    others = {"two": {"typed": "b", "order": 1, "number": 3}}
    itself = settled("c", Stamp(3, "three"), Stamp(3), by_itself=True, others=others)
    assert itself.page.others.keys() == {"two", "three"}
    unseen = settled("a", Stamp(2, "three"), Stamp(3), others=others)
    assert (unseen.verdict, unseen.page.others, unseen.number) == (Verdict.SAME, others, 2)
    chosen = settled("a", Stamp(3, "three"), Stamp(3), others=others)
    assert (chosen.page.typed, chosen.page.others) == ("a", {})


MOVES = st.lists(
    st.tuples(
        st.integers(0, 2), st.sampled_from(["save", "post", "answer lost"]), st.sampled_from("abcd")
    ),
    max_size=12,
)


@settings(max_examples=examples(small=1_000, deep=20_000))
@given(MOVES)
def test_settle_keeps_the_last_text_of_every_window(moves):
    """Three windows of one page, opened before anything was written, none of them shown both texts.

    Whatever each typed last is still there, but for a text that two of them had alike: either may
    go on from it.
    """
    page, numbers, last, senders = Written(), Counter(), {}, defaultdict(set)
    for order, (which, how, typed) in enumerate(moves, 1):
        sent = Stamp(numbers[which], f"window {which}", order)
        told = rules.settle(page, typed=typed, sent=sent, by_itself=how != "post")
        page = told.page
        assert told.verdict in {Verdict.SAVE, Verdict.SAME, Verdict.KEEP_BOTH}
        if how != "answer lost":
            numbers[which] = told.number
        last[which] = typed
        senders[typed].add(which)
        kept = {page.typed, *(one["typed"] for one in page.others.values())}
        assert {text for text in last.values() if len(senders[text]) == 1} <= kept


def test_code_is_the_same_for_the_same_draft_and_no_other():
    key = uuid4()
    code = rules.code_for(SECRET, key)
    assert code == rules.code_for(SECRET, key)
    assert code != rules.code_for(SECRET, uuid4())
    assert code != rules.code_for("another key", key)
    assert len(code) == 12


def test_code_without_a_key_is_refused():
    with pytest.raises(ValueError, match="CAIRN_RECEIPT_KEY"):
        rules.code_for("", uuid4())


@given(st.uuids(), st.sampled_from([" ", "-", "", " – "]), st.booleans())
def test_code_as_typed_forgives(key, between, small):
    code = rules.code_for(SECRET, UUID(bytes=key.bytes))
    typed = between.join((code[:4], code[4:8], code[8:])).replace("0", "O").replace("1", "l")
    assert rules.code_as_typed(typed.lower() if small else typed) == code


@pytest.mark.parametrize(("facts", "state"), [
    ((None, None, None), State.SENT), ((AT, None, None), State.READING),
    ((AT, AT, None), State.ASKED), ((AT, None, AT), State.FINISHED),
])  # fmt: skip
def test_state_follows_from_the_facts(facts, state):
    read_at, waiting_since, finished_at = facts
    told = rules.state(read_at=read_at, waiting_since=waiting_since, finished_at=finished_at)
    assert told == state


@pytest.mark.parametrize("outcome", Outcome)
def test_outcome_words_are_safe(outcome):
    words = rules.outcome_words(outcome, "the school nurse").lower()
    assert words
    assert not any(
        tell in words for tell in ("pathway", "is known", "already", "other information")
    )


def test_outcome_words_name_where_it_went():
    assert "the school nurse" in rules.outcome_words(Outcome.PASSED_ON, "the school nurse")
    assert "the Safeguarding Hub" in rules.outcome_words(Outcome.HUB, "")
    assert rules.outcome_words("", "") == ""


def test_reason_not_to_finish_asks_where_it_was_passed_to():
    assert rules.reason_not_to_finish(finished_at=None, outcome="passed_on", told=" ")
    assert rules.reason_not_to_finish(finished_at=None, outcome="invented", told="x")
    assert rules.reason_not_to_finish(finished_at=AT, outcome="processed", told="")
    assert rules.reason_not_to_finish(finished_at=None, outcome="processed", told="") is None


def test_mentions_finds_every_name_in_its_normal_form():
    found = rules.mentions({
        "child": [{"name": "José O’Neil", "other_names": "Joey, JJ aka Spider", "born_on": "2012-05-04"}],
        "vehicle": [{"plate": "qq00 zzz"}], "phone": [{"number": "07700 900123"}],
        "online": [{"platform": "Snap", "handle": "@Invented"}], "place": [{"where": "3 High St"}],
        "adult": [{"name": "unknown"}],
    })  # fmt: skip
    assert [(one.kind, one.normal) for one in found] == [
        ("child", "jose oneil"), ("child", "joey"), ("child", "jj"), ("child", "spider"),
        ("place", "3 high street"), ("vehicle", "QQ00ZZZ"), ("phone", "+447700900123"),
        ("online", "snapchat:invented"),
    ]  # fmt: skip


@given(st.text())
def test_storable_keeps_every_word_and_can_be_kept(typed):
    kept = rules.storable(typed)
    assert "\x00" not in kept
    kept.encode("utf-8")
    assert "".join(kept.split()) == "".join(typed.replace("\x00", "").split())


def test_storable_takes_halves_of_characters():
    assert rules.storable("a\ud800b\x00c") == "a?bc"
