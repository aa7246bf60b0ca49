"""A level: prompted by the latest fresh risk assessment, decided by a person, at a meeting or not."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from openpyxl import load_workbook

from cairn.audit.models import AuditEvent
from cairn.children.models import Child
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Overtaken, Refused
from cairn.pathways import actions, diverging, prompting, queries
from cairn.pathways.models import LevelSet, Pathway, Review
from tests.pathways.test_pages import BACKEND, at, text

DAY = timedelta(days=1)


def set_level(by, pathway, level="high", version=1, **said):
    given = {"reason": "As discussed", **said}
    return actions.set_level(
        by=by, reference=pathway.reference, version=version, level=level, **given
    )


def test_set_level_takes_what_the_latest_assessment_prompts(mel, pathway, assessed):
    assessed("low")
    with clock.shifted(DAY):
        latest = assessed("high")
        with pytest.raises(Refused, match="The tool prompts High"):
            set_level(mel, pathway, "low")
        made = set_level(mel, pathway, "low", why_differs="The signs are a year old")
    assert (made.level, made.prompted, made.assessment) == ("low", "high", latest)
    assert made.why_differs == "The signs are a year old"
    event = AuditEvent.objects.get(event="pathways.level_set")
    said = {"level": "low", "differs": True, "assessment": latest.reference, "meeting": ""}
    assert event.details == said


def test_set_level_as_prompted_needs_no_more_and_keeps_no_difference(mel, pathway, assessed):
    row = assessed("high")
    made = set_level(mel, pathway, "high", why_differs="It does not")
    assert (made.prompted, made.assessment, made.why_differs) == ("high", row, "")


def test_set_level_where_the_tool_prompts_none_says_why(mel, pathway, assessed):
    assessed("none")
    with pytest.raises(Refused, match="The tool prompts No level"):
        set_level(mel, pathway, "low")
    assert set_level(mel, pathway, "low", why_differs="New contact").prompted == "none"


@pytest.mark.parametrize(("days", "prompts"), [(90, True), (91, False)])
def test_assessment_prompts_for_as_long_as_the_local_standard_says(
    mel, pathway, assessed, days, prompts
):
    row = assessed("high")
    with clock.shifted(days * DAY):
        prompt = prompting.prompt_of(by=mel, pathway=pathway)
        assert (prompt.assessment, prompt.is_fresh) == (row, prompts)
        made = set_level(mel, pathway, "high")
    assert (made.prompted, made.assessment) == (("high", row) if prompts else ("", None))


def test_checklists_and_other_childrens_assessments_prompt_nothing(
    mel, pathway, assessed, jade, northmoor
):
    assessed("high", kind="checklist")
    other = Child.objects.create(
        given_name="Kim", search_name="kim", council=northmoor, added_at=clock.now(), added_by=mel
    )
    assessed("high", child=other)
    assert prompting.prompt_of(by=mel, pathway=pathway) is None
    assert set_level(mel, pathway, "low").prompted == ""


def test_set_level_is_overtaken_by_a_newer_assessment(mel, pathway, assessed):
    seen = assessed("low")
    with clock.shifted(DAY):
        assessed("high")
        for shown in (seen.reference, ""):
            with pytest.raises(Overtaken, match="Another assessment"):
                set_level(mel, pathway, "low", assessment=shown)
    assert not LevelSet.objects.exists()


def test_system_reaches_the_assessment_too(system, pathway, assessed):
    row = assessed("medium")
    assert set_level(system, pathway, "medium").assessment == row


def test_database_keeps_an_assessment_only_with_what_it_prompted(mel, pathway, assessed):
    with pytest.raises(IntegrityError, match="an_assessment_prompts"), transaction.atomic():
        LevelSet.objects.create(
            pathway=pathway, level="low", reason="-", at=clock.now(), by=mel, assessment=assessed()
        )


# --- the page -----------------------------------------------------------------------------------


def test_level_page_shows_what_prompts_and_why(manager, pathway, assessed):
    row = assessed("high", "The child is under 13, so it is never lower than medium.")
    shown = text(manager.get(at("level", pathway)))
    for words in (
        "The tool prompts High", row.reference, "16 points", "Version 1", "by Priya",
        "The answers count 16 points.", "Overrides that were met", "The child is under 13",
        f'name="assessment" value="{row.reference}"', "If you decide otherwise",
    ):  # fmt: skip
        assert words in shown, words


def test_level_page_says_where_nothing_prompts_and_leads_to_an_assessment(
    manager, pathway, assessed
):
    shown = text(manager.get(at("level", pathway)))
    assert "No assessment prompts a level" in shown
    assert reverse("assessments:start", args=[pathway.child.reference]) in shown
    assert "If you decide otherwise" not in shown
    with clock.shifted(-92 * DAY):
        assessed("high")
    shown = text(manager.get(at("level", pathway)))
    assert "too old to prompt a level" in shown
    assert "older than 90 days" in shown
    assert "If you decide otherwise" not in shown


def test_level_page_overtaken_by_an_assessment_keeps_what_was_typed(manager, pathway, assessed):
    row = assessed("high")
    said = {"version": 1, "level": "low", "reason": "Home is safe", "assessment": ""}
    answer = manager.post(at("level", pathway), said)
    assert answer.status_code == 200  # why it differs is asked first
    answer = manager.post(at("level", pathway), said | {"why_differs": "A year ago"})
    assert answer.status_code == 409
    for words in (
        "Another assessment of this child was finished", ">Home is safe</textarea>",
        ">A year ago</textarea>", f'name="assessment" value="{row.reference}"',
    ):  # fmt: skip
        assert words in text(answer)
    said |= {"why_differs": "A year ago", "assessment": row.reference}
    assert manager.post(at("level", pathway), said).status_code == 302


def test_level_page_of_a_council_that_is_only_asked_shows_no_assessment(
    client, mel, steph, pathway, assessed
):
    row = assessed("high")
    set_level(mel, pathway, "high")
    actions.offer(
        by=mel, reference=pathway.reference, version=2, why="They move", to_council="southmere"
    )
    client.force_login(steph, backend=BACKEND)
    shown = text(client.get(at("level", pathway)))
    assert "A council is asked" in shown
    assert row.reference not in shown
    assert row.reference not in text(client.get(at("pathway", pathway)))


# --- meetings -----------------------------------------------------------------------------------


def test_level_and_review_say_at_which_meeting(mel, pathway, held):
    first, review = held(), held("review")
    assert set_level(mel, pathway, meeting=first.reference).meeting == first
    actions.record_review(
        by=mel, reference=pathway.reference, version=2, note="Better", meeting=review.reference
    )
    assert Review.objects.get().meeting == review


def test_meetings_to_choose_from_are_the_childs_that_began_lately(
    mel, pathway, held, northmoor, jade
):
    kim = Child.objects.create(
        given_name="Kim", search_name="kim", council=northmoor, added_at=clock.now(), added_by=mel
    )
    wrong = [
        held(ago=61), held(child=kim), held("police-monthly", child=None),
        held(started_at=None), held(started_at=None, cancelled_at=clock.now(), changed_because="-"),
    ]  # fmt: skip
    older, newer = held("review", ago=59), held()
    assert list(prompting.held_lately(by=mel, pathway=pathway)) == [newer, older]
    for one in wrong:
        with pytest.raises(OutOfReach):
            set_level(mel, pathway, meeting=one.reference)


def test_pages_take_nobody_at_a_meeting_they_did_not_name(manager, pathway, held):
    """A meeting held since anything was decided is chosen at first, or the one somebody came from."""
    older, newer = held("review", ago=9), held()

    def chosen(page):
        shown = text(manager.get(page)).split("<input")
        ticks = [one for one in shown if 'name="meeting"' in one and "checked" in one]
        return [one.split('value="')[1].split('"')[0] for one in ticks]

    assert chosen(at("level", pathway)) == [newer.reference]
    assert chosen(f"{at('level', pathway)}?meeting={older.reference}") == [older.reference]
    assert chosen(f"{at('level', pathway)}?meeting=nonsense") == []
    said = {"version": 1, "level": "high", "reason": "Signs", "meeting": older.reference}
    assert manager.post(at("level", pathway), said).status_code == 302
    assert "Decided at the" in text(manager.get(at("pathway", pathway)))
    assert chosen(at("level", pathway)) == []
    assert chosen(at("review", pathway)) == [newer.reference]
    said = {"version": 2, "note": "Better", "meeting": ""}
    refused = text(manager.post(at("review", pathway), said))
    assert "Say which meeting decided this, or that none did." in refused
    assert manager.post(at("review", pathway), said | {"meeting": "none"}).status_code == 302
    assert Review.objects.get().meeting is None


def test_meeting_is_shown_only_to_whoever_may_know_of_it(client, mel, priya, pathway, held):
    """Priya reaches Jade, and was not asked to the meeting."""
    meeting = held()
    set_level(mel, pathway, meeting=meeting.reference)
    client.force_login(priya, backend=BACKEND)
    shown = text(client.get(at("pathway", pathway)))
    assert "Level: High" in shown
    assert meeting.reference not in shown


def test_from_a_meeting_to_the_childs_open_pathway(manager, mel, pathway, jade, held):
    meeting = held()
    page = reverse("pathways:level_of_child", args=[jade.reference])
    answer = manager.get(f"{page}?meeting={meeting.reference}")
    assert answer["Location"] == f"{at('level', pathway)}?meeting={meeting.reference}"
    page = reverse("pathways:review_of_child", args=[jade.reference])
    assert manager.get(page)["Location"].startswith(at("review", pathway))
    Pathway.objects.all().update(closed_at=clock.now())
    assert manager.get(page)["Location"] == reverse("pathways:child", args=[jade.reference])


def test_live_meeting_leads_to_the_level_for_those_who_decide(client, mel, cory, pathway, held):
    meeting = held(ago=0)
    page = reverse("meetings:run", args=[meeting.reference])
    address = reverse("pathways:level_of_child", args=[pathway.child.reference])
    client.force_login(mel, backend=BACKEND)
    assert f"{address}?meeting={meeting.reference}" in text(client.get(page))
    assert "Record a review" not in text(client.get(page))
    review = held("review", ago=0)
    assert "Record a review" in text(client.get(reverse("meetings:run", args=[review.reference])))
    client.force_login(cory, backend=BACKEND)  # who minutes it, and decides nothing
    assert address not in text(client.get(page))


def test_pathway_page_arranges_what_is_due_once(manager, client, priya, mel, pathway, held):
    shown = text(manager.get(at("pathway", pathway)))
    asked = f"{reverse('meetings:arrange')}?kind=level-1&amp;child={pathway.child.reference}"
    assert asked in shown
    form = text(manager.get(asked.replace("&amp;", "&")))
    assert f'value="{pathway.child.reference}"' in form
    planned = held(started_at=None, ago=-3)
    shown = text(manager.get(at("pathway", pathway)))
    assert asked not in shown
    assert planned.reference in shown
    client.force_login(priya, backend=BACKEND)
    shown = text(client.get(at("pathway", pathway)))
    assert planned.reference not in shown
    assert "Arrange" not in shown


def test_review_is_arranged_when_it_is_due_soon(mel, client, pathway):
    set_level(mel, pathway, "high")  # reviewed after 4 weeks

    def offered(days):
        with clock.shifted(days * DAY):
            client.force_login(mel, backend=BACKEND)
            return "Arrange the review" in text(client.get(at("pathway", pathway)))

    assert [offered(13), offered(14), offered(40)] == [False, True, True]


# --- levels set otherwise -----------------------------------------------------------------------


@pytest.fixture
def otherwise(mel, pathway, assessed):
    """Three levels with a prompt, one of them otherwise; and one without."""
    set_level(mel, pathway, "low")
    with clock.shifted(DAY):
        assessed("high")
        set_level(mel, pathway, "high", version=2)
        set_level(mel, pathway, "high", version=3)
        return set_level(mel, pathway, "medium", version=4, why_differs="At school again")


def test_divergences_are_counted_against_levels_with_a_prompt(mel, otherwise):
    assert list(diverging.divergences(by=mel)) == [otherwise]
    assert diverging.how_many(by=mel) == (1, 3)
    assert diverging.how_many(by=mel, council="southmere") == (0, 0)
    with clock.shifted(40 * DAY):
        assert diverging.how_many(by=mel, days=30) == (0, 0)
        assert diverging.how_many(by=mel, days=90) == (1, 3)


def test_divergences_keep_to_reach_and_role(steph, priya, mel, otherwise):
    assert diverging.how_many(by=steph) == (0, 0)
    with pytest.raises(Refused, match="role"):
        actions.list_divergences(by=priya)
    Child.objects.update(is_restricted=True, restricted_because="A relative works here")
    assert diverging.how_many(by=mel) == (0, 0)


def test_divergences_page_and_table(manager, client, priya, pathway, otherwise):
    page = reverse("pathways:divergences")
    shown = text(manager.get(page))
    for words in ("1 of 3 levels set with a prompt differs", "At school again", pathway.reference):
        assert words in shown
    assert (
        "Mel" not in shown.split("<main")[1].split("</main>")[0]
    )  # it is about levels, and nobody's record
    assert "No such level" in text(manager.get(page, {"council": "southmere"}))
    assert manager.get(page, {"days": "x", "council": "\x00", "after": "y"}).status_code == 200
    sheet = manager.get(reverse("pathways:divergences_spreadsheet"))
    [row] = load_workbook(BytesIO(sheet.content)).active.iter_rows(min_row=2, values_only=True)
    assert row[4:7] == ("High", "Medium", "At school again")
    assert page in text(manager.get(reverse("pathways:tracker")))
    client.force_login(priya, backend=BACKEND)
    assert page not in text(client.get(reverse("pathways:tracker")))


def test_divergences_page_says_when_it_is_empty(manager, pathway):
    assert "There are none" in text(manager.get(reverse("pathways:divergences")))
    assert queries.open_pathway(by=pathway.opened_by, child=pathway.child.reference) == pathway
