"""The pages, as somebody who holds interviews uses them."""

import json

from django.urls import reverse

from cairn.audit.models import AuditEvent
from cairn.foundation import clock
from cairn.interviews import actions, queries
from cairn.interviews.forms.passing import _name
from cairn.interviews.models import Interview
from cairn.interviews.views.interview import ACTS
from cairn.submissions.models import Submission
from tests.interviews.conftest import (
    HOUR,
    SATURDAY,
    hidden,
    read,
    send,
    signed_in,
)


def test_list_says_what_is_left_in_words(browser, row):
    page = read(browser, reverse("interviews:list"))
    assert "70 hours left, by 10am on Tuesday 24 November" in page
    assert "Offer it" in page
    assert "Nothing needs doing now" not in page
    assert "No interview you may know of fits" in read(
        browser, reverse("interviews:list") + "?shown=closed"
    )


def test_list_that_is_empty_says_so(browser):
    assert "Nothing needs doing now" in read(browser, reverse("interviews:list"))


def test_list_is_cut_into_pages(browser, row, jade):
    Interview.objects.bulk_create(
        Interview(child=jade, due_at=SATURDAY + n * HOUR, opened_at=SATURDAY, opened_by=row.opened_by)
        for n in range(80, 110)
    )  # fmt: skip
    page = read(browser, reverse("interviews:list"))
    after = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert row.reference in page
    assert row.reference not in read(browser, reverse("interviews:list") + after)


def test_spreadsheet_and_the_child_s_list(browser, row, jade):
    assert browser.get(reverse("interviews:spreadsheet")).status_code == 200
    assert row.reference in read(browser, reverse("interviews:child", args=[jade.reference]))


def test_reading_an_interview_leaves_a_trace_on_every_page(browser, tara, at, row, works):
    reader = signed_in(tara)
    pages = [("interview",), ("write",), ("desk",), ("risks",), ("share",)]
    pages += [("act", name) for name in ACTS]
    for number, page in enumerate(pages, start=1):
        read(reader, at(*page))
        traces = AuditEvent.objects.filter(event="interviews.read", actor_id=tara.pk)
        assert traces.filter(record_id=row.reference).count() == number, page


def test_save_that_shows_what_somebody_else_wrote_leaves_a_trace(browser, row, at, tara):
    actions.save_part(
        by=tara, reference=row.reference, part="words", version=0, said={"childs_words": "One"}
    )
    browser.post(at("save"), {"version-words": "1", "childs_words": "Two"})
    assert not AuditEvent.objects.filter(event="interviews.read").exists()
    said = json.loads(
        browser.post(at("save"), {"version-words": "1", "childs_words": "Three"}).content
    )
    assert said["differing"]
    assert AuditEvent.objects.filter(event="interviews.read").count() == 1


def test_lists_leave_a_trace(browser, works, row, jade):
    read(browser, reverse("interviews:list"))
    read(browser, reverse("interviews:child", args=[jade.reference]))
    traces = AuditEvent.objects.filter(event="interviews.listed", actor_id=works.pk).order_by("pk")
    assert [one.record_id for one in traces] == [works.reference, jade.reference]
    assert [one.details["found"] for one in traces] == [1, 1]


def test_the_episode_leads_to_its_interview(browser, works, row, at):
    [episode] = queries.episodes_of(by=works, interview=row)
    page = read(browser, reverse("missing:episode", args=[episode.reference]))
    address = reverse("interviews:of_episode", args=[episode.reference])
    assert address in page
    assert browser.get(address)["Location"] == at("interview")


def test_the_whole_way(browser, row, at, tara):
    assert "Offer the interview" in read(browser, at("interview"))
    contact = {"at": "1 hour ago", "how": "phone", "whom": "child", "who": "Jade"}
    assert send(browser, at("act", "offer"), **contact).status_code == 302
    tried = send(browser, at("act", "attempt"), **contact, words="She rang off")
    assert tried.status_code == 302
    said = {"at": "now", "answer": "accepted", "whom": "child"}
    assert send(browser, at("act", "answer"), **said).status_code == 302
    assert send(browser, at("act", "plan"), at="5pm", where="The library").status_code == 302
    page = read(browser, at("interview"))
    assert "21 November 2026 at 5pm" in page
    given = {
        "at": "20 minutes ago",
        "where": "The library",
        "seen": "alone",
        "relation": "works_with",
    }
    assert send(browser, at("act", "held"), **given).status_code == 302
    write = read(browser, at("write"))
    typed = {f"version-{code}": "0" for code in ("words", "before", "new", "risks")}
    saved = browser.post(at("save"), typed | {"childs_words": "Leave me be", "new_people": "Baz"})
    assert json.loads(saved.content)["is_saved"]
    assert "In the child’s own words" in write
    ticked = _name("new_people", "Baz")
    assert f'value="{ticked}"' in read(browser, at("desk"))
    desk = {"ticked": ticked, "now": "none", "adult_told": "yes"}
    assert send(browser, at("desk"), **desk).status_code == 302
    assert Submission.objects.count() == 1
    shared = {"at": "now", "with_whom": "Priya", "what": "All", "why": "She leads"}
    assert send(browser, at("share"), **shared).status_code == 302
    assert send(browser, at("act", "hand-in")).status_code == 302
    manager = signed_in(tara)
    assert "Leave me be" in read(manager, at("act", "sign-off"))
    assert send(manager, at("act", "sign-off")).status_code == 302
    page = read(manager, at("interview"))
    for words in ("signed off", "Baz", "Works with the child", "Leave me be", "She rang off"):
        assert words in page


def test_two_who_write_one_part_both_texts_are_shown(browser, row, at, tara):
    actions.save_part(
        by=tara, reference=row.reference, part="before", version=0, said={"why_left": "Theirs"}
    )
    typed = {"version-before": "0", "why_left": "Mine", "version-after": "0", "feelings": "Tired"}
    answer = browser.post(at("write"), typed)
    page = answer.content.decode()
    assert (answer.status_code, "Mine" in page, "Theirs" in page) == (409, True, True)
    row.refresh_from_db()
    assert row.answers["after"] == {"feelings": "Tired"}  # the other part is kept
    said = json.loads(browser.post(at("save"), typed).content)
    assert said["differing"] == [["Before: What was going on before you left?", "Mine", "Theirs"]]
    assert said["there"]["version-before"] == 1
    again = browser.post(at("write"), typed | {"version-before": "1", "version-after": "1"})
    assert again.status_code == 302
    row.refresh_from_db()
    assert row.answers["before"] == {"why_left": "Mine"}


def test_whoever_was_overtaken_keeps_what_they_typed(browser, row, at, offer):
    page = read(browser, at("act", "offer"))
    offer(row)
    said = {"at": "now", "how": "visit", "whom": "carer", "words": "I said who comes"}
    answer = browser.post(
        at("act", "offer"), said | {name: hidden(page, name) for name in ("version", "key")}
    )
    text = answer.content.decode()
    assert "Somebody changed this interview" in text
    assert "I said who comes" in text


def test_every_act_has_a_page(browser, row, at, tara):
    for name, one in ACTS.items():
        holds = one.needs.name == "INTERVIEWS_RECORD"
        read(browser if holds else signed_in(tara), at("act", name))
    assert read(browser, at("act", "sign-off"), status=403)
    assert read(browser, at("act", "nothing"), status=404)


def test_reading_only_shows_no_way_to_change(row, at, priya):
    page = read(signed_in(priya), at("interview"))
    assert "Offer the interview" not in page
    read(signed_in(priya), at("write"), status=403)
    read(signed_in(priya), at("act", "offer"), status=403)


def test_who_can_go_is_linked_for_those_who_say_who_goes_while_it_is_to_be_held(
    browser, row, at, tara
):
    planner = signed_in(tara)
    link = f'href="{reverse("planner:arrange", args=[row.reference])}"'
    assert link in read(planner, at("interview"))
    assert "See who can go" not in read(browser, at("interview"))
    Interview.objects.update(taken_back_at=clock.now())
    assert link not in read(planner, at("interview"))


def test_time_that_has_run_out_is_said(browser, row, at):
    with clock.shifted(71 * HOUR):
        assert "late, was due" in read(browser, at("interview"))


def test_answer_says_beside_the_field_what_is_missing(browser, row, at, offer):
    offer(row)
    answered = send(browser, at("act", "answer"), at="now", answer="not_possible")
    page = answered.content.decode()
    for words in ("Choose what stands in the way.", "and what was tried."):
        assert page.count(words) >= 2  # on top, and at the field
    given = {"at": "now", "answer": "not_possible", "why_not": "custody", "words": "He is held"}
    assert send(browser, at("act", "answer"), **given).status_code == 302
    assert "Not possible: in custody" in read(browser, at("interview"))
    said = {"at": "now", "answer": "accepted", "whom": "child", "why_not": "custody"}
    assert send(browser, at("act", "answer"), **said).status_code == 302
    row.refresh_from_db()
    assert (row.answer, row.why_not) == ("accepted", "")


def test_act_in_which_nothing_is_typed_keeps_no_draft(browser, hold, row, at):
    assert 'name="draft"' in read(browser, at("act", "answer"))
    hold(row)
    assert 'name="draft"' not in read(browser, at("act", "hand-in"))
