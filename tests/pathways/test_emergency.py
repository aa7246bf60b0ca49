"""What is open in an emergency is there to be read: a pathway, its contacts and the line of time.

Whoever wrote something all the same is told why it is not kept, and has their words back.
"""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.children.models import EmergencyAccess
from cairn.chronology import actions as chronology
from cairn.chronology.models import Entry
from cairn.foundation import clock
from cairn.foundation.refusals import Refused
from cairn.pathways import actions
from cairn.pathways.models import Contact, Screening
from tests.pathways.conftest import ENDING

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SAYS = "You opened this record in an emergency."
WORDS = "Two men waited for her at the bus stop."


@pytest.fixture
def ursa(southmere_services, jade):
    """Decides and screens in the other council, and opened Jade's record in an emergency."""
    ursa = User.objects.create(
        email="ursa@example.test", name="Ursa", roles=[Role.CERAR_MANAGER, Role.TEAM_MANAGER],
        agency=southmere_services,
    )  # fmt: skip
    EmergencyAccess.objects.create(
        child=jade, person=ursa, reason="A test", from_at=clock.now(),
        until_at=clock.now() + timedelta(hours=4),
    )  # fmt: skip
    return ursa


@pytest.fixture
def waiting(mel, pathway, jade):
    """A contact that nobody has screened."""
    return actions.record_contact(
        by=mel, key=uuid.uuid4(), child=jade.reference, source="hub", said="Seen again."
    )


def browser(person):
    client = Client(headers={"sec-fetch-site": "same-origin"})
    client.force_login(person, backend=BACKEND)
    return client


PAGES = (
    ("pathways:add_contact", "child", {"source": "hub", "said": WORDS}),
    ("chronology:write", "child", {"kind": "harm", "when": "today", "what": WORDS}),
    ("pathways:contact", "contact", {"outcome": "nothing", "reason": WORDS}),
    ("pathways:level", "pathway", {"level": "high", "reason": WORDS, "version": "1"}),
    ("pathways:close", "pathway", {**ENDING, "what_remains": WORDS, "version": "1"}),
    ("pathways:offer", "pathway", {"to_council": "southmere", "why": WORDS, "version": "1"}),
)


@pytest.mark.parametrize(("page", "of", "typed"), PAGES)
def test_page_says_why_nothing_is_written_and_gives_words_back(
    ursa, jade, pathway, waiting, page, of, typed
):
    named = {"child": jade, "pathway": pathway, "contact": waiting}[of]
    address = reverse(page, args=[named.reference])
    shown = browser(ursa).get(address)
    assert shown.status_code == 200
    assert SAYS in shown.content.decode()
    assert "<textarea" not in shown.content.decode()
    answer = browser(ursa).post(address, {"key": uuid.uuid4(), **typed})
    assert answer.status_code == 403
    assert SAYS in answer.content.decode()
    assert WORDS in answer.content.decode()
    assert (Contact.objects.count(), Screening.objects.count(), Entry.objects.count()) == (2, 1, 0)


def test_actions_refuse_with_the_same_sentence(ursa, jade, pathway, waiting, priya):
    entry = chronology.write(
        by=priya, child=jade.reference, kind="harm", what="-", from_on=clock.today(),
        key=uuid.uuid4(),
    )  # fmt: skip
    acts = (
        lambda: actions.record_contact(
            by=ursa, key=uuid.uuid4(), child=jade.reference, source="hub", said="-"
        ),
        lambda: actions.screen(by=ursa, reference=waiting.reference, outcome="nothing", reason="-"),
        lambda: actions.set_level(
            by=ursa, reference=pathway.reference, version=1, level="low", reason="-"
        ),
        lambda: chronology.take_back(by=ursa, reference=entry.reference, why="-"),
    )
    for act in acts:
        with pytest.raises(Refused, match=SAYS):
            act()


def test_pathway_offers_no_act(ursa, pathway):
    page = browser(ursa).get(reverse("pathways:pathway", args=[pathway.reference]))
    assert "Set the level" not in page.content.decode()


def test_words_come_back_where_the_pathway_ended_meanwhile(mel, pathway):
    actions.close(by=mel, reference=pathway.reference, version=1, **ENDING)
    answer = browser(mel).post(
        reverse("pathways:level", args=[pathway.reference]),
        {"level": "high", "reason": WORDS, "version": "1"},
    )
    assert answer.status_code == 403
    assert "This pathway has ended" in answer.content.decode()
    assert WORDS in answer.content.decode()


def test_words_come_back_where_the_contact_was_screened_meanwhile(mel, pathway, contact):
    answer = browser(mel).post(
        reverse("pathways:contact", args=[contact.reference]),
        {"outcome": "nothing", "reason": WORDS},
    )
    assert answer.status_code == 403
    assert WORDS in answer.content.decode()
