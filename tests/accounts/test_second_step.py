"""The second step is compulsory: nothing opens before it, and the last one cannot be removed."""

import json
import re
from html import unescape

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from cairn.accounts.choices import Event
from cairn.accounts.public import PUBLIC_PAGES, SETTING_UP_PAGES
from tests.accounts.conftest import Visitor, code_of
from tests.accounts.soft_key import SoftKey

SET_UP = "/account/second-step"


def options_on(page):
    """What the page asks the device."""
    return json.loads(unescape(re.search(r"data-passkey-options='([^']+)'", page).group(1)))


@pytest.fixture
def tess_half_in(tess, give_password, visitor):
    """Tess has shown her password and has no second step yet."""
    give_password(tess)
    visitor.sign_in(tess.email)
    return visitor


@pytest.mark.parametrize("page", ["/account/me", "/account/notices", "/account/password", "/start"])
def test_door_is_closed_without_a_second_step(tess_half_in, page):
    assert tess_half_in.get(page).url == SET_UP
    assert tess_half_in.post(page).url == SET_UP


def test_door_counts_somebody_without_a_second_step_as_nobody(tess_half_in, rf, tess):
    answer = tess_half_in.get("/who-to-call")
    assert answer.status_code == 200
    assert not answer.wsgi_request.actor.is_authenticated
    assert list(answer.wsgi_request.navigation) == []


def test_door_lets_in_whoever_has_shown_a_second_step(tess_signs_in, tess):
    answer = tess_signs_in.get("/account/me")
    assert answer.wsgi_request.actor == tess


def test_door_does_not_believe_the_demos_mark_outside_the_demo(tess_half_in):
    session = tess_half_in.session
    session["accounts_demo_person"] = True
    session.save()
    assert tess_half_in.get("/account/me").url == SET_UP


def test_door_sends_strangers_to_sign_in(client, db):
    assert client.get("/account/me").url == "/account/sign-in?next=/account/me"
    assert client.post("/account/me").url == "/account/sign-in"


def test_door_reloads_the_page_where_a_part_was_asked_for(client, db):
    answer = client.get("/account/me", headers={"HX-Request": "true"})
    assert answer.headers["HX-Refresh"] == "true"


def test_lists_of_open_pages_do_not_meet():
    assert not PUBLIC_PAGES & SETTING_UP_PAGES


def test_app_is_set_up_and_opens_the_door(tess_half_in, tess, events):
    assert "Set up a second step" in tess_half_in.get(SET_UP).content.decode()
    page = tess_half_in.get(f"{SET_UP}/app").content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    secret = tess_half_in.session["mfa.totp.secret"]
    answer = tess_half_in.post(f"{SET_UP}/app", {"code": code_of(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    assert tess_half_in.get("/account/me").status_code == 200
    codes = tess_half_in.get(answer.url).content.decode()
    assert len(re.findall(r"<li class=\"cairn-code\">\d{8}</li>", codes)) == 10
    added = events(Event.SECOND_FACTOR_ADDED)
    assert {details["kind"] for _, details in added} == {"totp", "recovery_codes"}


def test_app_is_not_set_up_with_a_wrong_code(tess_half_in, tess):
    tess_half_in.get(f"{SET_UP}/app")
    answer = tess_half_in.post(f"{SET_UP}/app", {"code": "000000"})
    assert "That code is not right" in answer.content.decode()
    assert not Authenticator.objects.exists()
    assert tess_half_in.get("/account/me").url == SET_UP


def test_second_step_is_not_set_up_if_the_trail_cannot_be_written(tess_half_in, monkeypatch):
    from cairn.audit import trail

    tess_half_in.get(f"{SET_UP}/app")
    secret = tess_half_in.session["mfa.totp.secret"]

    def fail(gathered):
        raise OSError("no trail")

    monkeypatch.setattr(trail, "_write", fail)
    with pytest.raises(OSError, match="no trail"):
        tess_half_in.post(f"{SET_UP}/app", {"code": code_of(secret)})
    with pytest.raises(OSError, match="no trail"):
        add_passkey(tess_half_in, SoftKey())
    assert not Authenticator.objects.exists()


def test_only_second_step_cannot_be_removed(tess_signs_in, tess):
    page = tess_signs_in.get(f"{SET_UP}/app/remove").content.decode()
    assert "This is your only second step" in page
    tess_signs_in.post(f"{SET_UP}/app/remove")
    assert Authenticator.objects.filter(user=tess, type="totp").exists()


def add_passkey(visitor, key, **given):
    page = visitor.get(f"{SET_UP}/passkey", secure=True).content.decode()
    credential = key.make(options_on(page))
    return visitor.post(
        f"{SET_UP}/passkey", {"credential": credential, "name": "Phone", **given}, secure=True
    )


def test_passkey_is_set_up_and_opens_the_door(tess_half_in, tess):
    answer = add_passkey(tess_half_in, SoftKey())
    assert answer.url == reverse("mfa_view_recovery_codes")
    assert tess_half_in.get("/account/me").status_code == 200
    assert Authenticator.objects.get(user=tess, type="webauthn").wrap().name == "Phone"


def test_passkey_is_the_second_step(tess_half_in, tess):
    key = SoftKey()
    add_passkey(tess_half_in, key)
    again = Visitor()
    again.sign_in(tess.email, secure=True)
    page = again.get("/account/sign-in/second-step", secure=True).content.decode()
    answer = again.post(
        "/account/sign-in/second-step", {"credential": key.use(options_on(page))}, secure=True
    )
    assert answer.url == reverse("home:start")
    assert again.get("/account/me").status_code == 200


def test_passkey_of_another_site_is_refused(tess_half_in, tess):
    add_passkey(tess_half_in, SoftKey(origin="https://evil.example"))
    assert not Authenticator.objects.exists()


def test_passkey_signs_in_by_itself(tess_half_in, tess, events):
    key = SoftKey()
    add_passkey(tess_half_in, key, passwordless="on")
    again = Visitor()
    asked = again.get(
        "/account/sign-in/passkey", headers={"Accept": "application/json"}, secure=True
    )
    credential = key.use(asked.json()["request_options"])
    answer = again.post("/account/sign-in/passkey", {"credential": credential}, secure=True)
    assert answer.url == reverse("home:start")
    assert again.get("/account/me").status_code == 200
    assert events(Event.SIGNED_IN)[-1][1] == {"ways": ["webauthn"]}


def test_passkey_that_did_not_ask_for_finger_or_pin_is_not_enough_alone(tess_half_in, tess):
    key = SoftKey(verifies=False)
    add_passkey(tess_half_in, key)
    again = Visitor()
    asked = again.get(
        "/account/sign-in/passkey", headers={"Accept": "application/json"}, secure=True
    )
    credential = key.use(asked.json()["request_options"])
    again.post("/account/sign-in/passkey", {"credential": credential}, secure=True)
    assert "_auth_user_id" not in again.session


def test_passkey_of_an_ended_account_lets_nobody_in(tess_half_in, tess):
    from cairn.foundation import clock

    key = SoftKey()
    add_passkey(tess_half_in, key, passwordless="on")
    tess.ended_at = clock.now()
    tess.save()
    again = Visitor()
    asked = again.get(
        "/account/sign-in/passkey", headers={"Accept": "application/json"}, secure=True
    )
    credential = key.use(asked.json()["request_options"])
    answer = again.post("/account/sign-in/passkey", {"credential": credential}, secure=True)
    assert answer.status_code == 403
    assert "_auth_user_id" not in again.session


def test_app_can_be_removed_once_there_is_a_passkey(tess_signs_in, tess, events):
    add_passkey(tess_signs_in, SoftKey())
    assert tess_signs_in.post(f"{SET_UP}/app/remove").url == SET_UP
    assert not Authenticator.objects.filter(user=tess, type="totp").exists()
    assert events(Event.SECOND_FACTOR_REMOVED) == [(Event.SECOND_FACTOR_REMOVED, {"kind": "totp"})]


def test_only_passkey_cannot_be_removed(tess_half_in, tess):
    add_passkey(tess_half_in, SoftKey())
    key = Authenticator.objects.get(type="webauthn")
    answer = tess_half_in.post(f"{SET_UP}/passkey/{key.pk}/remove")
    assert answer.status_code == 403
    assert "This is your only second step" in answer.content.decode()
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_one_of_two_passkeys_can_be_removed(tess_half_in, tess):
    add_passkey(tess_half_in, SoftKey())
    add_passkey(tess_half_in, SoftKey())
    first = Authenticator.objects.filter(type="webauthn").first()
    assert tess_half_in.post(f"{SET_UP}/passkey/{first.pk}/remove").url == SET_UP
    assert Authenticator.objects.filter(type="webauthn").count() == 1


@pytest.mark.parametrize("act", ["remove", "rename"])
def test_passkey_of_somebody_else_is_out_of_reach(tess_half_in, tess, sam, client, act):
    add_passkey(tess_half_in, SoftKey())
    key = Authenticator.objects.get(type="webauthn")
    client.force_login(sam)
    for way in (client.get, client.post):
        assert way(f"{SET_UP}/passkey/{key.pk}/{act}").status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_new_recovery_codes_replace_the_old(tess_signs_in, tess):
    old = Authenticator.objects.get(user=tess, type="recovery_codes").wrap().get_unused_codes()
    tess_signs_in.post(f"{SET_UP}/codes/new")
    new = Authenticator.objects.get(user=tess, type="recovery_codes").wrap().get_unused_codes()
    assert not set(old) & set(new)
