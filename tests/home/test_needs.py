# ruff: noqa: F811  (fixtures of the meetings are asked for by their names)
"""Each person's own list: what is on it and for whom, by when, and that every line can be opened."""

import uuid
from dataclasses import replace
from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cairn.agencies.models import LocalStandard
from cairn.assessments import actions as assessments
from cairn.foundation import clock
from cairn.home import queries
from cairn.home.choices import About
from cairn.home.shortening import Need, in_order, shortened
from cairn.meetings import actions as meetings
from cairn.meetings.models import Task
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

TODAY = MONDAY_10AM.date()


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


def test_task_of_many_words_is_begun_and_not_told_whole(task, priya):
    Task.objects.update(what="Ring the school. " * 500)
    [(text, _)] = said(priya, "tasks")
    assert text.startswith("Ring the school.")
    assert len(text) <= 120


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
    first = client.get(page, {"about": "contacts"}).content.decode()
    assert first.count("Screen the contact") == 50
    assert "start=50" in first
    second = client.get(page, {"about": "contacts", "start": 50}).content.decode()
    assert second.count("Screen the contact") == 6
    assert "Nothing of this kind" in client.get(page, {"about": "tasks"}).content.decode()
    assert client.get(page, {"about": "x", "start": "-1"}).status_code == 200
    start = client.get(reverse("home:start")).content.decode()
    assert "See your whole list: at least 40 things to do" in start
    for shown in (start, client.get(page).content.decode()):  # the late one, and more for tomorrow
        assert shown.count('class="govuk-link cairn-home-line__text"') >= 2
        assert f'href="{page}?about=contacts">At least 39 contacts to screen</a>' in shown
        assert "The first: Screen the contact about Jade Example. By tomorrow" in shown
        assert shown.index("At least 39 contacts") < shown.index("3 days late")


def need(text, days, many="tasks"):
    on = None if days is None else TODAY + timedelta(days=days)
    is_late = days is not None and days < 0
    return Need(About.TASKS, text, "", f"/{text}", many, on, "in words" if on else "", is_late)


def test_in_order_today_and_the_next_days_stand_before_what_is_late():
    later, none, late, week, now = (
        need("later", 8), need("none", None), need("late", -30), need("week", 7), need("now", 0)
    )  # fmt: skip
    latest = need("latest", -31)
    assert in_order([later, none, late, week, now, latest], today=TODAY) == [
        now, week, latest, late, none, later,
    ]  # fmt: skip


def test_in_order_of_one_day_a_missing_child_stands_first_and_then_what_has_a_time():
    whole, evening, morning = need("a", 0), need("b", 0), need("c", 0)
    noon = clock.instant_of(TODAY, time(12))
    evening = replace(evening, at=noon + timedelta(hours=6))
    morning = replace(morning, at=noon - timedelta(hours=3))
    missing = replace(need("z", 0), about=About.MISSING)
    assert in_order([whole, evening, morning, missing], today=TODAY) == [
        missing, morning, evening, whole,
    ]  # fmt: skip


def test_shortened_tells_few_one_by_one_and_many_with_their_number():
    late = [need(f"late {number}", -9 + number) for number in range(5)]
    near = [need(f"near {number}", number) for number in range(4)]
    plans = [need(f"plan {number}", None, "plans to write") for number in range(120)]
    told = shortened([*near, *late, *plans], today=TODAY)
    assert told[:4] == near
    assert [(one.text, one.why, one.due) for one in told[4:]] == [
        ("5 tasks", "The first: late 0. in words", "Late"),
        ("At least 120 plans to write", "The first: plan 0", ""),
    ]
    assert {one.page for one in told[4:]} == {reverse("home:needs") + "?about=tasks"}


def test_list_asks_no_more_for_many_than_for_few(client, contact, mel, jade):
    client.force_login(mel, backend=BACKEND)

    def asked():
        client.get(reverse("home:start"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("home:start"))
        return len(captured)

    few = asked()
    for number in range(12):
        pathways.record_contact(
            by=mel, key=uuid.uuid4(), child=jade.reference, source="hub", said=f"Seen {number}"
        )
    assert asked() == few


@pytest.fixture
def pathway(contact, mel):
    with clock.at(MONDAY_10AM - timedelta(days=4)):
        made = pathways.screen(
            by=mel, reference=contact.reference, outcome="level_1", reason="Several signs"
        )
    return made.pathway


LEVEL_1 = ("Level 1 meeting: Jade Example", "By Thursday 3 December 2026")


def test_level_1_is_to_be_arranged_at_once_and_near_its_day_is_on_the_lists_of_those_who_work(
    pathway, mel, cory, priya, sam, olu
):
    for person in (mel, cory):
        assert LEVEL_1 in said(person, "pathways")
    assert said(priya, "pathways") == []  # ten working days: not within a week yet
    with clock.at(MONDAY_10AM + timedelta(days=4)):
        assert said(priya, "pathways") == [LEVEL_1]
        assert said(sam, "pathways") == [LEVEL_1]  # the child is his work too
        assert said(olu, "pathways") == []
    with clock.at(MONDAY_10AM + timedelta(days=11)):
        assert said(mel, "pathways")[0][1] == "1 day late, was due 3 December 2026"


def test_level_1_is_to_be_arranged_at_once_however_long_there_is(pathway, cory, priya):
    LocalStandard.objects.filter(key="level-1-working-days").update(value=30)
    assert said(cory, "pathways") == [(LEVEL_1[0], "By Tuesday 5 January 2027")]
    assert said(priya, "pathways") == []


def test_level_1_leaves_the_lists_when_it_is_arranged_in_time(pathway, arrange, mel, cory, priya):
    meeting = arrange(starts_at=MONDAY_10AM + timedelta(days=9))
    with clock.at(MONDAY_10AM + timedelta(days=8)):
        assert LEVEL_1 not in said(mel)
        assert said(cory) == []
        assert LEVEL_1 in said(priya, "pathways")  # who is not asked knows of no meeting
    with clock.at(MONDAY_10AM + timedelta(days=10)):
        [need] = queries.needs(by=cory)
        assert need.why == "The meeting of 2 December 2026 was not held, or not ended"
        meetings.move_meeting(
            by=cory, reference=meeting.reference, version=1, where="Room 2", why="Snow",
            starts_at=MONDAY_10AM + timedelta(days=14),
        )  # fmt: skip
        [need] = queries.needs(by=cory)
        assert need.why == "The meeting is on 7 December 2026 at 10am"


def test_level_is_to_be_set_once_the_level_1_was_held(pathway, under_way, mel, cory):
    assert said(cory, "pathways") == []
    meetings.end_meeting(by=cory, reference=under_way.reference, because="A test")
    [need] = queries.needs(by=mel, about="pathways")
    assert (need.text, need.why) == (
        "Set the level: Jade Example", "The meeting was on 23 November 2026"
    )  # fmt: skip
    assert said(cory, "pathways") == []  # who may not decide has done their part


@pytest.fixture
def at_high(pathway, mel):
    with clock.at(MONDAY_10AM - timedelta(days=3)):
        pathways.set_level(
            by=mel, reference=pathway.reference, version=1, level="high", reason="Two phones"
        )
    return pathway


def test_review_is_to_be_arranged_two_weeks_before_it_is_due(at_high, cory, priya):
    with clock.at(MONDAY_10AM + timedelta(days=10)):
        assert said(cory, "pathways") == []
    with clock.at(MONDAY_10AM + timedelta(days=11)):
        assert said(cory, "pathways") == [("Review: Jade Example", "By Friday 18 December 2026")]
        assert ("Review: Jade Example", "By Friday 18 December 2026") not in said(priya)


def test_safety_plan_is_to_be_written_by_those_who_work_with_the_child(
    at_high, jade, mel, priya, sam
):
    plan = ("Write the safety plan with Jade Example", "")
    assert plan in said(priya, "pathways")
    for person in (mel, sam):
        assert plan not in said(person)
    plans.save_plan(
        by=priya, child=jade.reference, kind="safety", version=0, why="", key=uuid.uuid4(),
        content={"safe_people": "Nan", "written_by": "Priya", "child_part": "yes",
                 "carers_part": "yes"},
    )  # fmt: skip
    assert plan not in said(priya)


def test_a_young_person_of_17_without_an_adult_service_is_on_the_list(pathway, priya, jade):
    jade.born_on = (MONDAY_10AM - timedelta(days=17 * 366)).date()
    jade.save()
    [(text, _)] = [line for line in said(priya, "pathways") if "adult service" in line[0]]
    assert text == "Name an adult service for Jade Example"
    with clock.at(MONDAY_10AM + timedelta(days=400)):  # an adult by now, and nobody has
        assert any("adult service" in line[0] for line in said(priya, "pathways"))
    plans.save_plan(
        by=priya, child=jade.reference, kind="transition", version=0, why="", key=uuid.uuid4(),
        content={"service": "Moors Adult Safeguarding", "service_answer": "agreed"},
    )  # fmt: skip
    assert not [line for line in said(priya, "pathways") if "adult service" in line[0]]
