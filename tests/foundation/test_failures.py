"""A page that breaks leaves its kind and place in the log, and nothing anybody typed."""

import logging
from io import StringIO

import pytest
from django.conf import settings
from django.test import Client
from structlog.stdlib import ProcessorFormatter

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


@pytest.mark.parametrize("sentence", ["Nothing was saved", "tel:999"])
def test_broken_page_says_what_to_do(db, monkeypatch, sentence):
    monkeypatch.setattr(views, "render", lambda *given, **more: 1 / 0)
    assert sentence in Client(raise_request_exception=False).get("/who-to-call").content.decode()


@pytest.fixture
def written():
    """What standard error gets, in the form that the settings give it."""
    given = settings.LOGGING["formatters"]["json"]
    handler = logging.StreamHandler(StringIO())
    handler.setFormatter(ProcessorFormatter(**{k: v for k, v in given.items() if k != "()"}))
    logging.getLogger().addHandler(handler)
    yield handler.stream.getvalue
    logging.getLogger().removeHandler(handler)


def test_library_that_logs_an_error_logs_its_kind_and_not_its_words(written):
    try:
        raise ZeroDivisionError("tess@example.test")
    except ZeroDivisionError as error:
        logging.getLogger("a.library").error("Job 7 ended", exc_info=True)
        logging.getLogger("a.library").error("Job 8 ended", exc_info=error)
    assert written().count('"error": "ZeroDivisionError"') == 2
    assert written().count("test_failures.py") == 2
    assert "tess" not in written()


def test_refused_form_logs_no_address(db, written):
    client = Client(enforce_csrf_checks=True)
    assert client.post("/account/invitation/a-secret", {}).status_code == 403
    assert client.get("/", headers={"host": "jade-example.test"}).status_code == 400
    assert "a-secret" not in written()
    assert "jade" not in written()
