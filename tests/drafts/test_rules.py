"""What of a form may be kept: this is no store for anything else."""

import json

import pytest

from cairn.drafts import rules

SAID = {"page": "/plans/x/write", "form": "/plans/x/write#a", "typed": {"safe": ["Nan"]}}


def read(**other):
    return rules.read(json.dumps({**SAID, **other}).encode())


def test_read_gives_what_our_pages_send():
    assert read() == rules.Sent("/plans/x/write", "/plans/x/write#a", {"safe": ["Nan"]})
    assert read(typed={"initial-IV-7K3M": ["a", "b"], "missing.when": []}).typed == {
        "initial-IV-7K3M": ["a", "b"], "missing.when": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        {"page": "https://elsewhere.example/"},
        {"page": None},
        {"page": "/a?b=c"},
        {"page": "/" + "a" * 300},
        {"form": "javascript:x"},
        {"form": "/a#<b>"},
        {"typed": ["a"]},
        {"typed": {"a b": ["x"]}},
        {"typed": {"": ["x"]}},
        {"typed": {"a" * 101: ["x"]}},
        {"typed": {"a": "x"}},
        {"typed": {"a": [{"b": 1}]}},
        {"typed": {f"a{number}": ["x"] for number in range(401)}},
    ],
)
def test_read_refuses_what_no_page_of_ours_sends(other):
    assert read(**other) is None


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff", b"{", b"[" * 100_000])
def test_read_survives_nonsense(body):
    assert rules.read(body) is None


def test_read_leaves_secrets_out_and_what_no_database_holds():
    typed = {"password": ["x"], "csrfmiddlewaretoken": ["x"], "receipt_code": ["x"]}
    assert read(typed=typed).typed == {}
    assert read(typed={"a": ["one\0\ud800two"]}).typed == {"a": ["one?two"]}


def test_reason_not_to_keep():
    sent = read(window="b", after="a")
    assert rules.reason_not_to_keep(sent, size=200_000, forms=199) is None
    assert "too long" in rules.reason_not_to_keep(sent, size=200_001, forms=0)
    assert "too many" in rules.reason_not_to_keep(sent, size=1, forms=200)


@pytest.mark.parametrize(
    ("window", "is_kept"), [(None, True), ("a", True), ("b", True), ("c", False)]
)
def test_reason_not_to_keep_over_the_words_of_another_window(window, is_kept):
    reason = rules.reason_not_to_keep(
        read(window="b", after="a"), size=1, forms=0, window=window
    )  # fmt: skip
    assert (reason is None) == is_kept
