"""The pages that everybody may read, at the time they read them."""

import pytest

from cairn.agencies.models import ContactPoint
from cairn.foundation import clock


def page(client, address, moment="2026-11-23T10:00"):
    with clock.at(clock.from_iso(moment)):
        answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_front_page_has_the_three_plain_lines(client, profile):
    text = page(client, "/")
    assert "A child is in danger now" in text
    assert 'href="tel:999"' in text
    assert "You are worried about a child" in text
    assert "You have a reference" in text
    assert (
        text.index("in danger now") < text.index("You are worried") < text.index("have a reference")
    )


def test_front_page_says_that_somebody_reads_now(client, profile):
    text = page(client, "/", "2026-11-23T10:00")
    assert "Somebody is reading now, until 5pm today." in text
    assert "Nobody is reading" not in text


@pytest.mark.parametrize(
    ("moment", "until"),
    [
        ("2026-05-25T19:00", "9am tomorrow"),  # the evening of a bank holiday
        ("2026-05-25T11:00", "9am tomorrow"),  # and its morning
        ("2026-11-21T11:00", "9am on Monday 23 November"),  # a Saturday
        ("2026-11-23T20:00", "9am tomorrow"),
    ],
)
def test_front_page_says_that_nobody_reads_now_and_until_when(client, profile, moment, until):
    text = page(client, "/", moment)
    assert f"Nobody is reading now. Somebody will read again from {until}." in text
    assert "If it cannot wait until then, call" in text


def test_front_page_answers_without_a_profile(client, db):
    text = page(client, "/")
    assert "is reading now" not in text
    assert 'href="tel:101"' in text


def test_front_page_offers_sign_in_or_the_start_page(client, profile, tess):
    assert "if you have an account" in page(client, "/")
    client.force_login(tess)
    assert "Your start page" in page(client, "/")


def test_who_to_call_shows_who_can_be_reached_and_nobody_else(client, profile):
    ContactPoint.objects.filter(code="prevent").update(phone="")
    text = page(client, "/who-to-call")
    assert 'href="tel:01632960001"' in text
    assert "Safeguarding Hub, Cumberland" in text
    assert "Monday to Friday, 9am to 5pm." in text
    assert "extremism" not in text


def test_who_to_call_without_a_profile_still_names_the_national_numbers(client, db):
    text = page(client, "/who-to-call")
    assert "tel:999" in text
    assert "tel:101" in text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/looking-after-yourself", "Your supervisor"),
        ("/privacy", "Department for Education, 2024"),
        ("/accessibility", "What has not been tested yet"),
    ],
)
def test_public_page_can_be_read(client, db, address, words):
    assert words in page(client, address)
