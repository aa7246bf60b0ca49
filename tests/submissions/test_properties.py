"""Any post to the gate and to any page: a clear error or a saved draft, never a lost word."""

import html
import re
from collections import Counter, defaultdict
from uuid import uuid4

from django import forms
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.foundation.references import as_typed
from cairn.submissions import steps
from cairn.submissions.forms import GateForm
from cairn.submissions.rules import storable
from tests.depth import examples
from tests.submissions.conftest import ANSWERS, Walker

MANY = settings(max_examples=examples(small=150, deep=10_000), deadline=None)
NASTY = [
    "", " ", "\x00", "a\x00b", "\ud800", "x\udfffy", "\r\n\r\nlines\r", "\u202ebackwards", "😀" * 50,
    "w" * 100_000, "word " * 20_000, "-1", "1e999", "NaN", "null", "[]", "{}", "../../etc/passwd",
    "31/02/2026", "00/00/0000", "99999999999999", "29 2 2023", "12th of Never", "-5 days ago",
    "next year", "1/1/0001", "9999-12-31", "١/٢/٢٠٢٦", "today today", "11111111111111111111/1/1",
    "a million years ago", "%s %(x)s {0} {{x}}", "<b>bold</b>", "' OR 1=1 --", "=1+1", "child.1~",
    "\u2028", "\ufffd", "\x1b[31m", "\x85next", "＂wide＂",
]  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(NASTY), st.text(max_size=60), st.text(alphabet="0123456789/ -.", max_size=12)
)
STEPS = st.sampled_from(sorted(steps.STEPS))


def values(field):
    """What may be sent for a field: its own choices, or anything; once, or many times."""
    known = [code for code, _ in field.choices] if isinstance(field, forms.ChoiceField) else []
    known += ANSWERS["story"]["about"] + ["northmoor", "cse"] if known else []
    one = st.one_of(st.sampled_from(known), TEXTS) if known else TEXTS
    return st.one_of(
        one.map(lambda value: [value]), st.just([]), st.lists(one, max_size=3),
        one.map(lambda value: [value[:50]] * 60),
    )  # fmt: skip


@st.composite
def posts(draw):
    """A page of the form, what is typed there, and what the window says of itself."""
    step = steps.STEPS[draw(STEPS)]
    typed = {name: draw(values(field)) for name, field in step.form.base_fields.items()}
    own = st.one_of(st.just(None), TEXTS, st.integers(-5, 10**12).map(str))
    window = {name: draw(own) for name in ("version", "window", "order", "then")}
    number = draw(st.sampled_from([0, 0, 1, 2, 20]))
    return step, number, typed, {name: value for name, value in window.items() if value is not None}


def sendable(typed):
    """What a browser can put on the line: halves of characters arrive as marks."""
    return {
        name: [v.encode("utf-8", "replace").decode() for v in values] if isinstance(values, list)
        else values.encode("utf-8", "replace").decode()
        for name, values in typed.items()
    }  # fmt: skip


def lost(typed, walker, answer):
    """The words that are neither in the page nor in the draft."""
    page = html.unescape(answer.content.decode())
    kept = "\n".join(strings(walker.draft.answers))
    words = [storable(value).strip() for values in typed.values() for value in values]
    return [word[:80] for word in words if word not in kept and word not in page]


def strings(value):
    if isinstance(value, dict):
        value = list(value.values())
    return (
        [text for one in value for text in strings(one)]
        if isinstance(value, list)
        else [str(value)]
    )


@settings(max_examples=examples(small=150, deep=4_000), deadline=None)  # some 10,000 posts
@given(st.lists(posts(), min_size=1, max_size=4))
def test_posts_to_any_page_lose_no_word_and_never_break(db_ready, sent_posts):
    walker = Walker()
    walker.start(now="crime")
    for step, number, drawn, window in sent_posts:
        at = {"number": number} if number else {}
        address = walker.at("step", step=step.name, **at)
        typed = sendable(drawn)
        answer = walker.client.post(address, typed | sendable(window))
        assert answer.status_code in {200, 302}
        if answer.status_code == 200:
            assert "There is a problem" in answer.content.decode()
        assert lost(typed, walker, answer) == []
        for page in (address, walker.at("check"), walker.at("task_list")):
            assert walker.client.get(page).status_code == 200
    answer = walker.client.post(walker.at("send"))
    assert answer["Location"] in {walker.at("check"), walker.at("receipt")}


@MANY
@given(posts())
def test_pages_that_save_themselves_lose_no_word_and_never_break(db_ready, post):
    step, number, typed, window = post
    walker = Walker()
    walker.start()
    typed = sendable(typed)
    at = {"number": number} if number else {}
    answer = walker.client.post(
        walker.at("step_save", step=step.name, **at), typed | sendable(window)
    )
    assert answer.status_code == 200
    assert answer.json()["words"].startswith("Saved")
    assert lost(typed, walker, answer) == []


@MANY
@given(st.fixed_dictionaries({}, optional={
    "now": values(GateForm.base_fields["now"]), "about": values(GateForm.base_fields["about"]),
    "pathway": values(GateForm.base_fields["pathway"]), "key": TEXTS,
}))  # fmt: skip
def test_posts_to_the_gate_never_break(db_ready, said):
    walker = Walker()
    answer = walker.client.post(reverse("submissions:gate_answer"), sendable(said))
    assert answer.status_code in {200, 302}
    if answer.status_code == 200:
        assert "There is a problem" in answer.content.decode()
    else:
        assert walker.client.get(answer["Location"]).status_code == 200


@MANY
@given(TEXTS, TEXTS)
def test_typed_references_and_codes_never_break(db_ready, reference, code):
    walker = Walker()
    said = sendable({"reference": reference, "code": code})
    answer = walker.client.post(
        reverse("submissions:follow_up_open"), said, REMOTE_ADDR=f"10.0.0.{abs(hash(code)) % 250}"
    )
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()


@settings(max_examples=examples(small=40, deep=2_000), deadline=None)
@given(TEXTS, st.one_of(st.just(None), TEXTS))
def test_additions_lose_no_word_and_never_break(db_ready, text, key):
    walker = Walker().fill()
    reference, code = walker.send()
    walker.client.post(
        reverse("submissions:follow_up_open"), {"reference": reference, "code": code}
    )
    address = reverse("submissions:follow_up_add", args=[as_typed(reference)])
    said = sendable({"text": [text], "key": str(uuid4()) if key is None else key})
    answer = walker.client.post(address, said)
    assert answer.status_code in {200, 302}
    kept = [message.text for message in walker.submission.messages.all()]
    typed = storable(said["text"][0]).strip()
    assert typed in "\n".join(kept) or typed in html.unescape(answer.content.decode())


@settings(max_examples=examples(small=60, deep=2_000), deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["save", "post"]), TEXTS), max_size=8))
def test_windows_in_any_order_lose_no_last_word(db_ready, moves):
    """Three windows of one page save by themselves and are posted: each one's last text is kept."""
    walker = Walker()
    walker.start()
    windows = [walker.window("story") for _ in range(3)]
    orders, last, senders = Counter(), {}, defaultdict(set)
    for which, how, drawn in moves:
        orders[which] += 1
        text = sendable({"x": drawn})["x"]
        said = {"what": text, **windows[which], "order": str(orders[which])}
        page = "step_save" if how == "save" else "step"
        answer = walker.client.post(walker.at(page, step="story"), said)
        if how == "save":
            windows[which]["version"] = str(answer.json()["version"])
        last[which] = storable(text)
        senders[storable(text)].add(which)
    kept = strings(walker.draft.answers)
    # Of a text that two windows had alike, either may go on.
    own = [text for text in last.values() if len(senders[text]) == 1]
    assert [text for text in own if text not in kept] == []
    assert re.search("<form", walker.client.get(walker.at("step", step="story")).content.decode())
