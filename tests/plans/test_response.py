"""A response plan: what it asks for, its one sheet, and that it is a plan as the others are."""

import uuid

import pytest

from cairn.foundation.refusals import OutOfReach, Overtaken
from cairn.plans import actions, rules
from cairn.plans.choices import Copy, Kind
from cairn.plans.sections import COPIES, asked
from tests.plans.conftest import RESPONSE
from tests.plans.test_pages import _pages, by_priya, numbers, page, text  # noqa: F401


def test_all_of_a_response_plan_stands_on_its_sheet():
    assert list(COPIES[Kind.RESPONSE]) == [Copy.SHEET]
    assert all(list(one.on) == [Copy.SHEET] for one in asked(Kind.RESPONSE))
    parts = rules.parts_of_copy(Kind.RESPONSE, Copy.SHEET, RESPONSE)
    assert [text for part in parts for _, text in part.lines] == [
        RESPONSE[one.name] for one in asked(Kind.RESPONSE)
    ]
    assert parts[0].heading == "Who does what, in order"


def test_response_plan_says_who_keeps_it():
    found = rules.problems(Kind.RESPONSE, {"steps": "Nan rings her."})
    assert found == {"kept_by": "Say which carer or home keeps this plan."}
    assert "" in rules.problems(Kind.RESPONSE, {"kept_by": "Nan"})  # and nothing planned
    assert rules.problems(Kind.RESPONSE, RESPONSE) == {}


def test_first_steps_are_in_order_and_leave_out_what_nobody_wrote():
    said = rules.first_steps({"ring_101": "After an hour.", "steps": "Nan rings her."})
    assert said == [("Who does what, in order", "Nan rings her."), ("Ring 101", "After an hour.")]


def test_response_plan_has_versions_and_nobody_overwrites_it(save, priya, mel, jade):
    save(kind="response")
    save(kind="response", by=mel, money="Nothing")
    with pytest.raises(Overtaken):
        save(kind="response", version=1, money="Ten pounds")
    _, both = actions.compare(by=priya, child=jade.reference, kind="response")
    assert [one.label for one in both.differing] == [
        "What money have they, and how do they travel?"
    ]


def test_response_plan_has_no_copy_for_the_child(save, priya, jade):
    save(kind="response")
    save()
    for kind, copy in (("response", "child"), ("response", "carers"), ("safety", "sheet")):
        with pytest.raises(OutOfReach):
            actions.print_copy(by=priya, child=jade.reference, kind=kind, copy=copy)
    actions.print_copy(by=priya, child=jade.reference, kind="response", copy="sheet")


def test_response_plan_is_written_on_its_page(by_priya, jade):  # noqa: F811
    assert "There is no response plan yet" in text(
        by_priya.get(page("plan", jade, kind="response"))
    )
    where = page("write", jade, kind="response")
    assert "On no copy" not in text(by_priya.get(where))
    sent = {"version": "0", "key": str(uuid.uuid4()), "steps": "Nan rings her."}
    said = text(by_priya.post(where, sent))
    assert "Say which carer or home keeps this plan." in said
    assert "Nan rings her." in said
    done = by_priya.post(where, sent | {"kept_by": "Nan"}, follow=True)
    assert "The plan is saved." in text(done)
    assert "One sheet to print" in text(done)
    assert "Copy for the child" not in text(done)


def test_sheet_is_one_page_however_it_is_taken(by_priya, jade, save, numbers):  # noqa: F811
    long = {name: words * 4 for name, words in RESPONSE.items() if name != "kept_by"}
    save(kind="response", **long)
    shown = text(by_priya.get(page("copy", jade, "sheet", kind="response")))
    answer = by_priya.get(page("copy_pdf", jade, "sheet", kind="response"))
    assert answer["Content-Disposition"] == 'attachment; filename="response-plan.pdf"'
    (sheet,) = _pages(answer)
    for words in (
        "If this child is missing: Jade", "999", "101", "01632 960111", "Kept by", "Music.",
        "printed by Priya", "1 of 1",
    ):  # fmt: skip
        assert words in " ".join(sheet.split()), words
        assert words in shown or words == "1 of 1", words
    assert sheet.index("Who does what") < sheet.index("Where they may go")
