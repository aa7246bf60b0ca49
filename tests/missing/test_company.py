"""With whom and where a missing child was found, by records: typed, shown, and named to who may know."""

import html
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from cairn.foundation import clock
from cairn.foundation.refusals import Refused
from cairn.missing import actions, queries
from cairn.missing.rules import patterns as rules
from cairn.networks import actions as networks

HOUR = timedelta(hours=1)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def shaz(system, northmoor):
    return networks.add_adult(by=system, council=northmoor, name="Shaz")


@pytest.fixture
def flat(system, northmoor):
    return networks.add_place(by=system, council=northmoor, name="The flat", kind="other")


def sent(client, by, episode, **typed):
    client.force_login(by, backend=BACKEND)
    page = reverse("missing:say", args=[episode.reference, "found"])
    shown = client.get(page).content.decode()
    key = shown.split('name="key" value="')[1].split('"')[0]
    filled = {"at": "30 minutes ago", "how": "A patrol", "key": key}
    return client.post(page, filled | typed, follow=True)


def seen(client, by, episode):
    client.force_login(by, backend=BACKEND)
    page = reverse("missing:episode", args=[episode.reference])
    return html.unescape(client.get(page).content.decode())


def test_adults_and_a_place_are_typed_by_their_references_and_named_to_who_may_know(
    client, mel, priya, episode, shaz, flat
):
    answer = sent(
        client,
        mel,
        episode,
        with_adults=shaz.reference.lower(),
        place=flat.reference,
        where="At the back",
    )
    assert "The child was found: kept." in answer.content.decode()
    page = seen(client, mel, episode)
    assert "With the adult" in page
    assert "Shaz" in page
    assert "The flat, At the back" in page
    page = seen(client, priya, episode)
    assert "Shaz" not in page
    assert "The flat" not in page
    assert "At the back" in page


def test_a_record_that_nobody_may_know_is_told_at_the_form_and_what_was_typed_stays(
    client, mel, episode
):
    answer = sent(client, mel, episode, with_adults="AD-0000-0000", how="By the river")
    assert answer.status_code == 200
    page = html.unescape(answer.content.decode())
    assert "You may open no record of an adult called “AD-0000-0000”." in page
    assert 'value="By the river"' in page
    assert (
        not queries.episode(by=mel, reference=episode.reference)
        .sayings.filter(what="found")
        .exists()
    )


def test_a_name_counts_where_it_is_of_one_record_alone(
    client, mel, system, episode, kim, shaz, northmoor
):
    shown = html.unescape(
        sent(client, mel, episode, with_children="kim", with_adults="Shaz").content.decode()
    )
    assert "Which “kim”? Choose below, or enter the reference." in shown
    assert f'value="with_children:0:{kim.reference}">{kim.name}' in shown
    other = networks.add_adult(by=system, council=northmoor, name="Shaz")
    both = f"{kim.name.upper()}, {kim.reference}"
    shown = html.unescape(
        sent(client, mel, episode, with_children=both, with_adults="shaz").content.decode()
    )
    assert "More than one adult is called “shaz”. Choose below" in shown
    assert f'value="with_adults:0:{other.reference}">Shaz, {other.reference}' in shown
    typed = f"{other.reference} {shaz.reference}"
    answer = sent(client, mel, episode, with_children=kim.name, with_adults=typed)
    assert "The child was found: kept." in answer.content.decode()
    said = episode.sayings.get(what="found")
    assert set(said.with_adults.all()) == {shaz, other}
    assert list(said.with_children.all()) == [kim]


def test_one_press_puts_the_reference_where_the_unclear_name_was(client, mel, episode, kim, jade):
    typed = f"{kim.reference}, kim"
    pressed = f"with_children:1:{kim.reference}"
    shown = sent(client, mel, episode, with_children=typed, put=pressed).content.decode()
    assert f'name="with_children" type="text" value="{kim.reference}, {kim.reference}"' in shown
    assert 'value="A patrol"' in shown
    assert "There is a problem" not in shown
    assert not episode.sayings.filter(what="found").exists()


def test_correcting_begins_from_what_stands(client, mel, episode, shaz, flat, kim):
    sent(client, mel, episode, with_adults="Shaz", with_children=kim.name, place="The flat")
    client.force_login(mel, backend=BACKEND)
    page = client.get(reverse("missing:say", args=[episode.reference, "found"])).content.decode()
    for stands in ("A patrol", shaz.reference, kim.reference, flat.reference):
        assert f'value="{stands}"' in page
    said = sent(client, mel, episode, how="On foot").content.decode()
    assert "Say why what was recorded before was not right." in said


def test_who_was_with_them_and_is_still_missing_is_said(client, mel, episode, kim, reported):
    reported(child=kim, hours_ago=2)
    page = sent(client, mel, episode, with_children=kim.reference).content.decode()
    assert f"{kim.name} is still recorded as missing: look at their record too." in html.unescape(
        page
    )


def test_nobody_was_with_themselves(client, mel, episode, jade):
    for typed in (jade.reference.lower(), jade.name):
        shown = html.unescape(sent(client, mel, episode, with_children=typed).content.decode())
        assert f"{jade.name} is who was missing. Name who was with them." in shown
    with pytest.raises(Refused, match="with themselves"):
        actions.say(
            by=mel, reference=episode.reference, what="found", at=clock.now() - HOUR / 2,
            key=uuid.uuid4(), seen="", with_children=[jade.reference],
        )  # fmt: skip


@pytest.mark.parametrize("pressed", ["", "why:0:CH-1", "with_children:9:CH-1", "with_children:x"])
def test_what_nobody_could_have_pressed_changes_nothing(client, mel, episode, kim, pressed):
    answer = sent(client, mel, episode, with_children=kim.name, put=pressed)
    assert answer.status_code == 200
    assert f'value="{kim.name}"' in html.unescape(answer.content.decode())
    assert not episode.sayings.filter(what="found").exists()


def test_a_name_finds_no_record_out_of_reach(client, priya, episode, shaz):
    shown = html.unescape(sent(client, priya, episode, with_adults="Shaz").content.decode())
    assert "You may open no record of an adult called “Shaz”." in shown
    assert shaz.reference not in shown


def test_one_place_is_entered(client, mel, system, episode, flat, northmoor):
    yard = networks.add_place(by=system, council=northmoor, name="The yard", kind="other")
    typed = f"{flat.reference}, The yard"
    assert "Enter one place." in sent(client, mel, episode, place=typed).content.decode()
    assert "kept." in sent(client, mel, episode, place="the yard").content.decode()
    assert episode.sayings.get(what="found").place == yard


def test_same_adult_is_no_sign_to_who_may_not_know_the_adult(
    mel, priya, missed, jade, kim, shaz
):  # fmt: skip
    for episode in (*missed(3), *missed(3, child=kim)):
        actions.say(
            by=mel, reference=episode.reference, what="found",
            at=episode.until_at - HOUR, with_adults=[shaz.reference], key=uuid.uuid4(),
        )  # fmt: skip
    [one] = queries.together(by=mel, child=jade)
    assert (one.other.child, one.how) == (kim, rules.SAME_ADULT)
    assert queries.together(by=priya, child=jade) == []
