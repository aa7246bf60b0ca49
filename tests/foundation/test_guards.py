"""What stands around every page, guard by guard: words given back, lines logged, nothing stored."""

import pytest
import structlog
from django.http import HttpResponse

from cairn.foundation import middleware
from cairn.foundation.typed import MOST_FIELDS, words_typed

OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}


def test_words_typed_are_only_of_a_form_that_was_sent(rf):
    request = rf.post("/", {"why": "two words"}, **OURS)
    request.method = "GET"
    assert words_typed(request) == []


@pytest.mark.parametrize("name", ["password", "Password1", "receipt_CODE", "csrfmiddlewareTOKEN"])
def test_words_typed_hold_no_secret_however_it_is_called(rf, name):
    assert words_typed(rf.post("/", {name: "two words"}, **OURS)) == []


def test_words_typed_are_all_of_a_field_trimmed_and_not_endless(rf):
    sent = {"why": [" one two ", "three four"]}
    assert words_typed(rf.post("/", sent, **OURS)) == ["one two", "three four"]
    many = {f"field{number}": "two words" for number in range(MOST_FIELDS + 1)}
    assert len(words_typed(rf.post("/", many, **OURS))) == MOST_FIELDS


def test_request_log_says_how_it_went_under_a_number_of_its_own(rf):
    about = []

    def answer(request):
        about.append(structlog.contextvars.get_contextvars())
        return HttpResponse(status=418)

    structlog.contextvars.bind_contextvars(left_over="somebody")
    with structlog.testing.capture_logs() as lines:
        for _ in range(2):
            middleware.request_log(answer)(_unresolved(rf.get("/children/CH-1")))
    assert [(line["event"], line["method"], line["page"], line["status"]) for line in lines] == [
        ("request", "GET", "none", 418)
    ] * 2
    assert "left_over" not in about[0]
    assert about[0]["request_id"] != about[1]["request_id"]


def _unresolved(request):
    request.resolver_match = None
    return request


def test_never_stored_says_so_unless_the_page_says_otherwise(rf):
    plain = middleware.never_stored(lambda request: HttpResponse())(rf.get("/"))
    assert plain["Cache-Control"] == "no-store"
    own = HttpResponse(headers={"Cache-Control": "max-age=60"})
    assert (
        middleware.never_stored(lambda request: own)(rf.get("/"))["Cache-Control"] == "max-age=60"
    )
