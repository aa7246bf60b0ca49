"""The pages: three strands of one submission, what a reader sees, and what stays typed."""

import pytest
from django.urls import reverse

from cairn.audit.models import AuditEvent
from cairn.intelligence.models import Strand
from tests.intelligence.conftest import SAID

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def desk(client, pat):
    client.force_login(pat, backend=BACKEND)
    return client


def typed(key, **more):
    return {
        **SAID, "learned_on": "20 11 2026", "council": "northmoor", "key": key,
        "link_child_2": "", "link_adult_1": "new", "link_place_1": "new", "link_phone_1": "new",
        **more,
    }  # fmt: skip


def test_make_page_makes_strands_one_after_the_other(desk, sent, jade, strands):
    page = reverse("intelligence:make", args=[sent.reference])
    shown = desk.get(page)
    assert b"Jade got a phone from Shaz" in shown.content
    answer = desk.post(
        page,
        typed(
            shown.context["form"]["key"].value() if shown.context else _key(shown),
            link_child_1=jade.reference,
            another="1",
        ),
    )
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"] == page
    again = desk.get(page)
    assert b"Made of it so far" in again.content
    strand = Strand.objects.get()
    assert desk.post(page, typed(_key(again), link_adult_1=strand.adults.get().reference,
                                 link_place_1="", link_phone_1="")).status_code == 302  # fmt: skip
    assert Strand.objects.count() == 2


def _key(response):
    content = response.content.decode()
    return content.split('name="key" value="')[1].split('"')[0]


def test_make_page_keeps_what_was_typed_beside_the_error(desk, sent, strands):
    page = reverse("intelligence:make", args=[sent.reference])
    answer = desk.post(page, typed(_key(desk.get(page)), text="Jade Example got a phone."))
    content = answer.content.decode()
    assert "Take out “Jade Example”" in content
    assert "Jade Example got a phone." in content
    assert not Strand.objects.exists()


def test_change_page_shows_both_texts_to_whoever_comes_second(desk, make, jade):
    strand = make(children=[jade])
    page = reverse("intelligence:change", args=[strand.reference])
    mine = {**typed(strand.key), "linked": jade.reference, "version": "1"}
    assert desk.post(page, {**mine, "text": "This child has a phone."}).status_code == 302
    answer = desk.post(page, {**mine, "text": "This child was seen with a phone."})
    assert answer.status_code == 409
    assert "This child has a phone." in answer.content.decode()
    assert "This child was seen with a phone." in answer.content.decode()


def test_reader_sees_the_text_and_never_the_claim_or_the_source(client, priya, make, jade):
    strand = make(children=[jade])
    client.force_login(priya, backend=BACKEND)
    for page in ("intelligence:child_strands", "intelligence:strand"):
        reference = jade.reference if "child" in page else strand.reference
        content = client.get(reverse(page, args=[reference])).content.decode()
        assert SAID["text"] in content
        assert SAID["claim"] not in content
        assert "A test" not in content


def test_child_strands_says_what_is_new_since_the_last_look(client, priya, make, jade):
    from datetime import timedelta

    from cairn.foundation import clock

    make(children=[jade])
    client.force_login(priya, backend=BACKEND)
    page = reverse("intelligence:child_strands", args=[jade.reference])
    assert b"New since you last looked" not in client.get(page).content
    with clock.shifted(timedelta(hours=2)):
        make(children=[jade], text="This child was seen again.")
    with clock.shifted(timedelta(hours=3)):
        assert client.get(page).content.count(b"New since you last looked") == 1


def test_source_is_shown_on_purpose_and_leaves_a_trace(desk, make, jade):
    strand = make(children=[jade])
    opened = desk.get(reverse("intelligence:source", args=[strand.reference]))
    assert opened["Location"] == reverse("intelligence:strand", args=[strand.reference])
    assert not AuditEvent.objects.filter(event="intelligence.source_seen").exists()
    assert b"A test" in desk.post(reverse("intelligence:source", args=[strand.reference])).content
    assert AuditEvent.objects.filter(event="intelligence.source_seen").count() == 1


@pytest.mark.parametrize("number", [2, 12])
def test_child_strands_takes_the_same_number_of_statements(
    client, priya, make, jade, number, django_assert_max_num_queries
):
    for _ in range(number):
        make(children=[jade])
    client.force_login(priya, backend=BACKEND)
    page = reverse("intelligence:child_strands", args=[jade.reference])
    client.get(page)
    with django_assert_max_num_queries(24):
        client.get(page)
