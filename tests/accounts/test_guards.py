"""Sensitive acts ask who is there again, unless it was shown a moment ago."""

import pytest
from django.contrib.sessions.models import Session

from cairn.accounts.choices import Event
from cairn.accounts.models import Invitation
from tests.accounts.conftest import PASSWORD, Visitor

NEW = "slate meadow kettle 9"


def leave_for(visitor, minutes):
    """The person was away from the screen for so long."""
    session = visitor.session
    for record in session["account_authentication_methods"]:
        record["at"] -= minutes * 60
    session.save()


SENSITIVE = [
    "/account/password",
    "/account/second-step/app/remove",
    "/account/second-step/passkey",
    "/account/second-step/codes",
    "/account/second-step/codes/new",
]


@pytest.mark.parametrize("page", SENSITIVE)
def test_fresh_sign_in_is_asked_for_after_a_while(tess_signs_in, page):
    assert tess_signs_in.get(page).status_code == 200
    leave_for(tess_signs_in, 11)
    assert tess_signs_in.get(page).url == f"/account/confirm?next={page.replace('/', '%2F')}"


@pytest.mark.parametrize(
    "page", ["/account/people/invite", "/account/people/{}/roles", "/account/people/{}/end"]
)
def test_administrators_acts_ask_after_a_while(client, ada, tess, give_app, page):
    page = page.format(tess.reference)
    give_app(ada)
    client.force_login(ada)
    assert client.get(page).status_code == 200
    leave_for(client, 11)
    assert client.get(page).url.startswith("/account/confirm/code?next=")


def test_fresh_sign_in_with_the_password_goes_on(tess_signs_in):
    leave_for(tess_signs_in, 11)
    asked = tess_signs_in.get("/account/password").url
    assert "Use a code" in tess_signs_in.get(asked).content.decode()
    wrong = tess_signs_in.post(asked, {"password": "wrong password 123"})
    assert "That is not your password" in wrong.content.decode()
    assert tess_signs_in.post(asked, {"password": PASSWORD}).url == "/account/password"
    assert tess_signs_in.get("/account/password").status_code == 200


def test_fresh_sign_in_with_a_code_goes_on(tess_signs_in):
    leave_for(tess_signs_in, 11)
    tess_signs_in.get("/account/password")
    asked = "/account/confirm/code?next=/account/password"
    wrong = tess_signs_in.post(asked, {"code": "000000"})
    assert "That code is not right" in wrong.content.decode()
    next_code = tess_signs_in.app(steps=1)
    assert tess_signs_in.post(asked, {"code": next_code}).url == "/account/password"


def test_fresh_sign_in_sends_on_what_was_filled_in(client, ada, a_week, give_password):
    give_password(ada)
    client.force_login(ada)
    leave_for(client, 11)
    said = {"name": "New", "email": "new@hill.example", "roles": ["partner"]}
    asked = client.post("/account/people/invite", said).url
    client.post(asked, {"password": PASSWORD})
    assert Invitation.objects.filter(email="new@hill.example").exists()


def test_new_password_is_never_kept_in_the_session(tess_signs_in, tess):
    leave_for(tess_signs_in, 11)
    asked = tess_signs_in.post("/account/password", {"password": NEW}, follow=True)
    kept = str([session.get_decoded() for session in Session.objects.all()])
    assert NEW not in kept.replace("+", " ")
    again = tess_signs_in.post(asked.redirect_chain[-1][0], {"password": PASSWORD})
    assert again.url == "/account/password"
    tess.refresh_from_db()
    assert tess.check_password(PASSWORD)


def test_wrong_passwords_at_the_guard_lock_out_too(tess_signs_in, tess, sam, give_password):
    leave_for(tess_signs_in, 11)
    asked = tess_signs_in.get("/account/password").url
    answers = [tess_signs_in.post(asked, {"password": "wrong password 1"}) for _ in range(5)]
    assert answers[-1].status_code == 429
    assert Visitor().sign_in(tess.email).status_code == 429
    give_password(sam)
    assert Visitor().sign_in(sam.email).status_code == 302  # beside the same window


def test_change_password_ends_every_other_session(tess_signs_in, tess, visitor, events):
    other = Visitor()
    other.sign_in(tess.email)
    other.second_step(tess_signs_in.app(steps=1))
    assert other.get("/account/me").status_code == 200
    answer = tess_signs_in.post("/account/password", {"password": NEW})
    assert answer.url == "/account/me"
    assert tess_signs_in.get("/account/me").status_code == 200
    assert other.get("/account/me").status_code == 302
    assert len(events(Event.PASSWORD_CHANGED)) == 1


@pytest.mark.parametrize(
    ("bad", "said"),
    [("", "Enter a new password"), ("short", "too short"), ("password12345", "too common"),
     ("tess@example.test", "too similar")],
)  # fmt: skip
def test_change_password_takes_no_bad_one(tess_signs_in, tess, bad, said):
    answer = tess_signs_in.post("/account/password", {"password": bad})
    assert said in answer.content.decode()
    tess.refresh_from_db()
    assert tess.check_password(PASSWORD)


def test_sessions_are_listed_and_ended_everywhere_else(tess_signs_in, tess, events):
    other = Visitor(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})
    other.sign_in(tess.email)
    other.second_step(tess_signs_in.app(steps=1))
    page = tess_signs_in.get("/account/sessions").content.decode()
    assert "Firefox on Windows" in page
    assert page.count("This one") == 1
    tess_signs_in.post("/account/sessions")
    assert other.get("/account/me").status_code == 302
    assert tess_signs_in.get("/account/me").status_code == 200
    assert events(Event.SIGNED_OUT_EVERYWHERE) == [(Event.SIGNED_OUT_EVERYWHERE, {"sessions": 1})]


def test_sessions_of_others_stay(tess_signs_in, sam, give_password, give_app):
    give_password(sam)
    app = give_app(sam)
    other = Visitor()
    other.sign_in(sam.email)
    other.second_step(app())
    tess_signs_in.post("/account/sessions")
    assert other.get("/account/me").status_code == 200
