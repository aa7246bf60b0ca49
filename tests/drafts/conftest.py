"""Priya writes Jade's safety plan, and leaves its page without saving."""

import json
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from cairn.foundation import clock
from tests.house_rules.conftest import _meeting, standards

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MONDAY = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
WORDS = "Nan’s kitchen, and the library until 7."


@pytest.fixture(autouse=True)
def monday(northmoor):
    standards(northmoor)
    with clock.at(MONDAY):
        yield


class Writer:
    """Somebody at a browser, whose pages keep what they type: on one page unless said otherwise."""

    def __init__(self, person, page):
        self.client, self.page = Client(), page
        self.client.force_login(person, backend=BACKEND)

    def keep(self, typed=None, *, page=None, form=None, at="drafts:keep", **more):
        page = page or self.page
        said = {"page": page, "form": form or page, "typed": typed or {"safe_places": [WORDS]}}
        said |= more  # the window, and the one that it goes on from
        return self.client.post(reverse(at), json.dumps(said), content_type="application/json")

    def remove(self, **where):
        return self.keep(at="drafts:remove", **where)

    def opens(self, page=None):
        """What the page gives back: form -> what was typed; None where it gives nothing."""
        answer = self.client.get(page or self.page)
        return given_back(answer)


def told_to_script(answer):
    text = answer.content.decode()
    if 'id="cairn-drafts"' not in text:
        return None
    told = text.split('id="cairn-drafts"')[1].split(">", 1)[1].split("</script>")[0]
    return json.loads(told)


def given_back(answer):
    told = told_to_script(answer)
    return told and {form: kept["typed"] for form, kept in told["forms"].items()}


@pytest.fixture
def page(jade):
    return reverse("plans:write", args=[jade.reference, "safety"])


@pytest.fixture
def held(northmoor, pat, jade):
    """A Level 1 about Jade that is under way: how it, its item and its decision are called."""
    return _meeting(northmoor, pat, jade)


@pytest.fixture
def writer(page):
    """writer(priya): Priya at the page of Jade's plan."""
    return lambda person, page=page: Writer(person, page)


@pytest.fixture
def priyas(writer, priya):
    return writer(priya)
