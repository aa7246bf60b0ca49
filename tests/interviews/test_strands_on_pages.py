"""The lines that are offered as strands: ticked, read back, handed in over newer words."""

import json

from django.urls import reverse

from cairn.drafts.marking import is_marked
from cairn.interviews import actions
from cairn.interviews.forms.passing import _name
from cairn.interviews.rules import form
from cairn.submissions.models import Submission
from tests.interviews.conftest import (
    MADE_IN_HTML,
    hidden,
    read,
    send,
)


def test_strands_are_ticked_read_back_and_offered_on_the_phone(browser, row, at, works, strands):
    page = read(browser, at("write"))
    assert 'value="county-lines"' in page
    said = json.loads(
        browser.post(at("save"), {"version-risks": "0", "strands": ["cse", "county-lines"]}).content
    )
    assert said["is_saved"], said
    row.refresh_from_db()
    assert row.answers == {"risks": {"strands": "county-lines\ncse"}}
    page = read(browser, at("write"))
    assert page.count("checked") == 2
    shown = read(browser, at("interview"))
    assert "COUNTY-LINES\nCSE" in shown
    assert 'value="county-lines"' in read(browser, reverse("interviews:phone"))
    said = json.loads(browser.post(at("save"), {"version-risks": "1", "strands": "drugs"}).content)
    assert not said["is_saved"]
    strands[2].is_current = False  # what was ticked stays, although nobody ticks it any more
    strands[2].save()
    said = json.loads(
        browser.post(at("save"), {"version-risks": "1", "strands": ["county-lines"]}).content
    )
    assert said["is_saved"], said


def test_desk_is_told_the_strands_that_were_ticked(browser, row, at, strands):
    typed = {"version-new": "0", "version-risks": "0", "new_people": "Baz", "strands": ["cce"]}
    browser.post(at("save"), typed)
    desk = {"ticked": _name("new_people", "Baz"), "now": "none", "adult_told": "yes"}
    assert "the kinds of exploitation there may be: CCE." in read(browser, at("desk"))
    assert send(browser, at("desk"), **desk).status_code == 302
    assert Submission.objects.get().strand_codes == ["cce"]


def test_ticks_stay_with_their_lines_when_somebody_adds_one(browser, row, at):
    browser.post(at("save"), {"version-new": "0", "new_people": "Baz"})
    page = read(browser, at("desk"))
    browser.post(at("save"), {"version-new": "1", "new_people": "Aaron\nBaz"})
    desk = {"ticked": _name("new_people", "Baz"), "now": "none", "adult_told": "yes"}
    browser.post(at("desk"), desk | {"key": hidden(page, "key")})
    said = Submission.objects.get().content["story"]["what"]
    assert ("Baz" in said, "Aaron" in said) == (True, False)


def test_hand_in_over_newer_words_is_refused_with_both_texts(browser, hold, row, at, tara, works):
    hold(row)
    page = read(browser, at("act", "hand-in"))
    sent = {name: hidden(page, name) for name in MADE_IN_HTML}
    actions.save_part(
        by=tara, reference=row.reference, part="words", version=1,
        said={"childs_words": "I was at my aunt’s."},
    )  # fmt: skip
    answer = browser.post(at("act", "hand-in"), sent)
    text = answer.content.decode()
    assert "Somebody wrote in the form after you opened this" in text
    assert text.count("I was at my mate’s.") == 1  # what they read
    assert "I was at my aunt’s." in text
    row.refresh_from_db()
    assert row.handed_in_at is None
    again = {name: hidden(text, name) for name in MADE_IN_HTML}
    assert browser.post(at("act", "hand-in"), again).status_code == 302
    row.refresh_from_db()
    assert row.handed_in_at
    assert row.childs_words == "I was at my aunt’s."


def test_hand_in_without_what_was_read_is_refused(browser, hold, row, at):
    hold(row)
    page = read(browser, at("act", "hand-in"))
    sent = {name: hidden(page, name) for name in ("version", "key")}
    for nonsense in ({}, {"versions": "7"}, {"versions": "{", "read": '["x"]'}):
        text = browser.post(at("act", "hand-in"), sent | nonsense).content.decode()
        assert "handed in. A manager" not in text
    row.refresh_from_db()
    assert row.handed_in_at is None


def test_pages_with_ticks_keep_what_is_typed(browser, row, at):
    browser.post(
        at("save"),
        {"version-new": "0", "version-risks": "0", "new_people": "Baz", "risks": "A van"},
    )
    for page in ("desk", "share"):
        text = read(browser, at(page))
        assert 'name="draft"' in text
        assert 'id="cairn-drafts"' in text
    for page in ("desk", "risks", "share"):
        assert is_marked(at(page))


def test_more_of_an_answer_is_read_with_its_question():
    told = dict(form.read_back({"before": {"using_more": "With Jay"}}, {})[0][1])
    question = "Did drugs, drink or something you owe have to do with it?"
    assert told == {f"{question} Say more, as the child said it": "With Jay"}
