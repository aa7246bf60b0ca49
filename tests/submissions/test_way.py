"""The way from the gate to the receipt, as a stranger and signed in."""

import pytest
from django.urls import reverse

from cairn.audit.models import AuditEvent
from cairn.foundation import clock
from cairn.submissions.models import Submission
from tests.submissions.conftest import ANSWERS, BOXING_DAY_EVENING, Walker


def test_way_of_a_stranger_has_nine_screens(alex):
    seen = [reverse("submissions:gate")]
    place = alex.start()["Location"]
    while not place.endswith("/check"):
        seen.append(place)
        assert alex.client.get(place).status_code == 200
        step = place.split("/page/")[1].split("/")[0]
        place = alex.client.post(place, ANSWERS[step])["Location"]
    seen += [place, alex.client.post(alex.at("send"))["Location"]]
    assert len(seen) == 9


def test_send_keeps_what_was_typed_apart_from_who_typed_it(sent, northmoor):
    kept = sent.submission
    assert kept.content["story"]["what"] == ANSWERS["story"]["what"]
    assert kept.content["story"]["when_from"] == "2026-11-17"
    assert kept.content["child"] == [
        {"name": "Jade Example", "born": "4 5 2012", "born_on": "2012-05-04"}
    ]
    assert (kept.council, kept.rank, kept.sent_by) == (northmoor, 2, None)
    assert "Alex" not in str(kept.content)
    assert kept.submitter.name == "Alex Example"
    assert {(m.kind, m.normal) for m in kept.mentions.all()} == {
        ("child", "jade example"),
        ("adult", "mr blue van"),
        ("place", "invented lane bus shelter"),
    }


def test_send_empties_the_draft_and_leaves_a_trace(sent):
    assert sent.draft.answers == {}
    events = list(AuditEvent.objects.order_by("id").values_list("event", flat=True))
    assert events == ["submissions.draft_started", "submissions.sent"]
    assert "Jade" not in str(AuditEvent.objects.values_list("details", "record_id"))


def test_receipt_is_shown_again_to_the_same_browser_only(sent):
    assert sent.receipt() == sent.given
    assert Walker().client.get(sent.at("receipt")).status_code == 404


def test_send_of_somebody_signed_in_skips_who_they_are(teacher, tess, school, northmoor):
    teacher.fill()
    assert "you" not in teacher.draft.answers
    teacher.send()
    kept = teacher.submission
    assert kept.sent_by == tess
    assert (kept.submitter.name, kept.submitter.agency) == ("Tess", school)


def test_send_without_an_area_takes_where_the_sender_works(teacher, northmoor):
    teacher.start()
    teacher.write("story", {"what": "Vapes are sold there."})
    teacher.write("sharing")
    teacher.send()
    assert teacher.submission.council == northmoor


def test_send_without_an_area_or_an_account_leaves_it_unknown(alex):
    alex.start()
    alex.write("story", {"what": "Vapes are sold there."})
    alex.write("sharing")
    alex.write("you", {})
    alex.send()
    assert alex.submission.council is None


@pytest.mark.parametrize(("now", "rank", "words"), [
    ("danger", 0, "Call 999 now"), ("soon", 0, "Safeguarding Hub or 101"), ("crime", 1, "on 101"),
])  # fmt: skip
def test_gate_asks_for_the_call_and_keeps_the_rest(alex, now, rank, words):
    place = alex.start(now=now)["Location"]
    assert place.endswith("/page/call")
    assert words in alex.client.get(place).content.decode()
    alex = Walker()
    alex.fill(now=now).send()
    assert alex.submission.rank == rank
    assert alex.submission.content["call"]["call_reference"] == "ten past four"


def test_gate_explains_the_choices_of_a_victim(alex):
    page = alex.client.get(alex.start(now="crime")["Location"]).content.decode()
    assert "do not have to take it any further than the crime being recorded" in page
    assert "01632 960001" in page


def test_gate_for_another_concern_leads_elsewhere_and_starts_nothing(alex):
    said = {"now": "danger", "about": "no", "pathway": "no"}
    answer = alex.client.post(reverse("submissions:gate_answer"), said, follow=True)
    assert "Call 999 now" in answer.content.decode()
    assert not Submission.objects.exists()


def test_gate_says_at_once_that_nobody_reads_on_a_bank_holiday(alex):
    address = reverse("submissions:gate")
    assert "Nobody is reading this now" not in alex.client.get(address).content.decode()
    with clock.at(BOXING_DAY_EVENING):
        page = alex.client.get(address).content.decode()
    assert "Nobody is reading this now" in page
    assert "9am on Tuesday 29 December" in page


def test_gate_works_before_the_profile_is_loaded(alex, partnership_rules):
    from cairn.agencies.models import ContactPoint, LocalStandard

    ContactPoint.objects.all().delete()
    LocalStandard.objects.all().delete()
    assert alex.client.get(reverse("submissions:gate")).status_code == 200
    page = alex.client.get(alex.start(now="soon")["Location"]).content.decode()
    assert "tel:101" in page
    assert "tel:999" in page
    alex.fill().send()


def test_pathway_asks_whether_the_lead_practitioner_knows(alex):
    alex.start(pathway="yes")
    alex.write("story", {"what": "x"})
    assert (
        "lead practitioner too?"
        in alex.client.get(alex.at("step", step="sharing")).content.decode()
    )
    alex.write("sharing", lead_told="no")
    alex.write("you")
    alex.send()
    page = alex.client.get(alex.at("receipt")).content.decode()
    assert "Tell the lead practitioner too" in page


def test_only_ticked_kinds_come(alex):
    alex.start()
    answer = alex.write("story", {"what": "x", "about": ["phone"]})
    assert answer["Location"] == alex.at("step", step="phone", number=1)
    assert alex.write("phone", number=1)["Location"] == alex.at("step", step="sharing")


def test_add_another_gives_a_second_page_and_a_second_child(alex):
    alex.start()
    alex.write("story", {"what": "x", "about": ["child"]})
    answer = alex.write("child", {"name": "One", "then": "another"}, number=1)
    assert answer["Location"] == alex.at("step", step="child", number=2)
    alex.write("child", {"name": "Two"}, number=2)
    alex.write("sharing")
    alex.write("you")
    alex.send()
    assert [child["name"] for child in alex.submission.content["child"]] == ["One", "Two"]


def test_add_another_stops_at_twenty_and_gives_the_words_back(alex):
    alex.start()
    for number in range(1, 21):
        alex.write("child", {"name": f"Number {number}"}, number=number)
    answer = alex.write("child", {"name": "One too many"}, number=21)
    assert "One too many" in answer.content.decode()
    assert "child.21" not in alex.draft.answers


def test_remove_takes_one_out_and_the_kind_with_the_last(alex):
    alex.start()
    alex.write("story", {"what": "x", "about": ["child", "adult"]})
    alex.write("child", {"name": "One"}, number=1)
    alex.client.post(alex.at("step_remove", step="child", number=1), {"sure": "yes"})
    assert alex.draft.answers["story"]["about"] == ["adult"]
    assert "child.1" not in alex.draft.answers


def test_remove_asks_first_where_something_was_written(alex):
    alex.start()
    alex.write("story", {"what": "x", "about": ["child", "adult"]})
    alex.write("child", {"name": "Robin"}, number=1)
    asked = alex.client.post(alex.at("step_remove", step="child", number=1)).content.decode()
    assert "Take this out?" in asked
    assert "Child: Robin" in asked
    assert alex.draft.answers["child.1"]["name"] == "Robin"
    alex.client.post(alex.at("step_remove", step="adult", number=1))  # nothing to lose there
    assert alex.draft.answers["story"]["about"] == ["child"]


@pytest.mark.parametrize("step", ["story", "sharing", "you"])
def test_suggestions_stand_below_the_text_they_are_about(alex, step):
    alex.start()
    shown = alex.client.get(alex.at("step", step=step)).content.decode()
    text = shown.index("<textarea" if "<textarea" in shown else 'id="id_phone"')
    assert text < shown.index("data-suggestions") < shown.index("Save and continue")


def test_check_names_what_is_missing_and_links_to_it(alex):
    alex.start()
    alex.write("story", {"what": "", "about": ["child"]})
    page = alex.client.get(alex.at("check")).content.decode()
    assert "Enter what you saw or heard." in page
    assert "Enter the child’s name" in page
    assert 'action="' + alex.at("send") not in page
    assert alex.client.post(alex.at("send"))["Location"] == alex.at("check")
    assert not Submission.objects.exists()


def test_task_list_says_how_far_each_part_is(alex):
    alex.start()
    alex.write("story", {"what": "x", "about": ["child"]})
    alex.write("child", {"name": ""}, number=1)
    page = alex.client.get(alex.at("task_list")).content.decode()
    assert [
        state for state in ("Completed", "Look at it again", "Not started") if state not in page
    ] == []


def test_story_is_offered_better_words_in_private_and_never_blocked(alex):
    alex.start()
    answer = alex.write("story", {"what": "She is promiscuous."})
    assert answer.status_code == 302
    page = alex.client.get(alex.at("step", step="story")).content.decode()
    assert "Words you may want to change" in page
    assert "promiscuous" in page


def test_pages_are_small(alex):
    alex.fill()
    for address in (
        reverse("submissions:gate"), alex.at("step", step="story"), alex.at("check"),
        alex.at("task_list"),
    ):  # fmt: skip
        assert len(alex.client.get(address).content) < 60_000


def test_several_answers_are_checkboxes(alex):
    alex.start()
    page = alex.client.get(alex.at("step", step="story")).content.decode()
    assert page.count('type="checkbox"') == 6 + 8  # whom it is about, and the eight strands


@pytest.mark.parametrize(("said", "earliest", "latest"), [
    ("last Tuesday after school", "2026-11-17", "2026-11-17"), ("3 11 2026, 4pm", "2026-11-03", "2026-11-03"),
    ("last week when it rained", "2026-11-16", "2026-11-22"), ("may have been his birthday", None, None),
    ("after the fair", None, None), ("around 14 November", "2026-11-11", "2026-11-17"),
])  # fmt: skip
def test_when_is_read_where_it_can_be(alex, said, earliest, latest):
    alex.start()
    alex.write("story", {"what": "x", "when": said})
    alex.write("sharing")
    alex.write("you")
    assert ("We read this as" in alex.client.get(alex.at("check")).content.decode()) == bool(
        earliest
    )
    alex.send()
    story = alex.submission.content["story"]
    assert story["when"] == said
    assert (story.get("when_from"), story.get("when_until")) == (earliest, latest)
