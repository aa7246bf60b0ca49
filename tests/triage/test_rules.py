"""Rules of the desk, table by table, and the ladder at every hour."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.accounts.roles import Role
from cairn.foundation.clock import OfficeHours
from cairn.submissions.choices import Outcome, Rank
from cairn.triage import rules
from cairn.triage.rules import Candidate, Standards, Standing

FREE = Standing()
MINE = Standing(holder="Pat", is_mine=True)
SAMS = Standing(holder="Sam")
DONE = Standing(is_finished=True)
WEEK = OfficeHours.parse(dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-17:00"))
STANDARDS = Standards(
    urgent=timedelta(minutes=15),
    acknowledge=timedelta(minutes=60),
    again=timedelta(minutes=120),
    hours=WEEK,
)
FRIDAY_4PM = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)


def _at(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("standing", "reason"),
    [
        (FREE, None),
        (MINE, "You already have it."),
        (SAMS, "Sam already has it."),
        (DONE, rules.ALREADY_DECIDED),
    ],
)
def test_reason_not_to_pick_up_says_who_has_it(standing, reason):
    assert rules.reason_not_to_pick_up(standing) == reason


@pytest.mark.parametrize(
    ("standing", "reason"),
    [
        (FREE, "Nobody has it: it is in the queue already."),
        (MINE, None),
        (SAMS, "Only the person who has it can put it back, and Sam has it."),
        (DONE, rules.ALREADY_DECIDED),
    ],
)
def test_reason_not_to_put_back_lets_only_its_holder(standing, reason):
    assert rules.reason_not_to_put_back(standing) == reason


@pytest.mark.parametrize(
    ("standing", "is_on_desk", "has_it", "reason"),
    [
        (FREE, True, False, None),
        (MINE, True, False, None),
        (SAMS, True, False, None),
        (SAMS, True, True, "Sam already has it."),
        (FREE, False, False, "Choose somebody who works at the desk for this area."),
        (DONE, True, False, rules.ALREADY_DECIDED),
    ],
)
def test_reason_not_to_hand_over_needs_a_colleague(standing, is_on_desk, has_it, reason):
    said = rules.reason_not_to_hand_over(
        standing, colleague="Sam", is_on_desk=is_on_desk, has_it=has_it
    )
    assert said == reason


@pytest.mark.parametrize(
    ("standing", "text", "begins"),
    [
        (FREE, "Which day?", None),
        (MINE, "Which day?", None),
        (SAMS, "Which day?", "Sam has it, so Sam asks."),
        (MINE, "  ", "Write the question"),
        (DONE, "Which day?", "This has already been decided."),
    ],
)
def test_reason_not_to_ask_is_a_sentence(standing, text, begins):
    said = rules.reason_not_to_ask(standing, text=text)
    assert said is None if begins is None else said.startswith(begins)


@pytest.mark.parametrize(
    ("standing", "given_words", "begins"),
    [
        (FREE, {"outcome": Outcome.CRIME}, None),
        (MINE, {"outcome": Outcome.CRIME}, None),
        (SAMS, {"outcome": Outcome.CRIME}, "Sam has it, so Sam decides."),
        (DONE, {"outcome": Outcome.CRIME}, "This has already been decided."),
        (MINE, {"outcome": ""}, "Choose what happens to it."),
        (MINE, {"outcome": "burn"}, "Choose what happens to it."),
        (MINE, {"outcome": Outcome.HUB}, "Say where it goes."),
        (MINE, {"outcome": Outcome.HUB, "destination": "The Hub"}, None),
        (MINE, {"outcome": Outcome.PASSED_ON, "destination": " "}, "Say where it goes."),
        (MINE, {"outcome": Outcome.PASSED_ON, "destination": "Housing"}, None),
        (MINE, {"outcome": Outcome.NO_ACTION}, "Say why there is no action."),
        (MINE, {"outcome": Outcome.NO_ACTION, "reason": "A test message"}, None),
        (MINE, {"outcome": Outcome.PROCESSED}, "Make every strand it holds first"),
        (MINE, {"outcome": Outcome.PROCESSED, "nothing_more_to_make": True}, None),
    ],
)
def test_reason_not_to_decide_asks_what_each_outcome_needs(standing, given_words, begins):
    said = rules.reason_not_to_decide(standing, **given_words)
    assert said is None if begins is None else said.startswith(begins)


@pytest.mark.parametrize(
    ("standing", "reason", "begins"),
    [
        (DONE, "The school rang.", None),
        (DONE, "", "Say why it is reopened."),
        (MINE, "The school rang.", "It has not been decided"),
    ],
)
def test_reason_not_to_reopen_wants_a_reason(standing, reason, begins):
    said = rules.reason_not_to_reopen(standing, reason=reason)
    assert said is None if begins is None else said.startswith(begins)


@pytest.mark.parametrize(
    ("rank", "step", "due"),
    [
        (Rank.URGENT, 1, _at(20, 16, 15)),
        (Rank.URGENT, 3, _at(20, 16, 45)),
        (Rank.CRIME, 1, _at(20, 16, 15)),
        (Rank.OTHER, 1, _at(20, 17, 0)),
        (Rank.OTHER, 2, _at(23, 11, 0)),  # two desk hours later is Monday
        (Rank.OTHER, 6, _at(24, 11, 0)),
    ],
)
def test_step_due_counts_desk_hours_for_what_can_wait(rank, step, due):
    assert rules.step_due(step, rank=rank, free_since=FRIDAY_4PM, standards=STANDARDS) == due


@pytest.mark.parametrize(
    ("rank", "now", "due"),
    [
        (Rank.URGENT, _at(20, 16, 14), 0),
        (Rank.URGENT, _at(20, 16, 15), 1),
        (Rank.URGENT, _at(21, 3, 0), 5),  # at night, and never more than there are people
        (Rank.OTHER, _at(20, 16, 59), 0),
        (Rank.OTHER, _at(21, 12, 0), 0),  # due since Friday, but nobody is at the desk on Saturday
        (Rank.OTHER, _at(23, 9, 0), 1),
        (Rank.OTHER, _at(23, 11, 0), 2),
    ],
)
def test_steps_due_wakes_nobody_for_what_can_wait(rank, now, due):
    found = rules.steps_due(rank=rank, free_since=FRIDAY_4PM, now=now, most=5, standards=STANDARDS)
    assert found == due


@given(
    rank=st.sampled_from(Rank),
    minutes=st.lists(st.integers(0, 6 * 24 * 60), min_size=1, max_size=12),
)
def test_next_to_tell_depends_on_the_hour_and_not_on_how_often_it_is_asked(rank, minutes):
    """A worker that was down, or runs twice, tells the same people as one that never slept."""
    row = [Candidate(pk=n, roles=(Role.POLICE_CE,), is_of_this_area=True, in_hand=0) for n in "abc"]
    told: list[str] = []
    for minute in sorted(minutes):
        now = FRIDAY_4PM + timedelta(minutes=minute)
        due = rules.steps_due(
            rank=rank, free_since=FRIDAY_4PM, now=now, most=len(row), standards=STANDARDS
        )
        for _twice in range(2):
            told += [one.pk for one in rules.next_to_tell(row, told=told, due=due)]
        if rank in rules.CANNOT_WAIT or WEEK.is_open(now):
            late_worker = rules.next_to_tell(row, told=[], due=due)
            assert told == [one.pk for one in late_worker]
        assert len(set(told)) == len(told)


def test_in_order_climbs_the_ladder_and_prefers_the_area_and_the_free():
    people = [
        Candidate(1, (Role.CERAR_MANAGER,), False, 0),
        Candidate(2, (Role.POLICE_METCO,), True, 0),
        Candidate(3, (Role.POLICE_CE,), False, 0),
        Candidate(4, (Role.POLICE_CE,), True, 5),
        Candidate(5, (Role.POLICE_CE, Role.CHAMPION), True, 1),
        Candidate(6, (Role.PARTNER,), True, 0),
    ]
    assert [one.pk for one in rules.in_order(people, ladder=rules.LADDER)] == [5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    ("value", "ladder"),
    [
        (["cerar_manager", "police_ce"], (Role.CERAR_MANAGER, Role.POLICE_CE)),
        (["somebody", "police_ce"], (Role.POLICE_CE,)),
        ([], rules.LADDER),
        ("police_ce", rules.LADDER),
        (None, rules.LADDER),
    ],
)
def test_ladder_of_reads_the_local_standard(value, ladder):
    assert rules.ladder_of(value) == ladder


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({}, "Nobody and nothing named"),
        ({"child": 1}, "1 child"),
        ({"adult": 2, "child": 1}, "1 child and 2 adults"),
        ({"place": 1, "child": 3, "online": 2}, "3 children, 1 place and 2 online names"),
    ],
)
def test_mention_words_count_and_name_nobody(counts, words):
    assert rules.mention_words(counts) == words


def test_pick_up_says_how_late():
    pick_up = rules.pick_up(
        rank=Rank.URGENT, free_since=FRIDAY_4PM, now=_at(20, 16, 27), standards=STANDARDS
    )
    assert pick_up == rules.PickUp("12 minutes late, was due 4:15pm today", is_late=True)


@pytest.mark.parametrize(
    ("rank", "step", "words"),
    [
        (Rank.URGENT, 1, "15 minutes, day or night"),
        (Rank.OTHER, 1, "1 hour of desk hours"),
        (Rank.OTHER, 2, "3 hours of desk hours"),
    ],
)
def test_standard_words_name_the_standard(rank, step, words):
    assert rules.standard_words(rank=rank, step=step, standards=STANDARDS) == words


@pytest.mark.parametrize(
    ("number", "words"), [(0, ""), (1, "1 new item in the queue"), (2, "2 new items in the queue")]
)
def test_new_items_words_are_silent_at_none(number, words):
    assert rules.new_items_words(number) == words


@pytest.mark.parametrize(
    ("shown", "more", "words"),
    [(0, False, ""), (3, False, "3 shown"), (25, True, "25 shown, more below")],
)
def test_shown_words_never_count_the_rest(shown, more, words):
    assert rules.shown_words(shown, more=more) == words
