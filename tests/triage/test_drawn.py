"""The first page of the queue is drawn once while nothing changes: for each person, and never old."""

import re

import pytest
from django.test import Client

from cairn.triage import actions
from cairn.triage.views import queue as views

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def _words(browser, address="/desk/"):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", browser.get(address).content.decode()))


@pytest.fixture
def at_next_desk(quinn):
    """Another browser, in which Quinn is signed in."""
    browser = Client()
    browser.force_login(quinn, backend=BACKEND)
    return browser


def test_queue_is_drawn_for_each_person(at_desk, at_next_desk, pat, send):
    actions.pick_up(by=pat, reference=send().reference)
    for _ in range(2):
        assert "You have it" in _words(at_desk)
        assert "You have it" not in _words(at_next_desk)
        assert "Pat has it" in _words(at_next_desk)


def test_queue_is_drawn_within_each_persons_reach(at_desk, sol, send, southmere):
    hidden, shown = send(), send(council=southmere)
    browser = Client()
    browser.force_login(sol, backend=BACKEND)
    assert hidden.reference in _words(at_desk)
    assert hidden.reference not in _words(browser)
    assert shown.reference in _words(browser)


def test_queue_is_drawn_again_when_a_colleague_takes_one(at_desk, quinn, send):
    submission = send()
    assert "Nobody has it" in _words(at_desk)
    actions.pick_up(by=quinn, reference=submission.reference)
    assert "Quinn has it" in _words(at_desk)
    actions.put_back(by=quinn, reference=submission.reference)
    assert "Quinn has it" not in _words(at_desk)


def test_queue_is_drawn_for_each_tab_and_filter(at_desk, send, southmere):
    send()
    assert "Nobody has it" in _words(at_desk)
    assert "Nothing waits for an answer" in _words(at_desk, "/desk/?tab=waiting")
    assert "You have nothing" in _words(at_desk, "/desk/?tab=mine")
    assert "Nobody has it" not in _words(at_desk, "/desk/?area=southmere")


def test_queue_that_changes_while_it_is_drawn_is_drawn_again(at_desk, quinn, send, monkeypatch):
    submission = send()
    drawn = views._drawn

    def draw_slowly(page, shown):
        monkeypatch.setattr(views, "_drawn", drawn)
        actions.pick_up(by=quinn, reference=submission.reference)
        return drawn(page, shown)

    monkeypatch.setattr(views, "_drawn", draw_slowly)
    assert "Nobody has it" in _words(at_desk)
    assert "Quinn has it" in _words(at_desk)


def test_queue_is_drawn_once_while_nothing_changes(at_desk, send, monkeypatch):
    send()
    first = _words(at_desk)
    monkeypatch.setattr(views, "_drawn", None)
    assert _words(at_desk) == first
