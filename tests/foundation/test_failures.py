"""A page that breaks leaves its kind and place in the log, and nothing anybody typed."""

import logging

import pytest
from django.test import Client

from cairn.home import views


def test_log_failure_names_the_kind_and_the_place_and_nothing_else(db, monkeypatch, caplog):
    def breaks(request):
        raise ZeroDivisionError("Jade Example")

    monkeypatch.setattr(views, "render", lambda *given, **more: breaks(given[0]))
    caplog.set_level(logging.ERROR)
    answer = Client(raise_request_exception=False).get("/who-to-call?q=Jade")
    lines = [str(record.msg) for record in caplog.records if record.name == "cairn.failure"]
    assert answer.status_code == 500
    assert "ZeroDivisionError" in lines[0]
    assert "test_failures.py" in lines[0]
    assert "Jade" not in "".join(lines)


@pytest.mark.parametrize("sentence", ["Nothing was saved", "call 999"])
def test_broken_page_says_what_to_do(db, monkeypatch, sentence):
    monkeypatch.setattr(views, "render", lambda *given, **more: 1 / 0)
    assert sentence in Client(raise_request_exception=False).get("/who-to-call").content.decode()
