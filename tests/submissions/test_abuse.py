"""What an intruder tries: other people's keys, scripts in every field, formulas, odd requests."""

import re
from io import BytesIO
from uuid import uuid4

import pytest
from django import forms
from django.urls import reverse
from openpyxl import load_workbook

from cairn.submissions import actions, steps
from tests.submissions.conftest import ANSWERS, Walker

SCRIPT = "\"><script>alert('x')</script><img src=x onerror=alert(1)>{{ 7*7 }}"
BY_KEY = [
    ("get", "step", {"step": "story"}), ("get", "step", {"step": "child", "number": 1}),
    ("post", "step", {"step": "story"}), ("post", "step_choose", {"step": "story"}),
    ("post", "step_remove", {"step": "child", "number": 1}), ("get", "task_list", {}),
    ("get", "throw_away", {}), ("post", "throw_away", {}), ("get", "attach", {}),
    ("post", "attach", {}), ("post", "attachment_remove", {"file": "FILE-0000-0000"}),
    ("get", "check", {}), ("post", "send", {}), ("get", "receipt", {}),
]  # fmt: skip


@pytest.mark.parametrize(("method", "page", "more"), BY_KEY)
@pytest.mark.parametrize("owned", [True, False])
def test_changed_key_opens_nothing(alex, teacher, method, page, more, owned):
    victim = (teacher if owned else alex).fill()
    before = victim.draft.answers
    intruder = Walker()
    intruder.start()
    said = {"what": "x", "window": ""}
    for key in (victim.key, str(uuid4())):
        intruder.key = key
        answer = getattr(intruder.client, method)(intruder.at(page, **more), said)
        assert answer.status_code == 404
        assert "blue van" not in answer.content.decode()
    assert victim.draft.answers == before


def test_changed_key_saves_nothing_by_itself(alex):
    alex.fill()
    before = alex.draft.answers
    intruder = Walker()
    intruder.key = alex.key
    answer = intruder.client.post(intruder.at("step_save", step="story"), {"what": "x"}).json()
    assert answer["words"].startswith("Not saved")
    assert alex.draft.answers == before


def test_receipt_of_another_is_not_shown_by_its_key(sent, teacher):
    teacher.start()
    teacher.key = sent.key
    assert teacher.client.get(teacher.at("receipt")).status_code == 404
    assert teacher.client.post(teacher.at("send")).status_code == 404


@pytest.mark.parametrize("name", steps.STEPS)
def test_script_in_every_field_comes_back_as_text(alex, name):
    step = steps.STEPS[name]
    number = 1 if step.another else None
    typed = {
        field: SCRIPT for field, kind in step.form.base_fields.items()
        if not isinstance(kind, forms.ChoiceField)
    }  # fmt: skip
    alex.start(now="crime")
    alex.write("story")
    at = {"number": number} if number else {}
    page = alex.write(name, typed | {"then": SCRIPT, "window": SCRIPT}, number=number)
    shown = [page, *(alex.client.get(alex.at(one)) for one in ("check", "task_list"))]
    shown.append(alex.client.get(alex.at("step", step=name, **at)))
    for answer in shown:
        text = answer.content.decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert '"><' + "script" not in text
    assert "&lt;script&gt;" in shown[-1].content.decode()


def test_script_in_an_address_comes_back_as_text(alex):
    for address in (
        reverse("submissions:gate") + "?draft=", reverse("submissions:elsewhere") + "?now=",
    ):  # fmt: skip
        assert "<script>alert" not in alex.client.get(address + SCRIPT).content.decode()


def test_script_in_a_question_and_an_addition_comes_back_as_text(sent, pat):
    reference, code = sent.given
    actions.ask(by=pat, reference=reference, text=SCRIPT, key=uuid4())
    said = {"reference": reference, "code": code}
    sent.client.post(reverse("submissions:follow_up_open"), said)
    address = reverse("submissions:follow_up_add", args=[reference])
    sent.client.post(address, {"text": SCRIPT, "key": str(uuid4())})
    page = sent.client.get(reverse("submissions:followed", args=[reference])).content.decode()
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;") == 2


def test_script_in_a_reference_and_a_code_comes_back_as_text(alex):
    said = {"reference": SCRIPT, "code": SCRIPT}
    page = alex.client.post(reverse("submissions:follow_up_open"), said).content.decode()
    assert "<script>alert" not in page
    assert "We could not find that" in page


def test_formula_in_where_it_went_is_text_in_the_spreadsheet(teacher, pat):
    teacher.fill().send()
    reference = teacher.submission.reference
    told = '=HYPERLINK("http://bad.example","x")'
    actions.finish(by=pat, reference=reference, outcome="passed_on", told=told, version=1)
    answer = teacher.client.get(reverse("submissions:mine_spreadsheet"))
    cells = [cell for row in load_workbook(BytesIO(answer.content)).active for cell in row]
    assert all(cell.data_type in {"s", "d", "n"} for cell in cells)
    assert any(told in str(cell.value) for cell in cells)


@pytest.mark.parametrize("page", ["send", "step_save", "step_choose"])
def test_acts_are_not_done_by_opening_an_address(alex, page):
    alex.fill()
    address = {
        "send": alex.at("send"),
        "step_save": alex.at("step_save", step="story"),
        "step_choose": alex.at("step_choose", step="story"),
    }[page]
    assert alex.client.get(address).status_code == (405 if page == "step_save" else 302)
    assert alex.draft.submission is None


def test_addresses_that_a_mistake_leaves_in_the_browser_lead_to_the_form(alex, sent):
    alex.start()
    alex.write("child", {"name": "Robin"}, number=1)
    reference = sent.given[0]
    more = {"reference": reference, "question": uuid4()}
    one = {"step": "child", "number": 1}
    for address, form in (
        (reverse("submissions:gate_answer"), reverse("submissions:gate")),
        (reverse("submissions:follow_up_open"), reverse("submissions:follow_up")),
        (reverse("submissions:follow_up_add", args=[reference]), f"/follow-up/{reference}"),
        (reverse("submissions:follow_up_answer", kwargs=more), f"/follow-up/{reference}"),
        (alex.at("step_remove", **one), alex.at("step", **one)),
    ):
        assert alex.client.get(address)["Location"] == form
    assert alex.draft.answers["child.1"]["name"] == "Robin"


@pytest.mark.parametrize("path", ["invented", "child/999999", "story/0/1"])
def test_pages_that_the_form_does_not_have_are_not_found(alex, path):
    alex.start()
    address = alex.at("step", step="story").replace("/page/story", f"/page/{path}")
    for send in (alex.client.get, alex.client.post):
        assert send(address, {"what": "x"}).status_code == 404


def test_gate_without_answers_says_what_to_select(alex):
    page = alex.client.post(reverse("submissions:gate_answer"), {}).content.decode()
    assert len(re.findall(r'class="govuk-error-message"', page)) == 3


def test_whether_a_child_is_known_changes_nothing(jade, monkeypatch):
    """The paired world: the same way with a child on record and without, the same bytes."""

    def way(name):
        walker = Walker()
        pages = []
        place = walker.start()["Location"]
        while not place.endswith("/receipt"):
            pages.append(walker.client.get(place).content.decode())
            if place.endswith("/check"):
                place = walker.client.post(walker.at("send"))["Location"]
                continue
            step = place.split("/page/")[1].split("/")[0]
            said = ANSWERS[step] | ({"name": name} if step == "child" else {})
            place = walker.client.post(place, said)["Location"]
        pages.append(walker.client.get(place).content.decode())
        whole = "\n".join(pages).replace(walker.key, "KEY").replace(name, "NAME")
        whole = re.sub(r'(name="(csrfmiddlewaretoken|window|key)" value|nonce)="[^"]*"', "", whole)
        return re.sub(r'<dd class="cairn-code">[^<]+', "", whole)

    assert way("Jade Example") == way("Nova Example")
