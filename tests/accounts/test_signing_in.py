"""Password, second step, lock-out: who gets in, and that nobody else learns anything."""

import json
import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.urls import reverse

from cairn.accounts import lockout
from cairn.accounts.choices import Event
from cairn.audit.models import AuditEvent
from cairn.foundation import clock
from tests.accounts.conftest import PASSWORD, Visitor

SIGN_IN = "/account/sign-in"


def told(response):
    """A page without what differs between any two requests."""
    text = response.content.decode()
    text = re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', "", text)
    text = text.replace(" data-sent", "")  # whether it answers a form says nothing of the form
    return re.sub(r'value="[^"@]+@[^"]+"', "", text)


def test_sign_in_asks_for_the_second_step(tess, give_password, give_app, visitor):
    give_password(tess)
    app = give_app(tess)
    answer = visitor.sign_in(tess.email)
    assert answer.url == reverse("mfa_authenticate")
    assert visitor.get("/account/me").url.startswith(SIGN_IN)
    assert visitor.second_step(app()).url == reverse("home:start")
    assert visitor.get("/account/me").status_code == 200


def test_sign_in_takes_the_address_in_any_case(tess, give_password, visitor):
    give_password(tess)
    assert visitor.sign_in(f" {tess.email.upper()} ").status_code == 302


def test_sign_in_goes_on_to_the_page_asked_for(tess, give_password, give_app, visitor):
    give_password(tess)
    app = give_app(tess)
    asked = visitor.get("/account/notices")
    assert asked.url == f"{SIGN_IN}?next=/account/notices"
    answer = visitor.post(asked.url, {"login": tess.email, "password": PASSWORD})
    assert answer.url == reverse("mfa_authenticate")
    assert visitor.second_step(app()).url == "/account/notices"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_sign_in_goes_nowhere_else(tess, give_password, give_app, visitor, elsewhere):
    give_password(tess)
    app = give_app(tess)
    visitor.post(SIGN_IN, {"login": tess.email, "password": PASSWORD, "next": elsewhere})
    assert visitor.second_step(app()).url == reverse("home:start")


def test_sign_in_says_what_is_missing(visitor, db):
    page = visitor.post(SIGN_IN, {}).content.decode()
    assert "Enter your work email address" in page
    assert "Enter your password" in page
    assert "There is a problem" in page


def test_sign_in_never_sends_a_password_back(tess, visitor):
    page = visitor.sign_in(tess.email, "not my password 99").content.decode()
    assert "not my password 99" not in page
    assert "is not right" in page


def test_sign_in_says_the_same_of_everybody(
    tess, priya, sam, give_password, monkeypatch, django_assert_num_queries
):
    """A wrong password, an unknown address, an account without password, one that has ended."""
    give_password(tess)
    give_password(priya)
    priya.ended_at = clock.now()
    priya.save()
    answers = [
        Visitor().sign_in(tess.email, "wrong password 123"),
        Visitor().sign_in("nobody@example.test", "wrong password 123"),
        Visitor().sign_in(sam.email, "wrong password 123"),
        Visitor().sign_in(priya.email, "wrong password 123"),
        Visitor().sign_in(priya.email, PASSWORD),
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert len({told(answer) for answer in answers}) == 1


@pytest.mark.parametrize("who", ["known", "without password", "unknown", "ended"])
def test_sign_in_hashes_once_for_everybody(tess, give_password, monkeypatch, who):
    """The slow part takes as long whoever is tried."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    if who != "without password":
        give_password(tess)
    if who == "ended":
        tess.ended_at = clock.now()
        tess.save()
    count = []
    for way in ("verify", "encode"):
        whole = getattr(Argon2PasswordHasher, way)
        monkeypatch.setattr(
            Argon2PasswordHasher,
            way,
            lambda self, *a, _w=whole, **k: count.append(1) or _w(self, *a, **k),
        )
    Visitor().sign_in("nobody@x.test" if who == "unknown" else tess.email, "wrong password 123")
    assert len(count) == 1


def test_failure_locks_out_after_five(tess, give_password, visitor):
    give_password(tess)
    for _ in range(4):
        assert visitor.sign_in(tess.email, "wrong password 123").status_code == 200
    locked = visitor.sign_in(tess.email, "wrong password 123")
    assert locked.status_code == 429
    assert "Too many attempts" in locked.content.decode()
    right = visitor.sign_in(tess.email)
    assert right.status_code == 429
    assert "_auth_user_id" not in visitor.session


def test_lock_out_looks_the_same_for_an_address_nobody_has(tess, give_password, clock_stands):
    give_password(tess)
    pages = []
    for email in (tess.email, "nobody@example.test"):
        visitor = Visitor()
        for _ in range(6):
            answer = visitor.sign_in(email, "wrong password 123")
        pages.append((answer.status_code, told(answer)))
    assert pages[0] == pages[1]
    assert pages[0][0] == 429


@pytest.fixture
def clock_stands():
    """To the minute, the two locks begin at the same time."""
    with clock.at(clock.now().replace(second=30)):
        yield


def test_lock_out_ends_when_it_says(tess, give_password, visitor):
    give_password(tess)
    for _ in range(5):
        locked = visitor.sign_in(tess.email, "wrong password 123")
    from cairn.foundation.wording import exact

    said = locked.content.decode()
    end = clock.now() + timedelta(minutes=15)
    assert any(exact(end - timedelta(seconds=s)) in said for s in (0, 10, 60))
    AccessAttempt.objects.update(attempt_time=clock.now() - timedelta(minutes=15, seconds=1))
    assert visitor.sign_in(tess.email).status_code == 302


def test_trying_on_while_locked_out_makes_it_no_longer(tess, give_password, visitor):
    give_password(tess)
    for _ in range(5):
        visitor.sign_in(tess.email, "wrong password 123")
    before = AccessAttempt.objects.get().attempt_time
    visitor.sign_in(tess.email, "wrong password 123")
    assert AccessAttempt.objects.get().attempt_time == before


def test_lock_out_does_not_reach_somebody_elsewhere(tess, give_password):
    give_password(tess)
    for _ in range(5):
        Visitor().sign_in(tess.email, "wrong password 123", REMOTE_ADDR="192.0.2.7")
    assert Visitor().sign_in(tess.email, REMOTE_ADDR="192.0.2.8").status_code == 302


def test_lock_out_takes_a_line_with_many_addresses_for_one_place(tess, give_password):
    give_password(tess)
    visitor = Visitor()

    def try_from(address):
        return visitor.sign_in(tess.email, "wrong password 1", REMOTE_ADDR=address).status_code

    tries = [try_from(f"2001:db8:1:2:{number}::{number}") for number in range(1, 6)]
    assert tries[-1] == 429
    assert try_from("2001:db8:1:3::1") == 200
    assert try_from("192.0.2.1") == 200


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("", "0.0.0.0"),
    ],
)
def test_address_of_a_request(rf, said, counted):
    assert lockout.address_of(rf.get("/", REMOTE_ADDR=said)) == counted


def test_wrong_codes_lock_out_too(tess, give_password, give_app, visitor):
    give_password(tess)
    app = give_app(tess)
    visitor.sign_in(tess.email)
    for _ in range(4):
        assert visitor.second_step("000000").status_code == 200
    assert visitor.second_step("000000").status_code == 429
    assert visitor.second_step(app()).status_code == 429
    assert Visitor().sign_in(tess.email).status_code == 429
    assert "_auth_user_id" not in visitor.session


def test_right_password_forgives_no_wrong_codes(tess, give_password, give_app, visitor):
    """Or else every fifth guess at a code would be bought with the password."""
    give_password(tess)
    give_app(tess)
    for _ in range(2):
        again = Visitor()
        again.sign_in(tess.email)
        again.second_step("000000")
        again.second_step("000001")
    again = Visitor()
    again.sign_in(tess.email)
    assert again.second_step("000002").status_code == 429


def test_code_counts_once(tess, give_password, give_app, visitor):
    give_password(tess)
    app = give_app(tess)
    code = app()
    visitor.sign_in(tess.email)
    assert visitor.second_step(code).status_code == 302
    again = Visitor()
    again.sign_in(tess.email)
    answer = again.second_step(code)
    assert "That code is not right" in answer.content.decode()


@pytest.mark.parametrize("typed", ["{}{}", "{}-{}", "{} {}", "{}{}."])
def test_code_counts_once_for_as_long_as_it_is_valid(tess, give_password, give_app, visitor, typed):
    """allauth forgets after half a minute, while it takes a code for three; and it reads past
    spaces and marks."""
    from django.core.cache import cache

    give_password(tess)
    code = give_app(tess)()
    visitor.sign_in(tess.email)
    visitor.second_step(code)
    assert cache.delete(f"allauth.mfa.totp.used?user={tess.pk}&code={code}")
    again = Visitor()
    again.sign_in(tess.email)
    assert again.second_step(typed.format(code[:3], code[3:])).status_code == 200


def test_recovery_code_lets_in_once(tess, give_password, give_app):
    from allauth.mfa.models import Authenticator

    give_password(tess)
    give_app(tess)
    code = Authenticator.objects.get(user=tess, type="recovery_codes").wrap().get_unused_codes()[0]
    for expected in (302, 200):
        visitor = Visitor()
        visitor.sign_in(tess.email)
        assert visitor.second_step(code).status_code == expected


def test_secrets_of_second_steps_are_sealed(tess, give_app):
    from allauth.mfa.models import Authenticator

    give_app(tess)
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert "gAAAA" in kept  # what Fernet seals begins so
    secret = Authenticator.objects.get(type="totp").wrap().instance.data["secret"]
    assert len(secret) > 60


def test_ended_account_cannot_sign_in_and_its_sessions_die(tess_signs_in, tess):
    assert tess_signs_in.get("/account/me").status_code == 200
    tess.ended_at = clock.now()
    tess.save()
    assert tess_signs_in.get("/account/me").url.startswith(SIGN_IN)


def test_sign_in_and_out_leave_a_trace(tess_signs_in, tess, events):
    tess_signs_in.post("/account/sign-out")
    assert tess_signs_in.get("/account/me").status_code == 302
    seen = [name for name, _ in events(Event.SIGNED_IN, Event.SIGNED_OUT)]
    assert seen == [Event.SIGNED_IN, Event.SIGNED_OUT]
    row = AuditEvent.objects.get(event=Event.SIGNED_IN)
    assert (row.actor_id, row.record_id) == (str(tess.pk), tess.reference)
    assert row.details == {"ways": ["password", "totp"]}


def test_sign_out_asks_first_when_followed_as_a_link(tess_signs_in):
    assert "Do you want to sign out?" in tess_signs_in.get("/account/sign-out").content.decode()
    assert tess_signs_in.get("/account/me").status_code == 200


def test_failure_is_recorded_against_the_person_only_if_there_is_one(tess, visitor):
    visitor.sign_in(tess.email, "wrong password 123")
    visitor.sign_in("my.password.typed@here.test", "wrong password 123")
    known, unknown = AuditEvent.objects.filter(event=Event.SIGN_IN_FAILED).order_by("pk")
    assert known.record_id == tess.reference
    assert unknown.record_id == ""
    assert {known.actor_id, unknown.actor_id} == {"stranger"}
    kept = json.dumps([*AuditEvent.objects.values("details", "record_id", "actor_id")])
    kept += json.dumps([*AccessAttempt.objects.values("username", "post_data", "get_data")])
    assert "here.test" not in kept
    assert tess.email not in kept


def test_failure_logs_no_address(tess, visitor, caplog):
    for _ in range(6):
        visitor.sign_in(tess.email, "wrong password 123")
    assert tess.email not in caplog.text


def test_sign_in_page_shows_no_organisation_where_none_is_set_up(visitor, db):
    page = visitor.get(SIGN_IN).content.decode()
    assert "organisation" not in page
    assert visitor.get("/account/organisation/organisation").status_code == 404


@pytest.mark.parametrize(
    "page",
    ["account_signup", "account_reset_password", "account_email", "socialaccount_signup",
     "socialaccount_connections", "account_set_password", "mfa_trust"],
)  # fmt: skip
def test_what_we_do_not_use_has_no_address(page):
    from django.urls import NoReverseMatch

    with pytest.raises(NoReverseMatch):
        reverse(page)


def test_sign_in_page_asks_what_it_needs(visitor, db):
    page = visitor.get(SIGN_IN).content.decode()
    assert re.search(r'<input[^>]*name="login"[^>]*type="email"[^>]*autocomplete="username"', page)
    assert re.search(r'<input[^>]*name="password"[^>]*autocomplete="current-password"', page)
