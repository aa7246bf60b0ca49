"""How far an interview is, as pages of episodes tell it to whoever may know of the episode; and what
the interview's own page says is next and is left.
"""

import pytest
from django.urls import reverse

from cairn.config.reactions import REACTIONS
from cairn.foundation import clock
from cairn.interviews import actions, queries
from cairn.interviews.forms.passing import _name
from cairn.interviews.telling import state, to_do_of
from cairn.missing import queries as episodes
from cairn.missing.models import Episode
from tests.interviews.conftest import HOUR, read, send, signed_in

DESK = {"adult_told": "yes", "now": "danger", "called": "not_yet"}


@pytest.fixture
def pages(row, works):
    [episode] = queries.episodes_of(by=works, interview=row)
    return [
        reverse("missing:episode", args=[episode.reference]), reverse("missing:list"),
        reverse("missing:child", args=[episode.child.reference]),
    ]  # fmt: skip


def told(person, pages):
    return [read(signed_in(person), page).lower() for page in pages]


def test_the_police_see_that_a_child_was_heard_and_nothing_of_what_was_said(
    row, hold, mel, pages, offer
):
    assert all("70 hours left" in page and "to offer" in page for page in told(mel, pages))
    hold(row)
    for page in told(mel, pages):
        assert "held in time" in page
        assert "was due" not in page
        assert "i was at my mate" not in page
        assert row.reference.lower() not in page  # the police may not open it


def test_an_interview_that_was_held_late_or_declined_says_so(row, offer, do, mel, pages):
    offer(row)
    said = {"answer": "declined", "at": clock.now(), "whom": "child", "words": "Not now"}
    do(row, actions.answer, **said)
    for page in told(mel, pages):
        assert "declined" in page
        assert "not now" not in page


def test_nobody_hears_of_the_interview_of_a_child_out_of_reach(row, works, mel, jade):
    [episode] = queries.episodes_of(by=works, interview=row)
    assert set(episodes.interviews_so_far(by=mel, episodes=[episode])) == {episode.pk}
    jade.is_restricted, jade.restricted_because = True, "Her uncle works here"
    jade.save()
    assert episodes.interviews_so_far(by=mel, episodes=[episode]) == {}


def test_a_time_that_is_planned_leaves_the_offer_as_what_is_next(browser, row, at, do, works):
    do(row, actions.plan, at=clock.now() + 3 * HOUR, where="The library")
    page = read(browser, at("interview"))
    assert "Next: Offer it to the child" in page
    assert page.index("Offer the interview") < page.index("Write in the form")
    now = clock.now()
    told = to_do_of(queries.interview(by=works, reference=row.reference), now=now)
    assert told.what == "Offer a return home interview"


def test_what_worried_whoever_reported_stands_in_the_interview_and_on_the_episode(
    was_missing, system, works
):
    episode = was_missing(said={"worries": "An older man waits for her", "wearing": "Red coat"})
    row = actions.open_for(by=system, episode=episode.reference)
    client = signed_in(works)
    page = read(client, reverse("interviews:interview", args=[row.reference]))
    assert "An older man waits for her" in page
    page = read(client, reverse("missing:episode", args=[episode.reference]))
    assert "An older man waits for her" in page
    assert "Red coat" in page


def test_what_was_not_passed_on_is_said_once_it_is_handed_in(browser, row, at, hold, tara):
    hold(row)
    browser.post(at("save"), {"version-new": "0", "new_people": "Baz\nAaron"})
    assert "Not passed on" not in read(browser, at("interview"))
    sent = send(browser, at("desk"), ticked=_name("new_people", "Baz"), **DESK)
    assert sent.status_code == 302
    page = read(browser, at("interview"))
    assert "Call now. You said that it is urgent" in page
    assert send(browser, at("act", "hand-in")).status_code == 302
    page = read(signed_in(tara), at("interview"))
    left = page.split("Not passed on")[1].split("</ul>")[0]
    assert "Aaron" in left
    assert "Baz" not in left


def test_an_interview_that_a_carer_declined_runs_on(browser, row, at, offer, do, works):
    offer(row)
    said = {"answer": "declined", "at": clock.now(), "whom": "carer", "words": "His dad says no"}
    do(row, actions.answer, **said)
    running = queries.Narrowing(shown="running")
    assert row in queries.interviews(by=works, asked=running)
    page = read(browser, at("interview"))
    assert "70 hours left" in page
    assert "Ask the child: a parent or carer declined for them" in page
    assert "Record that you tried to reach the child" in page
    do(row, actions.answer, **said | {"whom": "child"})
    assert row not in queries.interviews(by=works, asked=running)


def test_an_interview_that_is_planned_too_late_or_for_nobody_says_so(browser, row, at):
    sent = send(browser, at("act", "plan"), at="10am on 27 November", where="The library")
    assert sent.status_code == 302
    page = read(browser, at("interview"))
    assert "This is 3 days after the 72 hours end: choose an earlier time if you can." in page
    assert "Nobody goes yet: say who." in page


def test_who_signs_off_reads_when_it_was_held_and_what_was_not_passed_on(
    browser, row, at, hold, tara
):
    hold(row)
    browser.post(at("save"), {"version-new": "0", "new_people": "Aaron"})
    assert "Nobody has told the police desk of this" in read(browser, at("act", "hand-in"))
    assert send(browser, at("act", "hand-in")).status_code == 302
    page = read(signed_in(tara), at("act", "sign-off"))
    assert "Held in time" in page
    assert "Aaron" in page.split("Nobody has told the police desk of this")[1]


def test_an_episode_that_had_not_been_owes_no_interview(row, works, system):
    [episode] = queries.episodes_of(by=works, interview=row)
    assert actions.take_back(by=system, episode=episode.reference) is None  # the child is back
    Episode.objects.filter(pk=episode.pk).update(ended="not_missing", ended_because="A mistake")
    tasks = REACTIONS["missing.ended"]
    assert tasks == ("cairn.interviews.tasks.take_back",)
    actions.take_back(by=system, episode=episode.reference)
    assert state(queries.interview(by=works, reference=row.reference)) == "taken_back"
