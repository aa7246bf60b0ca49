"""What must be true of a meeting, without a database."""

import tomllib
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.accounts.roles import Role
from cairn.agencies.choices import AgencyKind
from cairn.agencies.rules import standards as profile
from cairn.foundation import clock
from cairn.meetings import rules
from cairn.meetings.choices import Kind, State
from cairn.meetings.rules import Standing
from tests.house_rules.house import ROOT

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
PLANNED = Standing()
UNDER_WAY = Standing(started_at=NOW)
HELD = Standing(started_at=NOW, ended_at=NOW)
SENT = Standing(started_at=NOW, ended_at=NOW, sent_at=NOW)
CANCELLED = Standing(cancelled_at=NOW)
ALL = (PLANNED, UNDER_WAY, HELD, SENT, CANCELLED)


def standing_titles():
    """Of every standing agenda of the county."""
    said = tomllib.loads((ROOT / "profiles/cumbria/standards.toml").read_text())
    return {
        title
        for one in said["standard"]
        if one["key"].startswith("meeting-agenda-")
        for title in one["value"]
    }


def arranging(**said):
    whole = {
        "kind": Kind.LEVEL_1, "kinds": set(Kind), "has_child": True, "now": NOW,
        "starts_at": NOW + timedelta(days=1),
        "chair_roles": [Role.CERAR_MANAGER], "may_chair": True, "where": "Room 2",
    }  # fmt: skip
    return rules.reason_not_to_arrange(**{**whole, **said})


def test_items_that_have_a_meaning_are_on_the_standing_agendas_of_the_profile():
    """A title put better there must be put better here, or what belongs below it loses its place."""
    titles = standing_titles()
    for title in (rules.THEIR_WORDS, rules.AT_HIGH_RISK, rules.REPORTED_MISSING):
        assert title in titles


def test_every_kind_has_its_row_and_its_standards():
    assert set(rules.KINDS) == set(Kind)
    wanted = {
        name(kind) for kind in Kind for name in (rules.agenda_standard, rules.quorum_standard)
    }
    assert wanted == profile.QUORUMS | profile.AGENDAS


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, None),
        ({"kind": "tea"}, "Choose what kind"),
        ({"kinds": {Kind.POLICE_MONTHLY}}, "Your role does not run a Level 1 meeting"),
        ({"has_child": False}, "is about one child"),
        ({"kind": Kind.STRATEGIC_GROUP}, "about several children"),
        ({"chair_roles": [Role.TEAM_MANAGER]}, "is chaired by a CERAR manager"),
        ({"kind": Kind.REVIEW, "chair_roles": []}, None),
        ({"may_chair": False}, "in the chair cannot open"),
        ({"where": " "}, "Say where"),
        ({"starts_at": NOW - timedelta(minutes=1)}, "later than now"),
    ],
)
def test_reason_not_to_arrange(said, words):
    reason = arranging(**said)
    assert (reason is None) if words is None else words in reason


def test_state_is_what_the_facts_say():
    states = [State.PLANNED, State.UNDER_WAY, State.HELD, State.SENT, State.CANCELLED]
    assert [standing.state for standing in ALL] == states


def test_what_may_be_done_in_each_state():
    def allowed(rule):
        return [standing.state for standing in ALL if rule(standing) is None]

    tomorrow = NOW + timedelta(days=1)
    assert allowed(lambda s: rules.reason_not_to_cancel(s, why="Snow")) == [State.PLANNED]
    assert allowed(
        lambda s: rules.reason_not_to_move(s, starts_at=tomorrow, now=NOW, where="R", why="Snow")
    ) == [State.PLANNED]
    assert allowed(lambda s: rules.reason_not_to_answer(s, answer="accepted")) == [State.PLANNED]
    assert allowed(lambda s: rules.reason_not_to_start(s, starts_at=NOW, now=NOW)) == [
        State.PLANNED
    ]
    both = [State.UNDER_WAY, State.HELD]
    assert allowed(rules.reason_not_to_minute) == both
    assert allowed(lambda s: rules.reason_not_to_decide(s, text="Yes")) == both
    assert allowed(lambda s: rules.reason_not_to_share(s, text="Yes", is_there=True)) == both
    assert allowed(lambda s: rules.reason_not_to_change_agenda(s, title="Yes")) == [
        State.PLANNED, State.UNDER_WAY,
    ]  # fmt: skip
    assert allowed(
        lambda s: rules.reason_not_to_end(s, present=2, missing=[], because="")
    ) == [State.UNDER_WAY]  # fmt: skip
    assert allowed(rules.reason_not_to_send) == [State.HELD]


def test_start_before_its_day_is_refused():
    reason = rules.reason_not_to_start(PLANNED, starts_at=NOW + timedelta(days=1), now=NOW)
    assert "Move it" in reason
    assert rules.reason_not_to_start(PLANNED, starts_at=NOW + timedelta(hours=9), now=NOW) is None


def test_quorum_names_who_is_missing_and_a_reason_lets_it_end():
    missing = rules.missing_for_quorum(wanted=["council", "police"], present={"police"})
    assert missing == ["council"]
    assert "nobody is present for Council children's services" in rules.not_quorate(missing)
    ending = {"present": 1, "missing": missing}
    assert "Say why it went on" in rules.reason_not_to_end(UNDER_WAY, because=" ", **ending)
    assert rules.reason_not_to_end(UNDER_WAY, because="The child is at risk now", **ending) is None
    assert rules.not_quorate([]) == ""


@given(st.lists(st.sampled_from(AgencyKind.values)), st.sets(st.sampled_from(AgencyKind.values)))
def test_quorum_is_met_exactly_when_every_wanted_kind_is_there(wanted, present):
    met = not rules.missing_for_quorum(wanted=wanted, present=present)
    assert met == (set(wanted) <= present)


def test_invite_keeps_family_to_the_meeting_about_their_child():
    asked = {"may_open": True, "guest": "Mum"}
    assert (
        rules.reason_not_to_invite(PLANNED, part="family", is_about_one_child=True, **asked) is None
    )
    assert "only to a meeting about" in rules.reason_not_to_invite(
        PLANNED, part="family", is_about_one_child=False, **asked
    )
    assert "may not open" in rules.reason_not_to_invite(
        PLANNED, part="professional", is_about_one_child=True, may_open=False, guest=""
    )


def test_task_is_due_after_working_days_and_chased_once_each_of_them():
    friday = date(2026, 11, 20)
    assert rules.task_due(given_on=friday, working_days=10) == date(2026, 12, 4)
    late = {"due_on": friday, "is_done": False}
    monday, saturday = date(2026, 11, 23), date(2026, 11, 21)
    assert rules.is_to_chase(**late, chased_on=None, today=monday)
    assert not rules.is_to_chase(**late, chased_on=None, today=saturday)
    assert not rules.is_to_chase(**late, chased_on=monday, today=monday)
    assert not rules.is_to_chase(due_on=friday, is_done=True, chased_on=None, today=monday)
    assert not rules.is_to_chase(due_on=monday, is_done=False, chased_on=None, today=monday)


@given(st.dates(date(2026, 1, 1), date(2027, 12, 1)), st.integers(0, 90))
def test_task_due_is_never_before_it_is_given(given_on, days):
    due = rules.task_due(given_on=given_on, working_days=days)
    assert due >= given_on
    assert days == 0 or clock.is_working_day(due)


def test_finish_asks_for_whoever_has_it_and_what_came_of_it():
    assert "Only whoever" in rules.reason_not_to_finish(is_done=False, is_owner=False, outcome="x")
    assert "Say what came" in rules.reason_not_to_finish(is_done=False, is_owner=True, outcome=" ")
    assert "already" in rules.reason_not_to_finish(is_done=True, is_owner=True, outcome="x")
    assert rules.reason_not_to_finish(is_done=False, is_owner=True, outcome="x") is None
    assert rules.reason_not_to_reopen(is_done=True, is_owner=True) is None
    assert "not done" in rules.reason_not_to_reopen(is_done=False, is_owner=True)
