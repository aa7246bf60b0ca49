"""What is true of drafts, receipts, progress and mentions, tried on its own."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.submissions import rules
from cairn.submissions.choices import Outcome, Rank, State
from cairn.submissions.rules import Stamp, Verdict

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
SECRET = "a key for tests"


@pytest.mark.parametrize(("now", "rank"), [
    ("danger", Rank.URGENT), ("soon", Rank.URGENT), ("crime", Rank.CRIME), ("none", Rank.OTHER),
    ("nonsense", Rank.OTHER),
])  # fmt: skip
def test_rank_puts_first_what_cannot_wait(now, rank):
    assert rules.rank({"now": now}) == rank


def test_verdict_saves_what_is_based_on_the_last_save():
    last = Stamp(3, "one", 0)
    told = rules.verdict(typed="b", stored="a", sent=Stamp(3, "two"), last=last, by_itself=False)
    assert told is Verdict.SAVE


def test_verdict_keeps_both_where_another_window_came_first():
    last = Stamp(3, "one", 0)
    told = rules.verdict(typed="b", stored="a", sent=Stamp(2, "two"), last=last, by_itself=False)
    assert told is Verdict.KEEP_BOTH


def test_verdict_trusts_the_same_window_whose_answer_was_lost():
    last = Stamp(3, "one", 5)
    told = rules.verdict(typed="b", stored="a", sent=Stamp(2, "one", 6), last=last, by_itself=True)
    assert told is Verdict.SAVE


def test_verdict_lets_no_late_text_overtake_a_later_one():
    last = Stamp(3, "one", 6)
    told = rules.verdict(typed="b", stored="a", sent=Stamp(2, "one", 5), last=last, by_itself=True)
    assert told is Verdict.LATE


STAMPS = st.builds(Stamp, st.integers(0, 5), st.sampled_from(["", "one", "two"]), st.integers(0, 5))


@given(st.sampled_from("abc"), st.sampled_from("abc"), STAMPS, STAMPS, st.booleans())
def test_verdict_never_drops_a_text_on_purpose_posted(typed, stored, sent, last, by_itself):
    told = rules.verdict(typed=typed, stored=stored, sent=sent, last=last, by_itself=by_itself)
    if not by_itself:
        assert told in {Verdict.SAVE, Verdict.SAME, Verdict.KEEP_BOTH}
    if told is Verdict.SAVE and sent.window != last.window:
        assert sent.number >= last.number, "another window's text was overwritten unseen"


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
