"""What is open in an emergency is there to be read, and not to be changed."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.children.models import Child, EmergencyAccess, Involvement
from cairn.foundation import clock
from cairn.foundation.refusals import Refused
from cairn.meetings import actions, queries
from cairn.meetings.models import AgendaItem, Invitation
from tests.meetings.conftest import first_item
from tests.meetings.test_pages import browser

SAYS = "in an emergency"


@pytest.fixture
def in_an_emergency(jade, priya):
    """Priya works with Jade no more, and opens her record in an emergency."""

    def opened(person=priya):
        Involvement.objects.filter(person=person).update(until_on=clock.today())
        EmergencyAccess.objects.create(
            child=jade, person=person, reason="A test", from_at=clock.now(),
            until_at=clock.now() + timedelta(hours=4),
        )  # fmt: skip

    return opened


@pytest.fixture
def nora(northmoor_services):
    """Coordinates in Northmoor, and nowhere else."""
    return User.objects.create(
        email="nora@example.test", name="Nora", roles=[Role.CERAR_COORDINATOR],
        agency=northmoor_services,
    )  # fmt: skip


def test_answer_is_not_given_in_an_emergency(level_1, priya, in_an_emergency):
    in_an_emergency()
    page = reverse("meetings:meeting", args=[level_1.reference])
    assert SAYS in browser(priya).get(page).content.decode()
    with pytest.raises(Refused, match=SAYS):
        actions.answer_invitation(by=priya, reference=level_1.reference, answer="accepted")
    assert Invitation.objects.get(person=priya).answer == ""


def test_task_is_not_finished_in_an_emergency(under_way, cory, priya, in_an_emergency):
    task = actions.give_task(
        by=cory, reference=under_way.reference, item=first_item(cory, under_way), key=uuid.uuid4(),
        what="Ring the school", owner=priya.reference,
    )  # fmt: skip
    in_an_emergency()
    shown = browser(priya).get(reverse("meetings:task", args=[task.reference])).content.decode()
    assert SAYS in shown
    assert "This is done" not in shown
    with pytest.raises(Refused, match=SAYS):
        actions.finish_task(by=priya, reference=task.reference, outcome="Done", version=1)
    task.refresh_from_db()
    assert task.done_at is None


def test_meeting_is_not_run_in_an_emergency(
    under_way, nora, priya, jade, southmere, in_an_emergency
):
    """The child moved to the other council, and the meeting was to be held here."""
    Child.objects.filter(pk=jade.pk).update(council=southmere)
    in_an_emergency(nora)
    item = first_item(nora, under_way)
    with pytest.raises(Refused, match=SAYS):
        actions.decide(
            by=nora, reference=under_way.reference, item=item, text="-", key=uuid.uuid4()
        )
    with pytest.raises(Refused, match=SAYS):
        actions.invite(by=nora, reference=under_way.reference, guest="Mum", part="family")


def test_child_does_not_come_onto_an_agenda_in_an_emergency(
    monthly, nora, jade, southmere, in_an_emergency
):
    Child.objects.filter(pk=jade.pk).update(council=southmere)
    in_an_emergency(nora)
    with pytest.raises(Refused, match=SAYS):
        actions.add_item(by=nora, reference=monthly.reference, title="-", child=jade.reference)
    assert not AgendaItem.objects.filter(meeting=monthly, child=jade).exists()


def test_what_the_group_says_of_a_child_is_not_written_in_an_emergency(
    monthly, cory, nora, jade, southmere, in_an_emergency
):
    item = actions.add_item(
        by=cory, reference=monthly.reference, title="-", child=jade.reference
    ).reference
    actions.start_meeting(by=cory, reference=monthly.reference)
    Child.objects.filter(pk=jade.pk).update(council=southmere)
    in_an_emergency(nora)
    assert queries.item(by=nora, meeting=monthly, reference=item)
    with pytest.raises(Refused, match=SAYS):
        actions.decide(by=nora, reference=monthly.reference, item=item, text="-", key=uuid.uuid4())
