# ruff: noqa: F811  (fixtures of the meetings are asked for by their names)
"""Each person's own list: what is on it and for whom, by when, and that every line can be opened."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from cairn.assessments import actions as assessments
from cairn.foundation import clock
from cairn.home import queries
from cairn.meetings import actions as meetings
from cairn.pathways import actions as pathways
from cairn.plans import actions as plans
from tests.meetings.conftest import (  # noqa: F401
    BACKEND,
    MONDAY_10AM,
    arrange,
    come,
    level_1,
    local,
    monday,
    under_way,
)


@pytest.fixture
def contact(local, mel, jade):
    """Recorded on the Thursday before, to be screened on the Friday."""
    with clock.at(MONDAY_10AM - timedelta(days=4)):
        return pathways.record_contact(
            by=mel, key=uuid.uuid4(), child=jade.reference, source="hub", said="Seen in cars."
        )


@pytest.fixture
def task(under_way, cory, mel, priya):
    item = under_way.items.first()
    return meetings.give_task(
        by=cory, reference=under_way.reference, item=item.reference, what="Ring the school",
        owner=priya.reference, key=uuid.uuid4(), due_on=clock.today() + timedelta(days=2),
    )  # fmt: skip


def said(person, about=""):
    return [(need.text, need.due) for need in queries.needs(by=person, about=about)]


def test_contact_waits_for_the_cerar_manager_alone_and_says_how_late(contact, mel, priya, olu):
    assert said(mel) == [
        ("Screen the contact about Jade Example", "3 days late, was due 20 November 2026")
    ]
    assert said(priya) == []
    assert said(olu) == []


def test_meeting_asks_for_an_answer_and_on_its_day_stands_with_its_room(level_1, priya):
    [need] = queries.needs(by=priya)
    assert (need.text, need.due) == ("Level 1 meeting about Jade Example", "Today")
    assert "Room 2" in need.why


def test_meeting_of_another_day_leaves_the_list_with_the_answer(arrange, priya):
    meeting = arrange(priya, starts_at=MONDAY_10AM + timedelta(days=3))
    assert said(priya) == [
        ("Say if you come: Level 1 meeting about Jade Example", "By Thursday 26 November 2026")
    ]
    meetings.answer_invitation(by=priya, reference=meeting.reference, answer="accepted")
    assert said(priya) == []


def test_task_is_its_owners_until_it_is_done(task, priya, sam):
    assert ("Ring the school", "By Wednesday 25 November 2026") in said(priya, "tasks")
    assert said(sam, "tasks") == []
    with clock.at(MONDAY_10AM + timedelta(days=4)):
        assert said(priya, "tasks")[0][1] == "2 days late, was due 25 November 2026"
    meetings.finish_task(by=priya, reference=task.reference, outcome="Rang them", version=1)
    assert said(priya, "tasks") == []


def test_minutes_wait_for_whoever_chaired(under_way, mel, cory):
    meetings.end_meeting(by=cory, reference=under_way.reference, because="A test")
    assert ("Send the minutes: Level 1 meeting about Jade Example", "Today") in said(mel)
    assert said(cory, "meetings") == []


def test_assessment_waits_for_whoever_wrote_on_it_last(local, priya, mel, jade):
    assessments.start_assessment(by=priya, child=jade.reference, tool="seraf", key=uuid.uuid4())
    assert said(priya) == [("Finish the assessment of Jade Example", "")]
    assert said(mel) == []


def test_every_line_of_everybody_can_be_opened(
    client,
    contact,
    task,
    arrange,
    priya,
    mel,
    sam,
    jade,
):
    assessments.start_assessment(by=priya, child=jade.reference, tool="seraf", key=uuid.uuid4())
    arrange(priya, sam, starts_at=MONDAY_10AM + timedelta(days=3))
    for person in (priya, mel, sam):
        found = queries.needs(by=person)
        assert found
        client.force_login(person, backend=BACKEND)
        for need in found:
            assert client.get(need.page).status_code == 200, need


def test_nothing_of_a_child_out_of_reach_is_on_anybodys_list(contact, task, olu, tess, dee):
    for person in (olu, tess, dee):
        assert queries.needs(by=person) == []


def test_page_shows_one_kind_pages_on_and_says_when_empty(client, contact, mel, jade):
    for number in range(55):
        pathways.record_contact(
            by=mel, key=uuid.uuid4(), child=jade.reference, source="hub", said=f"Seen {number}"
        )
    client.force_login(mel, backend=BACKEND)
    page = reverse("home:needs")
    first = client.get(page).content.decode()
    assert first.count("Screen the contact") == 50
    assert "start=50" in first
    assert client.get(page, {"start": 50}).content.decode().count("Screen the contact") == 6
    assert "Nothing of this kind" in client.get(page, {"about": "tasks"}).content.decode()
    assert client.get(page, {"about": "x", "start": "-1"}).status_code == 200
    start = client.get(reverse("home:start")).content.decode()
    assert "See your whole list, 56 lines" in start


@pytest.fixture
def pathway(contact, mel):
    with clock.at(MONDAY_10AM - timedelta(days=4)):
        made = pathways.screen(
            by=mel, reference=contact.reference, outcome="level_1", reason="Several signs"
        )
    return made.pathway


def test_level_1_is_on_the_lists_of_those_who_decide_and_of_the_lead(pathway, mel, priya, sam, olu):
    due = ("Level 1 meeting: Jade Example", "By Thursday 3 December 2026")
    assert due not in said(mel)  # ten working days: not within a week yet
    with clock.at(MONDAY_10AM + timedelta(days=4)):
        assert due in said(mel, "pathways")
        assert due in said(priya, "pathways")
        assert said(sam, "pathways") == [due]  # the child is his work too
        assert said(olu, "pathways") == []
    with clock.at(MONDAY_10AM + timedelta(days=11)):
        assert said(mel, "pathways")[0][1] == "1 day late, was due 3 December 2026"


def test_a_young_person_of_17_without_an_adult_service_is_on_the_list(pathway, priya, jade):
    jade.born_on = (MONDAY_10AM - timedelta(days=17 * 366)).date()
    jade.save()
    [(text, _)] = [line for line in said(priya, "pathways") if "adult service" in line[0]]
    assert text == "Name an adult service for Jade Example"
    plans.save_plan(
        by=priya, child=jade.reference, kind="transition", version=0, why="", key=uuid.uuid4(),
        content={"service": "Moors Adult Safeguarding", "service_answer": "agreed"},
    )  # fmt: skip
    assert not [line for line in said(priya, "pathways") if "adult service" in line[0]]
