"""The pages: a contact screened, a level set, an end; what stays typed; who is shown what."""

import re
import uuid
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from cairn.children.models import Child
from cairn.foundation import clock
from cairn.pathways import actions
from cairn.pathways.models import Contact, Ending, LevelSet, Pathway
from tests.pathways.conftest import ENDING

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def at(page, row):
    return reverse(f"pathways:{page}", args=[row.reference])


def text(answer):
    return answer.content.decode()


def test_contact_is_recorded_screened_and_opens_a_pathway(client, priya, mel, jade):
    client.force_login(priya, backend=BACKEND)
    page = at("add_contact", jade)
    key = text(client.get(page)).split('name="key" value="')[1].split('"')[0]
    said = {"key": key, "source": "partner", "who": "A youth club", "said": "A second phone."}
    assert client.post(page, said)["Location"] == at("child", jade)
    assert client.post(page, said).status_code == 302  # a double click
    contact = Contact.objects.get()
    assert "waits to be screened" in text(client.get(at("child", jade)))
    assert "Screen this contact" not in text(client.get(at("contact", contact)))

    client.force_login(mel, backend=BACKEND)
    assert "Jade" in text(client.get(reverse("pathways:contacts")))
    answer = client.post(at("contact", contact), {"outcome": "level_1", "reason": "Signs"})
    pathway = Pathway.objects.get()
    assert answer["Location"] == at("pathway", pathway)
    assert "Nothing needs doing" in text(client.get(reverse("pathways:contacts")))


def test_contact_page_keeps_what_was_typed_beside_the_refusal(manager, contact):
    said = text(manager.post(at("contact", contact), {"outcome": "existing", "reason": "Known"}))
    assert "The child has no open pathway to add this to." in said
    assert ">Known</textarea>" in said
    assert "checked" in said


def test_level_page_asks_why_it_differs_and_then_keeps_it(manager, pathway, assessed):
    seen = assessed("high").reference
    said = {"version": 1, "level": "low", "reason": "Home is safe", "assessment": seen}
    answer = manager.post(at("level", pathway), said)
    assert "The tool prompts High. Say why you decide otherwise." in text(answer)
    assert 'id="id_why_differs-error"' in text(answer)
    answer = manager.post(at("level", pathway), said | {"why_differs": "A year ago"})
    assert answer["Location"] == at("pathway", pathway)
    shown = text(manager.get(at("pathway", pathway)))
    assert "Level: Low" in shown
    assert f">{seen}</a>). A year ago" in shown
    assert "An intervention worker where one is needed" in shown


def test_pathway_page_says_from_which_day_the_next_review_is_counted(manager, mel, pathway):
    page = at("pathway", pathway)
    assert "when the pathway was opened." in text(manager.get(page))
    for version, level in ((1, "high"), (2, "low")):  # lower, and without a review
        actions.set_level(
            by=mel, reference=pathway.reference, version=version, level=level, reason="Signs"
        )
    said = text(manager.get(page))
    assert "when the level was set. At Low a review is due every" in said


def test_second_of_two_people_is_shown_the_first_and_loses_nothing(manager, mel, pathway):
    actions.set_level(
        by=mel, reference=pathway.reference, version=1, level="high", reason="Two phones"
    )
    mine = {"version": 1, "level": "low", "reason": "Home is safe"}
    answer = manager.post(at("level", pathway), mine)
    assert answer.status_code == 409
    assert "Two phones" in text(answer)
    assert ">Home is safe</textarea>" in text(answer)
    assert 'name="version" value="2"' in text(answer)
    assert LevelSet.objects.count() == 1
    assert manager.post(at("level", pathway), mine | {"version": 2}).status_code == 302


def test_act_that_is_not_possible_now_says_why_in_place_of_the_form(manager, pathway):
    shown = text(manager.get(at("review", pathway)))
    assert "There is no level yet. The Level 1 meeting sets the first one." in shown
    assert "<textarea" not in shown
    assert at("review", pathway) not in text(manager.get(at("pathway", pathway)))


def test_pathway_whose_level_1_was_held_waits_for_its_level(manager, mel, pathway, held):
    shown = text(manager.get(at("pathway", pathway)))
    assert "Arrange the Level 1 meeting" in shown
    meeting = held(ago=0)
    meeting.ended_at = clock.now()
    meeting.save()
    shown = text(manager.get(at("pathway", pathway)))
    assert "Waiting for its level" in shown
    assert f'/meetings/{meeting.reference}/">Held on' in shown
    assert "Arrange the Level 1 meeting" not in shown
    actions.set_level(
        by=mel, reference=pathway.reference, version=1, level="low", reason="Home is safe"
    )
    assert "Held on" not in text(manager.get(at("pathway", pathway)))


def test_pathway_is_ended_and_reopened(manager, pathway):
    answer = manager.post(at("close", pathway), {"version": 1, **ENDING, "what_remains": ""})
    assert "Write what remains to be done" in text(answer)
    assert manager.post(at("close", pathway), {"version": 1, **ENDING}).status_code == 302
    shown = text(manager.get(at("pathway", pathway)))
    assert "The child says: I feel safe now." in shown
    answer = manager.post(at("reopen", pathway), {"version": 2, "because": "It began again"})
    assert answer.status_code == 302
    assert Ending.objects.get().reopened_because == "It began again"


def test_council_is_chosen_and_not_taken_for_granted(manager, pathway, southmere):
    page = at("offer", pathway)
    assert " checked" not in text(manager.get(page))
    said = {"version": 1, "why": "They move"}
    assert "Choose which council is asked." in text(manager.post(page, said))
    answer = text(manager.post(page, said | {"to_council": "outside"}))
    assert "Write the name of the council." in answer
    both = {"to_council": "southmere", "to_elsewhere": "Farshire"}
    assert "Leave this empty, or choose a council outside" in text(manager.post(page, said | both))
    outside = {"to_council": "outside", "to_elsewhere": "Farshire"}
    assert manager.post(page, said | outside).status_code == 302
    assert "Farshire is asked to take this pathway" in text(manager.get(at("pathway", pathway)))


def test_council_that_is_asked_reads_why_and_no_more_of_the_record(
    client, mel, steph, pathway, southmere
):
    actions.offer(
        by=mel,
        reference=pathway.reference,
        version=1,
        why="The family moves",
        to_council="southmere",
    )
    client.force_login(steph, backend=BACKEND)
    for name in ("answer", "pathway"):
        shown = text(client.get(at(name, pathway)))
        assert "Southmere is asked to take this pathway" in shown
        assert "The family moves" in shown
        assert "Sections of this record" not in shown


def test_council_that_is_asked_is_led_to_nothing_that_is_not_theirs(
    client, mel, steph, pathway, jade, southmere
):
    Child.objects.update(born_on=clock.today() - timedelta(days=365 * 18 - 60))
    actions.offer(
        by=mel, reference=pathway.reference, version=1, why="Moves", to_council="southmere"
    )
    client.force_login(steph, backend=BACKEND)
    shown = text(client.get(at("pathway", pathway)))
    assert "Turns 18 on" in shown
    assert "No adult service takes part" not in shown  # they cannot know
    main = shown.split("<main")[1].split("</main")[0]
    links = set(re.findall(r'href="(/[^"#?]*)', main))
    assert at("answer", pathway) in links
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)
    assert at("withdraw", pathway) not in links


def test_pathway_moves_to_the_other_council(manager, client, steph, pathway, southmere):
    said = {"version": 1, "to_council": "southmere", "why": "The family moves"}
    assert manager.post(at("offer", pathway), said).status_code == 302
    client.force_login(steph, backend=BACKEND)
    assert at("answer", pathway) in text(client.get(reverse("pathways:tracker")))
    answer = client.post(at("answer", pathway), {"version": 2, "is_accepted": "no"})
    assert "Say why the council does not take it." in text(answer)
    answer = client.post(at("answer", pathway), {"version": 2, "is_accepted": "yes"})
    assert answer["Location"] == at("pathway", pathway)
    pathway.refresh_from_db()
    assert pathway.council == southmere


def test_council_that_does_not_take_it_is_led_to_its_own_list(client, mel, steph, pathway):
    actions.offer(
        by=mel, reference=pathway.reference, version=1, why="They move", to_council="southmere"
    )
    client.force_login(steph, backend=BACKEND)
    said = {"version": 2, "is_accepted": "no", "reason": "They stay with an aunt"}
    assert client.post(at("answer", pathway), said)["Location"] == reverse("pathways:tracker")


def test_tracker_narrows_and_is_taken_away(manager, mel, pathway):
    page = reverse("pathways:tracker")
    assert "Waiting for the Level 1 meeting" in text(manager.get(page))
    assert "No pathway you may know of fits" in text(manager.get(page, {"level": "high"}))
    actions.set_level(
        by=mel, reference=pathway.reference, version=1, level="high", reason="Two phones"
    )
    assert pathway.reference in text(manager.get(page, {"level": "high", "council": "northmoor"}))
    sheet = manager.get(reverse("pathways:spreadsheet"), {"level": "high"})
    [row] = load_workbook(BytesIO(sheet.content)).active.iter_rows(min_row=2, values_only=True)
    assert row[:3] == (pathway.reference, pathway.child.reference, "Jade Example")


@pytest.mark.parametrize("typed", ["1'", "\x00", "999999999999", "", "high\x00"])
def test_pages_answer_anything_at_all(manager, pathway, contact, typed):
    for page, row in (("level", pathway), ("close", pathway), ("offer", pathway)):
        answer = manager.post(at(page, row), dict.fromkeys(
            ("version", "level", "reason", "why", "to_council", "prompted"), typed))  # fmt: skip
        assert answer.status_code == 200
    for name in ("level", "council", "after"):
        assert manager.get(reverse("pathways:tracker"), {name: typed}).status_code in {200, 404}


def test_child_referred_again_is_seen_with_what_was_before(manager, mel, pathway, jade):
    seen = {"by": mel, "reference": pathway.reference}
    actions.close(**seen, version=1, **ENDING)
    again = actions.record_contact(
        by=mel, key=uuid.uuid4(), child=jade.reference, source="hub", said="Seen in cars again."
    )
    said = text(manager.get(at("contact", again)))
    assert "The child is referred again" in said
    assert "The child is safer" in said
    assert said.count("A contact of ") == 1
    made = actions.screen(by=mel, reference=again.reference, outcome="level_1", reason="Again")
    said = text(manager.get(at("pathway", made.pathway)))
    assert "The child is referred again" in said
    assert at("pathway", pathway) in said
    assert "referred again" not in text(manager.get(at("pathway", pathway)))
