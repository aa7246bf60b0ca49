"""The pages: what each shows, that nothing typed is lost, and tables that can be taken away."""

import uuid
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from cairn.assessments import actions, queries
from cairn.assessments.models import Assessment
from cairn.audit.choices import Permission


def page(name, *arguments):
    return reverse(f"assessments:{name}", args=arguments)


def text(response):
    return response.content.decode()


def table(response):
    return list(load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))


@pytest.fixture
def by_priya(client, priya, monday):
    client.force_login(priya)
    return client


def test_child_page_leads_to_the_assessments(by_priya, jade, finished):
    row = finished(missing="now")
    assert page("child_assessments", jade.reference) in text(
        by_priya.get(reverse("children:child", args=[jade.reference]))
    )
    said = text(by_priya.get(page("child_assessments", jade.reference)))
    assert row.reference in said
    assert "5 points, 0 answers not known" in said
    assert "Due again by 22 February 2027" in said
    assert "Start an assessment" in said


def test_start_page_offers_the_tools_in_force_and_says_which_are_defaults(by_priya, jade, tools):
    said = text(by_priya.get(page("start", jade.reference)))
    assert all(tool.name in said for tool in tools.values())
    assert "Starting versions, for the partnership to replace with its own tools: " in said
    typed = {"tool": "seraf", "key": str(uuid.uuid4())}
    for _ in range(2):
        answer = by_priya.post(page("start", jade.reference), typed)
        assert answer["Location"] == page("assessment", Assessment.objects.get().reference)
    again = by_priya.post(page("start", jade.reference), {**typed, "key": str(uuid.uuid4())})
    assert "unfinished assessment with this tool" in text(again)


def test_fill_page_saves_and_goes_on(by_priya, start):
    row = start()
    address = page("fill", row.reference, "significant")
    assert "Significant risk indicators" in text(by_priya.get(address))
    typed = {"version": "0", "missing": ["now", "earlier"], "missing-evidence": "Twice in May"}
    assert by_priya.post(address, typed)["Location"] == page("fill", row.reference, "voice")
    said = text(by_priya.get(address))
    assert "Twice in May" in said
    assert said.count("checked") == 2
    last = page("fill", row.reference, "analysis")
    answer = by_priya.post(last, {"version": "0", "analysis": "A lift and money"})
    assert answer["Location"] == page("check", row.reference)
    answer = by_priya.post(last, {"version": "1", "analysis": "More", "then": "tasks"})
    assert answer["Location"] == page("assessment", row.reference)
    tasks = text(by_priya.get(page("assessment", row.reference)))
    assert "In progress" in tasks
    assert "Not started" in tasks


def test_fill_page_explains_a_contradiction_and_keeps_what_was_typed(by_priya, start):
    row = start()
    typed = {"version": "0", "missing": ["now", "no"], "missing-evidence": "Twice in May"}
    answer = by_priya.post(page("fill", row.reference, "significant"), typed)
    said = text(answer)
    assert "You ticked both “No” and “Now or in the last 6 months”. Tick the times" in said
    assert 'id="id_missing-error"' in said  # beside the question
    assert said.count("checked") == 2
    assert "Twice in May" in said
    assert said.count('data-behaviour="exclusive"') == 2 * said.count('value="now"')
    row.refresh_from_db()
    assert row.answers == {}


def test_fill_page_overtaken_shows_both_texts_and_can_be_saved(by_priya, start, mel):
    row = start()
    actions.save_answers(
        by=mel, reference=row.reference, part="significant", version=0,
        said={"missing": {"when": ["earlier"], "evidence": "Theirs"}},
    )  # fmt: skip
    address = page("fill", row.reference, "significant")
    typed = {"version": "0", "missing": ["now"], "missing-evidence": "Mine"}
    answer = by_priya.post(address, typed)
    said = text(answer)
    assert answer.status_code == 409
    assert "Theirs" in said
    assert "Mine" in said
    assert "6 to 12 months ago" in said
    assert 'name="version" value="1"' in said
    assert by_priya.post(address, {**typed, "version": "1"}).status_code == 302
    row.refresh_from_db()
    assert row.answers["missing"] == {"when": ["now"], "evidence": "Mine"}


def test_words_come_back_where_somebody_discarded_it_meanwhile(by_priya, start, mel):
    row = start()
    actions.discard_assessment(by=mel, reference=row.reference, reason="Begun by mistake")
    answer = by_priya.post(
        page("fill", row.reference, "analysis"), {"analysis": "Others waited for her.", "version": "0"},
        headers={"sec-fetch-site": "same-origin"},
    )  # fmt: skip
    assert answer.status_code == 403
    assert "discarded" in text(answer)
    assert "Others waited for her." in text(answer)


def test_save_tells_its_number_and_what_became_of_it(by_priya, start, mel):
    row = start()
    address = page("save", row.reference, "analysis")
    first = by_priya.post(address, {"version": "0", "analysis": "A lift"}).json()
    assert first == {"version": 1, "words": "Saved at 10am.", "is_saved": True}
    actions.save_answers(
        by=mel, reference=row.reference, part="analysis", version=1, said={"analysis": "Theirs"}
    )
    late = by_priya.post(address, {"version": "1", "analysis": "A lift and money"}).json()
    assert (late["version"], late["is_saved"]) == (1, False)
    assert "somebody else changed this page" in late["words"]
    assert by_priya.get(address)["Location"] == page("fill", row.reference, "analysis")
    wrong = {"version": "0", "missing": ["now", "no"]}
    said = by_priya.post(page("save", row.reference, "significant"), wrong).json()
    assert said["words"].startswith("Not saved yet. You ticked both “No”")
    assert not said["is_saved"]
    nonsense = by_priya.post(
        page("fill", row.reference, "voice"), {"version": "x", "child_view": "Hm"}
    )
    assert nonsense.status_code == 409


def test_pages_of_no_part_are_not_there(by_priya, start):
    row = start()
    for name in ("fill", "save"):
        assert by_priya.post(page(name, row.reference, "nowhere"), {"x": 1}).status_code == 404
    assert by_priya.get(page("fill", row.reference, "nowhere")).status_code == 404


def test_check_page_says_what_is_missing_in_place_of_the_button(by_priya, start, fill, priya):
    row = start()
    said = text(by_priya.get(page("check", row.reference)))
    assert "Say what you make of it." in said
    assert "Finish the assessment" not in said
    assert by_priya.post(page("finish", row.reference), {"version": "1"}).status_code == 403
    row = fill(row, priya, missing="now")
    said = text(by_priya.get(page("check", row.reference)))
    assert "Finish the assessment" in said
    stale = by_priya.post(page("finish", row.reference), {"version": "1"}, follow=True)
    assert "Check it again" in text(stale)
    done = by_priya.post(page("finish", row.reference), {"version": row.version}, follow=True)
    assert "It can no longer be changed" in text(done)
    for name in ("check", "discard"):
        assert by_priya.get(page(name, row.reference))["Location"] == page(
            "assessment", row.reference
        )
    assert by_priya.get(page("fill", row.reference, "about")).status_code == 302


def test_assessment_page_shows_the_prompt_as_a_prompt(by_priya, finished):
    row = finished(missing="now earlier", drugs="unknown", low_self_esteem="before")
    said = text(by_priya.get(page("assessment", row.reference)))
    for words in (
        "What the answers prompt: Low", "The level is decided by people", "7 points",
        "“Category 2: mild risk” (6 to 10)", "Not known is not no", "I just want to be left alone.",
        "5 for now or in the last 6 months and 1 for 6 to 12 months ago", "Seen by a youth worker",
    ):  # fmt: skip
        assert words in said, words


def test_discard_page_asks_why_and_keeps_what_was_written(by_priya, start):
    row = start()
    address = page("discard", row.reference)
    assert "10 characters or more" in text(by_priya.post(address, {"reason": "No"}))
    assert "Say why." in text(by_priya.post(address, {"reason": ""}))
    done = by_priya.post(address, {"reason": "Started for the wrong child"}, follow=True)
    assert "was discarded" in text(done)
    said = text(by_priya.get(page("assessment", row.reference)))
    assert "Started for the wrong child" in said
    assert "counts for nothing" in said


def test_compare_page_groups_what_became_of_each(by_priya, finished):
    first = finished(missing="now", drugs="unknown")
    second = finished(missing="no", alcohol="now")
    third = finished(missing="no", alcohol="now")
    finished(missing="no", alcohol="now", drugs="unknown")
    fifth = finished(missing="no", alcohol="now", drugs="now")
    said = text(by_priya.get(page("compare", second.reference)))
    assert said.index("Appeared") < said.index("Use of alcohol") < said.index("Gone")
    assert said.index("Now known") < said.index("Use of drugs") < said.index("Unchanged")
    assert "No answer has changed" in text(by_priya.get(page("compare", third.reference)))
    said = text(by_priya.get(page("compare", fifth.reference)))
    assert "Not known before, now present" in said
    assert "Appeared" not in said
    older = by_priya.get(page("compare", third.reference) + f"?with={first.reference}")
    assert "Use of alcohol" in text(older)
    assert by_priya.get(page("compare", first.reference)).status_code == 404


def test_tables_can_be_taken_away(by_priya, finished, jade):
    finished(missing="now")
    row = finished(missing="earlier", drugs="unknown")
    listed = table(by_priya.get(page("child_spreadsheet", jade.reference)))
    assert listed[1][0] == row.reference
    assert listed[1][6:] == ("Finished", 1, "No level")
    answers = table(by_priya.get(page("spreadsheet", row.reference)))
    assert len(answers) == 31
    assert ("Use of drugs", "Moderate indicator", "Not known") in [one[1:4] for one in answers]
    compared = table(by_priya.get(page("compare_spreadsheet", row.reference)))
    assert ("Missing by day or overnight", "Gone") in [one[1:3] for one in compared]


def test_who_may_only_read_is_offered_nothing_to_write(client, sam, finished, jade, monday):
    row = finished()
    client.force_login(sam)
    assert "Start an assessment" not in text(client.get(page("child_assessments", jade.reference)))
    assert client.get(page("assessment", row.reference)).status_code == 200


DOORS = {
    "ASSESSMENTS_VIEW": (
        actions.list_assessments, actions.export_assessments, actions.read_assessment,
        actions.export_assessment, actions.compare_assessments, actions.export_comparison,
        queries.assessments, queries.assessment, queries.assessments_of_child, queries.earlier,
        queries.latest_finished, queries.comparison, queries.lacking, queries.tools_in_force,
        queries.again, queries.repeat_due,
    ),
    "ASSESSMENTS_RECORD": (
        actions.start_assessment, actions.save_answers, actions.finish_assessment,
        actions.discard_assessment, actions.open_to_write, queries.to_start,
    ),
    "PROFILE_LOAD": (actions.load_tools,),
}  # fmt: skip


@pytest.mark.parametrize("permission", DOORS)
def test_every_door_asks_for_its_own_permission(permission):
    # Doors that lead through one another would hide a wrong one: each is asked by itself.
    assert {door.permission for door in DOORS[permission]} == {Permission[permission]}
    every = {name for room in (actions, queries) for name in room.__all__ if name.islower()}
    assert every == {door.__name__ for doors in DOORS.values() for door in doors}
