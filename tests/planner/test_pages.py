"""The pages, as those who say who goes and those who go use them; and what they cost."""

import re
import uuid
from datetime import time
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cairn.foundation import clock
from cairn.interviews.models import Interview
from cairn.planner import actions, queries
from cairn.planner.forms import typed
from cairn.planner.models import Away, Week
from tests.interviews.conftest import hidden, read, signed_in
from tests.planner.acts import arrange, off
from tests.planner.conftest import HOUR, SATURDAY

WHO = reverse("planner:who")


@pytest.fixture
def browser(tara):
    return signed_in(tara)


def address(page, row, *more):
    return reverse(f"planner:{page}", args=[row.reference, *more])


def send(client, place, names=("key",), **said):
    page = read(client, place)
    return client.post(place, {name: hidden(page, name) for name in names} | said)


def test_who_shows_the_suggestion_why_and_one_button(browser, due):
    page = read(browser, WHO)
    assert "<strong>Wren</strong>" in page
    assert "Already works with the child" in page
    assert " hours left" in page
    assert "Enough time" in page
    assert page.count("Arrange\n") == 1
    assert "The latest start in time is" in page


def test_who_that_is_empty_or_does_not_fit_says_so(browser, at_work, due):
    assert "No interviews match" in read(browser, WHO + "?shown=late")
    Interview.objects.update(taken_back_at=clock.now())
    assert "Every interview has somebody to go" in read(browser, WHO)


def test_who_is_cut_into_pages(browser, due, jade):
    Interview.objects.bulk_create(
        Interview(child=jade, due_at=SATURDAY + n * HOUR, opened_at=SATURDAY, opened_by=due.opened_by)
        for n in range(80, 110)
    )  # fmt: skip
    page = read(browser, WHO)
    assert page.count('data-label="How urgent"') == 25
    assert read(browser, WHO + "?page=1").count('data-label="How urgent"') == 6


def test_spreadsheets(browser, due, at_work):
    for name in ("spreadsheet", "workers_spreadsheet"):
        answer = browser.get(reverse(f"planner:{name}"))
        assert answer.status_code == 200
        assert "spreadsheet" in answer["Content-Type"]


def test_arrange_shows_what_follows_before_anything_is_decided(browser, due, ola, now):
    where = address("arrange", due)
    page = read(browser, where)
    assert "Suggested: <strong>Wren</strong>" in page
    assert "No working hours are recorded for this time." in page
    said = {"person": ola.reference, "at": "3pm", "town": "bay", "where": "Her nan’s"}
    answer = send(browser, where, ("key", "version"), **said).content.decode()
    assert "Check before you arrange it" in answer
    assert "Ola leaves Hill at 1:31pm and can be back at 5:29pm." in answer
    assert "Travel there or back is outside Ola’s hours." in answer
    assert now().interviewer is None
    decided = {
        name: hidden(answer, name) for name in ("key", "version", "person", "at", "town", "where")
    }
    done = browser.post(where, decided | {"decided": "yes"})
    assert done.status_code == 302
    assert (now().interviewer, now().planned_at) == (ola, SATURDAY + 3 * HOUR)
    version = now().version
    browser.post(where, decided | {"decided": "yes"})
    assert now().version == version


def test_arrange_that_was_overtaken_keeps_what_was_chosen(browser, due, ola, works, tara, now):
    where = address("arrange", due)
    page = read(browser, where)
    given = {name: hidden(page, name) for name in ("key", "version")}
    arrange(tara, due, works)
    answer = browser.post(
        where, given | {"person": ola.reference, "at": "3pm", "where": "-", "decided": "yes"}
    ).content.decode()
    assert "Somebody changed this interview after you opened it." in answer
    assert f'value="{now().version}"' in answer
    assert now().interviewer == works


def test_arrange_says_who_cannot_be_chosen_and_leads_to_naming_them_and_back(
    browser, due, ola, jade
):
    where = address("arrange", due)
    jade.involvements.filter(team=ola.team, person=None).delete()
    page = read(browser, where)
    assert f'value="{ola.reference}"' not in page
    assert "Ola cannot be chosen: this person may not open the child’s record." in page
    link = re.search(r'href="([^"]*/involve\?[^"]*)"', page)[1].replace("&amp;", "&")
    assert "involved at" in read(browser, link)
    said = {"who": f"person-{ola.pk}", "kind": "other", "why": "Return home interview"}
    assert browser.post(link, said)["Location"] == where
    page = read(browser, where)
    assert f'value="{ola.reference}"' in page
    assert "cannot be chosen" not in page


def test_once_checked_what_is_arranged_stands_apart_from_the_form_that_changes_it(
    browser, due, works, now
):
    where = address("arrange", due)
    page = read(browser, where)
    given = {name: hidden(page, name) for name in ("key", "version")}
    asked = given | {"person": works.reference, "at": "3pm", "where": "The library"}
    checked = browser.post(where, asked).content.decode()
    assert "Arrange the interview" in checked
    assert "Check this plan" not in checked
    changed = browser.post(where, asked | {"change": "yes"}).content.decode()
    assert 'value="The library"' in changed
    assert "Check this plan" in changed
    assert "Arrange the interview" not in changed
    assert now().planned_at is None


def test_arrange_offers_no_way_to_name_somebody_to_who_has_the_record_open_in_an_emergency(
    browser, due, ola, tara, jade
):
    jade.involvements.filter(team=ola.team, person=None).delete()
    with patch("cairn.children.queries.open_until", return_value=SATURDAY + HOUR):
        page = read(browser, address("arrange", due))
    assert "Ola cannot be chosen" in page
    assert "/involve?" not in page


def test_arrange_for_who_may_not_open_the_record_is_told_at_the_name(browser, due, ola, now, jade):
    where = address("arrange", due)
    jade.involvements.filter(team=ola.team, person=None).delete()
    said = {"person": ola.reference, "at": "3pm", "town": "bay", "where": "Her nan’s"}
    for decided in ({}, {"decided": "yes"}):
        answer = send(browser, where, ("key", "version"), **said, **decided)
        assert answer.status_code == 200
        page = answer.content.decode()
        assert "Record them or their team as involved first." in page
        assert 'value="Her nan’s"' in page
        assert "Arrange the interview" not in page
    assert now().interviewer is None


def test_arrange_in_the_past_is_refused_in_words(browser, due, ola, now):
    where = address("arrange", due)
    said = {"person": ola.reference, "at": "20 11 2026 at 10:00", "where": "-", "decided": "yes"}
    answer = send(browser, where, ("key", "version"), **said).content.decode()
    assert "Enter a time that is still to come." in answer


def test_arrange_without_answers_says_what_is_missing(browser, due):
    answer = browser.post(address("arrange", due), {"person": ""}).content.decode()
    assert "Choose who will go." in answer
    assert "Enter when it will start." in answer


def test_workers_and_their_weeks(browser, works, tara, due):
    page = read(browser, reverse("planner:workers"))
    assert page.index(">Ola<") < page.rindex(">Tara<") < page.index(">Wren<")
    assert "so that they can be suggested" in page
    assert "Ola" not in read(browser, reverse("planner:workers") + "?shown=unsaid")
    arrange(tara, due, works)
    week = read(browser, address("week", works))
    assert "Saturday 21 November 2026 (today)" in week
    assert "3pm to 4pm:" in week
    assert "Jade Example" in week
    assert "from Hill" in week
    assert "Monday 9 November 2026" in read(browser, address("week", works) + "?from=2026-11-12")
    assert "(today)" in read(browser, address("week", works) + "?from=nonsense")


def test_week_at_a_weekend_without_work_is_the_coming_one(say_hours, ola, tara, works, due, now):
    """It is Saturday: Tara works Mondays to Fridays, Ola until one on Saturdays."""
    say_hours(tara, days=range(5))
    say_hours(ola, days=range(6), times=(time(9), time(13)), from_on=clock.today(), n=1)
    browser, coming = signed_in(tara), "Monday 23 November 2026"
    assert f"Week beginning {coming}" in read(browser, address("week", tara))
    assert "Week beginning Monday 16 November" in read(browser, address("week", ola))
    assert "(today)" in read(browser, address("week", tara) + "?from=2026-11-21")
    with clock.at(SATURDAY + HOUR):
        assert coming in read(browser, address("week", ola))
    with clock.at(SATURDAY - 24 * HOUR):
        assert "Week beginning Monday 16 November" in read(browser, address("week", tara))
    arrange(tara, due, tara)  # at three today, outside her hours
    assert "(today)" in read(browser, address("week", tara))
    with clock.at(SATURDAY + 5 * HOUR):
        assert f"Week beginning {coming}" in read(browser, address("week", tara))


def test_a_worker_sees_their_own_week_alone(works, ola, due):
    browser = signed_in(works)
    assert browser.get(reverse("planner:my_week"))["Location"] == address("week", works)
    assert "My week" in read(browser, address("week", works))
    read(browser, address("week", ola), status=404)
    read(browser, WHO, status=403)
    read(browser, address("arrange", due), status=403)
    assert "My week and time off" in read(browser, reverse("interviews:list"))


def test_hours_are_typed_as_people_say_them(browser, tara, towns):
    where = address("hours", tara)
    said = {"from_on": "today", "begins-0": "9am", "ends-0": "17:30", "base-0": "bay"}
    assert send(browser, where, ("key", "said"), **said).status_code == 302
    [hours] = Week.objects.get(person=tara).hours.all()
    assert (f"{hours.begins:%H:%M}", f"{hours.ends:%H:%M}", hours.base.name) == (
        "09:00",
        "17:30",
        "Bay",
    )
    page = read(browser, where)
    assert 'value="09:00"' in page
    wrong = {
        "from_on": "today",
        "begins-0": "9am",
        "begins-1": "5pm",
        "ends-1": "9am",
        "ends-2": "seven",
    }
    answer = send(browser, where, ("key", "said"), **wrong).content.decode()
    assert "Enter both times for Monday, or neither." in answer
    assert "Tuesday must end after it starts." in answer
    late = {"from_on": "1 11 2026", "begins-0": "9am", "ends-0": "5pm"}
    assert (
        "Past hours stay as they were"
        in send(browser, where, ("key", "said"), **late).content.decode()
    )


def test_hours_that_were_overtaken_say_so(browser, tara, say_hours):
    where = address("hours", tara)
    page = read(browser, where)
    say_hours(tara)
    given = {name: hidden(page, name) for name in ("key", "said")}
    answer = browser.post(where, given | {"from_on": "today", "begins-0": "9am", "ends-0": "5pm"})
    assert "Somebody changed this after you opened it." in answer.content.decode()


def test_time_off_is_recorded_changed_and_taken_back(works, at_work):
    browser = signed_in(works)
    said = {"kind": "leave", "from_at": "9am on 24 November", "until_at": "9am on 26 November"}
    done = send(browser, address("say_away", works), **said)
    row = Away.objects.get()
    assert done["Location"] == address("away", row)
    assert "No interviews you can see are affected" in read(browser, address("away", row))
    page = read(browser, address("change_away", row))
    given = {name: hidden(page, name) for name in ("key", "version")}
    wrong = browser.post(
        address("change_away", row), given | said | {"until_at": "8am on 24 November"}
    )
    assert "Enter a time after the start." in wrong.content.decode()
    browser.post(address("change_away", row), given | said | {"until_at": ""})
    row.refresh_from_db()
    assert row.until_at is None
    old = browser.post(address("change_away", row), given | said)
    assert "Somebody changed this after you opened it." in old.content.decode()
    assert "Wren" in read(browser, reverse("planner:aways"))
    assert browser.get(address("take_back", row))["Location"] == address("away", row)
    browser.post(address("take_back", row), {"version": row.version})
    assert "Cancelled on" in read(browser, address("away", row))
    assert "Nobody is away" in read(browser, reverse("planner:aways"))
    assert "(cancelled)" in read(browser, reverse("planner:aways") + "?shown=all")
    assert "No time off matches" in read(browser, reverse("planner:aways") + "?shown=over")


def test_hand_over_ticks_each_by_itself(browser, tara, works, ola, due, now):
    arrange(tara, due, works)
    row = off(works)
    page = read(browser, address("away", row))
    assert "Jade Example: Ola, 12:45pm today" in page
    assert "checked" not in page.split('name="chosen"')[1].split(">")[0]
    nothing = send(browser, address("away", row))
    assert "Select the interviews you want to hand over." in nothing.content.decode()
    names = ["key", *(f"{one}-{due.reference}" for one in ("version", "person", "at", "where"))]
    done = send(browser, address("away", row), names, chosen=due.reference)
    assert done.status_code == 302
    assert (now().interviewer, now().planned_where) == (ola, "Her nan’s")
    assert "1 interview is handed over" in read(browser, address("away", row))


def test_hand_over_is_for_those_who_say_who_goes(works, tara, due, now):
    arrange(tara, due, works)
    row = off(works)
    browser = signed_in(works)
    assert "The people who allocate interviews have been told" in read(
        browser, address("away", row)
    )
    assert browser.post(address("away", row), {"chosen": due.reference}).status_code == 403


def test_typed_can_be_read_again_in_the_hour_that_happens_twice():
    from cairn.foundation.dates import read_moment

    for text in ("2026-10-25T00:30+00:00", "2026-10-25T01:30+00:00", "2026-11-21T12:00+00:00"):
        at = clock.from_iso(text)
        assert read_moment(typed(at), now=SATURDAY, ahead=True) == at


@pytest.mark.parametrize(("page", "statements"), [("who", 33), ("workers", 18), ("aways", 6)])
def test_lists_ask_the_database_so_often_whatever_there_is(
    browser, tara, works, due, jade, page, statements
):
    off(works)
    browser.get(reverse(f"planner:{page}"))
    with CaptureQueriesContext(
        connection,
    ) as few:
        browser.get(reverse(f"planner:{page}"))
    Interview.objects.bulk_create(
        Interview(
            child=jade, due_at=SATURDAY + (40 + n) * HOUR, opened_at=SATURDAY,
            opened_by=due.opened_by,
        )
        for n in range(20)
    )  # fmt: skip
    for _ in range(5):
        actions.say_away(
            by=tara, person=works.reference, kind="leave", from_at=SATURDAY, until_at=None,
            key=uuid.uuid4(),
        )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        browser.get(reverse(f"planner:{page}"))
    assert (len(few), len(many)) == (statements, statements)
    assert queries.LATEST_FIRST
