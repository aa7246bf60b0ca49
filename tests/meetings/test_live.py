"""The live screen: what it leads to without losing what was typed, and where the child is heard."""

import html
import uuid

import pytest

from cairn.accounts.roles import GRANTS, Role
from cairn.audit.choices import Permission
from cairn.meetings import actions, rules
from cairn.meetings.models import Invitation
from tests.meetings.conftest import BACKEND, first_item

AWAY = ' target="_blank" rel="noopener"'


@pytest.fixture
def heard(under_way, cory, jade):
    """The item at which Jade is heard; she is asked, and has said something."""
    at = {"by": cory, "reference": under_way.reference}
    asked = actions.invite(**at, guest="Jade", part="child")
    actions.record_view(**at, invitation=asked.reference, view="I want it to stop.", version=1)
    return actions.add_item(**at, title=rules.THEIR_WORDS, key=uuid.uuid4())


def shown(client, person, address):
    client.force_login(person, backend=BACKEND)
    return html.unescape(client.get(address).content.decode())


def run_of(meeting, item=""):
    return f"/meetings/{meeting.reference}/run?item={item}"


def test_run_leads_to_the_childs_record_in_a_tab_of_its_own(client, under_way, mel, jade):
    page = shown(client, mel, run_of(under_way))
    for address in ("pathways/child", "plans/child", "assessments/child"):
        at = page.index(f"/{address}/{jade.reference}")
        assert AWAY in page[at : page.index(">", at)]
        assert "(opens in a new tab)" in page[at : at + 250]
    way = page.index("Set the level (opens in a new tab)")
    assert AWAY in page[way - 120 : way]


@pytest.mark.parametrize("lost", ["PLANS_VIEW", "ASSESSMENTS_VIEW", "PATHWAYS_VIEW"])
def test_run_leads_only_to_what_the_role_opens(client, under_way, cory, jade, monkeypatch, lost):
    rest = GRANTS[Role.CERAR_COORDINATOR] - {Permission[lost]}
    monkeypatch.setitem(GRANTS, Role.CERAR_COORDINATOR, rest)
    page = shown(client, cory, run_of(under_way))
    chapter = lost.split("_")[0].lower()
    assert f"/{chapter}/child/{jade.reference}" not in page.split("To look at")[1].split("</p>")[0]


def test_run_of_a_group_leads_to_the_record_of_the_items_child(client, monthly, cory, jade):
    actions.start_meeting(by=cory, reference=monthly.reference)
    assert "To look at" not in shown(client, cory, run_of(monthly))
    item = actions.add_item(
        by=cory, reference=monthly.reference, title="High", child=jade.reference
    )
    assert f"/plans/child/{jade.reference}" in shown(client, cory, run_of(monthly, item.reference))


def test_task_leads_to_the_part_of_the_plan_for_those_who_write_it(
    client, under_way, cory, priya, sam, jade
):
    page = shown(client, cory, run_of(under_way))
    part = f"/plans/child/{jade.reference}/safety/write#id_who_does_what"
    assert part not in page  # nothing to write there yet
    task = actions.give_task(
        by=cory, reference=under_way.reference, item=first_item(cory, under_way), what="Ring",
        owner=priya.reference, key=uuid.uuid4(),
    )  # fmt: skip
    assert part in shown(client, cory, run_of(under_way))
    at = f"/meetings/tasks/{task.reference}"
    assert part in shown(client, priya, at)
    assert part not in shown(client, sam, at)


def test_childs_own_words_stand_at_their_item_and_nowhere_else(client, under_way, heard, cory):
    assert "I want it to stop." not in shown(client, cory, run_of(under_way))
    assert "I want it to stop." in shown(client, cory, run_of(under_way, heard.reference))
    minutes = shown(client, cory, f"/meetings/{under_way.reference}/minutes")
    assert minutes.count("I want it to stop.") == 1
    assert minutes.index("I want it to stop.") > minutes.index(rules.THEIR_WORDS)


def test_childs_own_words_have_a_place_without_such_an_item(client, under_way, heard, cory):
    heard.title = "Something else"
    heard.save()
    assert "I want it to stop." in shown(client, cory, run_of(under_way))
    minutes = shown(client, cory, f"/meetings/{under_way.reference}/minutes")
    assert minutes.count("I want it to stop.") == 1
    assert Invitation.objects.get(guest="Jade").view
