"""Nothing typed is lost where a form cannot be accepted."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from cairn.foundation.refusals import Overtaken
from cairn.foundation.typed import words_typed

OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}
WORDS = "Her aunt rang: she is safe with her."


def test_words_typed_are_the_texts_and_nothing_else(rf):
    sent = {
        "why": f" {WORDS}\n", "version": "3", "kind": "lead", "given_name": "Jade",
        "key": "00000000-0000-4000-8000-000000000000", "password": "two words",
        "csrfmiddlewaretoken": "a b", "receipt_code": "ABCD EFGH",
    }  # fmt: skip
    assert words_typed(rf.post("/", sent, **OURS)) == [WORDS]


def test_words_typed_are_every_answer_where_the_page_says_what_it_asks(rf):
    def view(request):
        """A page of two short questions."""

    view.labels_typed = lambda kind: {"safe": f"Who is safe, {kind}?", "token": "Secret?"}
    sent = {"safe": " nan ", "sign": "two words", "token": "x", "empty": ""}
    request = rf.post("/", sent, **OURS)
    request.resolver_match = SimpleNamespace(func=view, kwargs={"kind": "now"})
    assert words_typed(request) == ["Who is safe, now?\nnan"]


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", ""])
def test_words_of_another_site_are_not_repeated(rf, site):
    assert words_typed(rf.post("/", {"why": WORDS}, HTTP_SEC_FETCH_SITE=site)) == []


def test_form_sent_after_the_session_ended_shows_the_words(client, db, jade):
    page = reverse("children:restrict", args=[jade.reference])
    answer = client.post(page, {"why": WORDS}, **OURS)
    assert answer.status_code == 403
    assert WORDS in answer.content.decode()
    assert reverse("account_login") in answer.content.decode()
    assert client.post(page, {"why": WORDS}).status_code == 302


def test_somebody_overtaken_at_the_last_moment_keeps_their_words(client, pat, jade, monkeypatch):
    def overtaken(**_):
        raise Overtaken("Somebody changed this record after you opened it. Nothing was changed.")

    monkeypatch.setattr("cairn.children.views.record.actions.change_child", overtaken)
    client.force_login(pat, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = reverse("children:change", args=[jade.reference])
    sent = {"given_name": "Jade", "family_name": "Fell", "description": WORDS, "version": 1}
    sent |= {"council": jade.council.code, "born_on": "", "also_known_as": "", "school": ""}
    answer = client.post(page, sent, **OURS)
    assert answer.status_code == 403
    assert WORDS in answer.content.decode()
