"""A group's agenda made from what is due: who is on the list and why; a second click adds nothing."""

import random
from datetime import date, datetime, time, timedelta
from unittest.mock import patch

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cairn.agencies.models import Council
from cairn.children.models import Child
from cairn.foundation import clock
from cairn.foundation.clock import UTC
from cairn.foundation.dates import adult_on, age_on
from cairn.foundation.refusals import OutOfReach, Refused
from cairn.meetings import actions as meetings
from cairn.meetings import queries as held_queries
from cairn.meetings.models import AgendaItem
from cairn.meetings.rules import AT_HIGH_RISK, REPORTED_MISSING
from cairn.missing.models import Episode
from cairn.pathways import actions, agenda, rules
from cairn.pathways.choices import Level
from cairn.pathways.models import LevelSet, Pathway
from cairn.pathways.rules import Case
from tests.pathways.test_pages import BACKEND, text
from tests.pathways.test_tracker import scatter

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TODAY, MEETING_ON = date(2026, 11, 23), date(2026, 12, 1)
DAY = timedelta(days=1)
QUIET = {"level": Level.LOW, "due": "Review", "due_on": date(2027, 1, 9)}


def reasons(**said):
    case = Case(**{**QUIET, **said})
    return rules.reasons_for_agenda(case, meeting_on=MEETING_ON, today=TODAY)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, []),
        ({"level": Level.HIGH, "high_since": date(2026, 8, 3)}, ["High since 3 August 2026"]),
        ({"missing_on": date(2026, 11, 7)}, ["Reported missing on 7 November 2026"]),
        ({"due_on": date(2026, 11, 22)}, ["Review overdue since 22 November 2026"]),
        ({"due_on": TODAY}, ["Review due before the meeting, by 23 November 2026"]),
        ({"due_on": MEETING_ON}, ["Review due before the meeting, by 1 December 2026"]),
        ({"level": None, "due": "Level 1 meeting"}, ["No Level 1 meeting yet"]),
        (
            {"moved_from": Level.HIGH, "moved_on": date(2026, 11, 20)},
            ["Level since the last meeting: High to Low, 20 November 2026"],
        ),
        (
            {"moved_on": date(2026, 11, 20)},
            ["Level since the last meeting: Low, 20 November 2026"],
        ),
        ({"moved_from": Level.LOW, "moved_on": date(2026, 11, 20)}, []),  # set again as it was
        ({"eighteen_on": MEETING_ON + 100 * DAY}, ["Turns 18 on 11 March 2027"]),
        ({"eighteen_on": MEETING_ON + 101 * DAY}, []),
        ({"eighteen_on": TODAY}, ["Turned 18 on 23 November 2026"]),
    ],
)
def test_reasons_for_agenda_in_words(said, expected):
    found, is_overdue = reasons(**said)
    assert found == expected
    assert is_overdue == (said.get("due_on", TODAY) < TODAY)


@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)))
def test_adult_on_is_the_first_day_at_eighteen(born):
    on = adult_on(born)
    assert (age_on(born, on - DAY), age_on(born, on)) == (17, 18)


# --- the list -----------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def monday():
    with clock.at(MONDAY):
        yield


@pytest.fixture
def add(mel, northmoor):
    """A child on an open pathway: add("Kim", level="high", ago=days since it was set)."""

    def added(name, level="low", *, ago=1, council=northmoor, born_on=date(2012, 1, 1), **said):
        child = Child.objects.create(
            given_name=name, search_name=name.lower(), council=council, born_on=born_on,
            added_at=clock.now(), added_by=mel, **said,
        )  # fmt: skip
        at = clock.now() - ago * DAY
        row = Pathway.objects.create(child=child, council=council, opened_at=at, opened_by=mel)
        if level:
            LevelSet.objects.create(pathway=row, level=level, reason="-", at=at, by=mel)
        return child

    return added


@pytest.fixture
def monthly(held, northmoor):
    """The police's meeting of Northmoor, in a week."""
    return held("police-monthly", child=None, started_at=None, ago=-7)


def due(by, meeting):
    return {one.child.given_name: one for one in agenda.due_for(by=by, meeting=meeting)}


def test_due_for_lists_who_should_be_talked_about_and_why(pat, monthly, add, held):
    held("police-monthly", child=None, ago=30)
    add("Calm", ago=40)
    add("Late", "high", ago=40)
    add("New", "")
    add("Moved", "high", ago=60)
    LevelSet.objects.create(
        pathway=Pathway.objects.get(child__given_name="Moved"), level="medium", reason="-",
        at=clock.now() - DAY, by=pat,
    )  # fmt: skip
    add("Grown", ago=40, born_on=date(2009, 1, 9))
    found = due(pat, monthly)
    assert next(iter(found)) == "Late"
    assert {name: one.said for name, one in found.items()} == {
        "Late": "Review overdue since 11 November 2026; High since 14 October 2026",
        "New": "No Level 1 meeting yet",
        "Moved": "Level since the last meeting: High to Medium, 22 November 2026",
        "Grown": "Turns 18 on 9 January 2027",
    }
    assert [name for name, one in found.items() if one.is_overdue] == ["Late"]


def test_due_for_calls_no_level_moved_before_there_was_a_meeting(pat, monthly, add):
    add("Kim", "medium", ago=3)
    assert due(pat, monthly) == {}


def test_due_for_finds_whoever_the_rules_have_a_reason_for(pat, mel, monthly, held, northmoor):
    held("police-monthly", child=None, ago=30)
    scatter(mel, northmoor, 150, seed="agenda")
    chance = random.Random("birthdays")
    for child in Child.objects.all():
        child.born_on = TODAY - timedelta(days=chance.randrange(5900, 6700))
        child.save(update_fields=["born_on"])
    found = due(pat, monthly)
    with patch.object(agenda.tracking, "to_talk_about", lambda rows, **_: rows):
        everybody = due(pat, monthly)
    assert found == everybody
    assert 20 < len(found) < 150


def missing(by, child, on, ended="returned"):
    at = clock.instant_of(on, time(1))
    return Episode.objects.create(
        child=child, council=child.council, kind="missing", from_at=at, until_at=at + DAY / 12,
        ended=ended, opened_at=at, opened_by=by,
    )  # fmt: skip


def test_due_for_says_when_a_child_was_reported_missing(pat, monthly, held, add):
    held("police-monthly", child=None, ago=30)
    kim, lee, old = (add(name, ago=40) for name in ("Kim", "Lee", "Old"))
    missing(pat, kim, TODAY - 9 * DAY)
    missing(pat, kim, TODAY - 3 * DAY)
    missing(pat, old, TODAY - 40 * DAY)  # before the last meeting
    missing(pat, lee, TODAY - 2 * DAY, ended="not_missing")
    found = due(pat, monthly)
    assert {name: one.said for name, one in found.items()} == {
        "Kim": "Reported missing on 20 November 2026"
    }


def test_high_since_is_when_it_became_high_and_not_when_it_was_said_again(pat, monthly, add):
    kim = add("Kim", "high", ago=112)
    row = Pathway.objects.get(child=kim)
    LevelSet.objects.create(pathway=row, level="high", reason="-", at=clock.now() - DAY, by=pat)
    assert due(pat, monthly)["Kim"].said == "High since 3 August 2026"


def test_put_on_agenda_places_each_child_below_their_own_item(pat, monthly, add):
    titles = ["Tasks", AT_HIGH_RISK, REPORTED_MISSING, "Themes"]
    for place, title in enumerate(titles, 1):
        AgendaItem.objects.create(meeting=monthly, position=place, title=title)
    people = [add("Kim", "high"), add("Lee"), add("Mo", "high"), add("New", "")]
    missing(pat, people[1], TODAY)
    for child in people:
        actions.put_on_agenda(
            by=pat, reference=monthly.reference, children=[child.reference]
        )  # fmt: skip
    rows = AgendaItem.objects.filter(meeting=monthly)
    assert [one.child.given_name if one.child else one.title for one in rows] == [
        "Tasks", AT_HIGH_RISK, "Kim", "Mo", REPORTED_MISSING, "Lee", "Themes", "New",
    ]  # fmt: skip
    assert len(set(rows.values_list("position", flat=True))) == len(rows)


def test_due_for_keeps_to_the_area_and_to_reach(pat, monthly, held, add, southmere):
    add("Here", "high")
    add("There", "high", council=southmere)
    add("Hidden", "high", is_restricted=True, restricted_because="A test")
    add("Ended", "high")
    Pathway.objects.filter(child__given_name="Ended").update(closed_at=clock.now())
    assert set(due(pat, monthly)) == {"Here"}
    monthly.council = None
    monthly.save()
    assert set(due(pat, monthly)) == {"Here", "There"}


def test_put_on_agenda_adds_each_once(pat, monthly, add):
    kim, lee = add("Kim", "high"), add("Lee", "high")
    at = {"by": pat, "reference": monthly.reference}
    assert actions.put_on_agenda(**at, children=[kim.reference]) == 1
    assert actions.put_on_agenda(**at, children=[kim.reference, lee.reference]) == 1
    assert actions.put_on_agenda(**at, children=[kim.reference, "CH-0000-0000"]) == 0
    rows = AgendaItem.objects.values_list("child__given_name", "title")
    assert list(rows) == [
        ("Kim", "High since 22 November 2026"), ("Lee", "High since 22 November 2026"),
    ]  # fmt: skip


def test_put_on_agenda_of_two_at_once_is_one_item(pat, monthly, add):
    """Both have read the list before either wrote: the key is what is left."""
    kim = add("Kim", "high")
    key = agenda.key_of(monthly, kim)
    for _ in range(2):
        meetings.add_item(
            by=pat, reference=monthly.reference, title="High", child=kim.reference, key=key
        )
    assert AgendaItem.objects.count() == 1


def test_child_put_on_by_hand_says_so(pat, monthly, add):
    kim = add("Kim", "high")
    meetings.add_item(by=pat, reference=monthly.reference, title="Kim", child=kim.reference)
    assert due(pat, monthly)["Kim"].is_on_agenda
    assert actions.put_on_agenda(by=pat, reference=monthly.reference, children=[kim.reference]) == 0


def test_agenda_is_for_those_who_run_the_meeting(pat, priya, steph, monthly, held, pathway):
    for who, answer in ((priya, Refused), (steph, OutOfReach)):
        with pytest.raises(answer):
            actions.list_due(by=who, reference=monthly.reference)
    with pytest.raises(Refused, match="about one child"):
        actions.list_due(by=pathway.opened_by, reference=held(started_at=None).reference)
    monthly.cancelled_at, monthly.changed_because = clock.now(), "Snow"
    monthly.save()
    with pytest.raises(Refused, match="closed"):
        actions.put_on_agenda(by=pat, reference=monthly.reference, children=[])


# --- the page -----------------------------------------------------------------------------------


def test_agenda_page_ticks_what_is_overdue_and_leaves_the_rest_to_people(client, pat, monthly, add):
    late, high = add("Late", "low", ago=100), add("High", "high")
    client.force_login(pat, backend=BACKEND)
    page = reverse("pathways:agenda_due", args=[monthly.reference])
    assert page in text(client.get(reverse("meetings:meeting", args=[monthly.reference])))
    shown = text(client.get(page))
    ticks = {
        one.split('value="')[1].split('"')[0]: "checked" in one
        for one in shown.split("<input")
        if 'name="children"' in one
    }
    assert ticks == {late.reference: True, high.reference: False}
    assert "Tick the children" in text(client.post(page, {"csrfmiddlewaretoken": "-"}))
    for _ in range(2):  # a double click
        answer = client.post(page, {"children": [late.reference]})
        assert answer["Location"] == reverse("meetings:meeting", args=[monthly.reference])
    assert AgendaItem.objects.count() == 1
    assert "Already on the agenda" in text(client.get(page))
    assert "Tick the children" in text(client.post(page, {"children": ["\x00"]}))


def test_agenda_page_says_when_nothing_is_due(client, pat, monthly):
    client.force_login(pat, backend=BACKEND)
    page = reverse("pathways:agenda_due", args=[monthly.reference])
    assert "There are none" in text(client.get(page))


@pytest.mark.parametrize("number", [2, 12])
def test_agenda_takes_the_same_number_of_statements(
    client, pat, monthly, held, add, number, django_assert_max_num_queries
):
    held("police-monthly", child=None, ago=30)
    for place in range(number):
        add(f"Child {place}", "high")
    assert Council.objects.count() == 2
    assert held_queries.last_before(by=pat, meeting=monthly)
    client.force_login(pat, backend=BACKEND)
    page = reverse("pathways:agenda_due", args=[monthly.reference])
    client.get(page)
    with django_assert_max_num_queries(24):
        client.get(page)
