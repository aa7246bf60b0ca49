"""Whom the inviting page suggests, and what it says of quorum."""

import html
from datetime import date

import pytest

from cairn.accounts.roles import Role
from cairn.children.models import Involvement
from cairn.meetings import actions, queries
from cairn.meetings.models import Invitation
from tests.cast import _person
from tests.meetings.conftest import BACKEND


@pytest.fixture
def meeting(arrange, priya, sam):
    """The Level 1, to which only its chair is asked."""
    return arrange()


@pytest.fixture
def worker(wren, jade):
    Involvement.objects.create(
        child=jade, kind="intervention_worker", agency=wren.agency, person=wren,
        why="Works with Jade", since_on=date(2026, 11, 2),
    )  # fmt: skip
    return wren


def names(by, meeting):
    return [one.person or one.part for one in queries.usually_asked(by=by, meeting=meeting)]


def page(client, person, meeting):
    client.force_login(person, backend=BACKEND)
    return html.unescape(client.get(f"/meetings/{meeting.reference}/invite").content.decode())


def test_usually_asked_are_who_works_with_the_child_the_unit_and_their_own_views(
    meeting, cory, priya, worker, pat
):
    assert names(cory, meeting) == [priya, worker, pat, "child", "family"]


def test_usually_asked_puts_a_metco_officer_before_the_unit(meeting, cory, priya, pat, police):
    metco = _person("Mo", police, Role.POLICE_METCO)
    assert names(cory, meeting) == [priya, metco, "child", "family"]
    actions.invite(by=cory, reference=meeting.reference, person=pat)
    assert names(cory, meeting) == [priya, "child", "family"]


def test_usually_asked_are_only_those_who_may_open_the_child(
    meeting, cory, priya, worker, pat, jade
):
    priya.roles = [Role.PARTNER]
    priya.save()
    jade.is_restricted, jade.restricted_because = True, "A test"
    jade.save()
    Involvement.objects.create(
        child=jade, kind="other", agency=cory.agency, person=cory, why="Arranges it",
        since_on=date(2026, 11, 2),
    )  # fmt: skip
    assert names(cory, meeting) == [worker, "child", "family"]


def test_usually_asked_suggests_nobody_to_a_group(monthly, cory):
    assert queries.usually_asked(by=cory, meeting=monthly) == []


def test_invite_usual_asks_those_chosen_once(client, meeting, cory, priya, pat):
    shown = page(client, cory, meeting)
    assert f'value="{priya.reference}" checked' in shown
    address = f"/meetings/{meeting.reference}/invite/usual"
    for _ in range(2):
        client.post(address, {"who": [priya.reference, "child", "nonsense"]})
    asked = Invitation.objects.filter(meeting=meeting)
    assert {(one.person and one.person.name, one.part) for one in asked} == {
        ("Mel", "professional"), ("Priya", "professional"), (None, "child"),
    }  # fmt: skip
    assert "Nobody was newly asked" in page(client, cory, meeting)


def test_quorum_is_shown_with_who_is_asked_and_who_is_missing(client, meeting, cory, priya, sam):
    shown = page(client, cory, meeting)
    assert shown.count("Nobody is asked yet") == 2  # the council, the police
    actions.invite(by=cory, reference=meeting.reference, person=priya)
    actions.invite(by=cory, reference=meeting.reference, person=sam)
    council, police = queries.quorum_asked(by=cory, meeting=meeting)
    assert council.asked == ["Priya, Northmoor Children’s Services"]
    assert police.asked == ["Sam, Moors Police"]
    actions.answer_invitation(by=sam, reference=meeting.reference, answer="apologies")
    assert page(client, cory, meeting).count("Nobody is asked yet") == 1
