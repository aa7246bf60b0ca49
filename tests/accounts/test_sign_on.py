"""Single sign-on, against a real provider in a process of its own."""

import json
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken

from cairn.accounts.choices import Event
from cairn.foundation import clock
from tests.accounts.conftest import Visitor
from tests.accounts.oidc_provider import CLIENT, SECRET
from tests.house_rules.house import ROOT

START = "/account/organisation/organisation"


@pytest.fixture(scope="module")
def issuer():
    """The provider's address, once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.accounts.oidc_provider", str(port)], cwd=ROOT
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{address}/keys", timeout=1)
                break
            except OSError:
                time.sleep(0.05)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def configure(settings, issuer):
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "organisation",
                    "name": "Northmoor Council",
                    "client_id": CLIENT,
                    "secret": SECRET,
                    "settings": {
                        "server_url": issuer,
                        "oauth_pkce_enabled": True,
                        "fetch_userinfo": False,
                        "verified_email": [],
                    },
                }
            ]
        }
    }


@pytest.fixture
def provider(settings, issuer):
    configure(settings, issuer)

    def signs_in(**person):
        requests.post(f"{issuer}/person", json=person, timeout=5)

    return signs_in


def sign_on(visitor, *, to="/start", start=START):
    """Press the button, follow the provider, come back."""
    away = visitor.post(start, {"next": to})
    assert away.status_code == 302, away.content.decode()
    back = requests.get(away.url, allow_redirects=False, timeout=5).headers["Location"]
    return visitor.get(back.removeprefix("http://testserver"))


def is_in(visitor):
    return "_auth_user_id" in visitor.session


def test_button_is_on_the_page(provider, visitor, db):
    page = visitor.get("/account/sign-in").content.decode()
    assert "Sign in with Northmoor Council" in page


def test_sign_on_knows_a_person_by_a_verified_address(provider, tess, visitor, events):
    provider(sub="t-1", email=tess.email.upper(), email_verified=True)
    assert sign_on(visitor, to="/account/notices").url == "/account/notices"
    # Its own second step counts: none is asked for here.
    assert visitor.get("/account/me").status_code == 200
    assert visitor.get("/account/me").wsgi_request.actor == tess
    assert [name for name, _ in events()] == [Event.LINKED, Event.SIGNED_IN]
    assert events(Event.SIGNED_IN)[0][1] == {"ways": ["socialaccount"]}


def test_sign_on_never_lets_anybody_be_cairn_itself(provider, system, visitor):
    provider(sub="s-1", email=system.email, email_verified=True)
    assert sign_on(visitor).status_code == 403
    assert not is_in(visitor)
    assert not SocialAccount.objects.exists()


def test_sign_on_keeps_nothing_the_organisation_says(provider, tess, visitor):
    provider(sub="t-1", email=tess.email, email_verified=True, name="Tess", phone="07700 900123")
    sign_on(visitor)
    sign_on(Visitor())
    account = SocialAccount.objects.get()
    assert (account.uid, account.extra_data) == ("t-1", {})
    assert not SocialToken.objects.exists()


def test_sign_on_knows_a_linked_person_whatever_their_address(provider, tess, visitor):
    provider(sub="t-1", email=tess.email, email_verified=True)
    sign_on(visitor)
    provider(sub="t-1", email="new-name@example.test", email_verified=True)
    again = Visitor()
    sign_on(again)
    assert again.session["_auth_user_id"] == str(tess.pk)


def test_sign_on_leaves_a_password_as_it_is(provider, tess, give_password, visitor):
    give_password(tess)
    before = tess.password
    provider(sub="t-1", email=tess.email, email_verified=True)
    sign_on(visitor)
    tess.refresh_from_db()
    assert tess.password == before


@pytest.mark.parametrize(
    "said",
    [
        {"email": "nobody@example.test", "email_verified": True},
        {"email": "{tess}"},
        {"email": "{tess}", "email_verified": False},
        {"email": "{tess}", "email_verified": "false"},
        {"email": "{tess}", "email_verified": "true"},
        {},
    ],
)
def test_sign_on_refuses_whom_it_cannot_be_sure_of(provider, tess, visitor, said):
    said = {key: tess.email if value == "{tess}" else value for key, value in said.items()}
    provider(sub="x-9", **said)
    answer = sign_on(visitor)
    assert answer.status_code == 403
    assert "We cannot sign you in" in answer.content.decode()
    assert not is_in(visitor)
    assert not SocialAccount.objects.exists()


def test_sign_on_refuses_an_account_that_has_ended(provider, tess, visitor):
    provider(sub="t-1", email=tess.email, email_verified=True)
    sign_on(visitor)
    tess.ended_at = clock.now()
    tess.save()
    again = Visitor()
    answer = sign_on(again)
    assert answer.status_code == 403
    assert "We cannot sign you in" in answer.content.decode()
    assert not is_in(again)


@pytest.mark.parametrize(
    "wrong",
    [
        {"signed_by_another": True},
        {"aud": "somebody-else"},
        {"iss": "http://evil.example"},
        {"exp": 1},
    ],
)
def test_sign_on_refuses_a_token_that_does_not_hold(provider, tess, visitor, wrong):
    provider(sub="t-1", email=tess.email, email_verified=True, **wrong)
    answer = sign_on(visitor)
    assert answer.status_code == 401
    assert "did not sign you in" in answer.content.decode()
    assert not is_in(visitor)


def test_sign_on_refuses_an_answer_nobody_asked_for(provider, tess, visitor):
    provider(sub="t-1", email=tess.email, email_verified=True)
    answer = visitor.get(f"{START}/answer?code=abc&state=made-up")
    assert answer.status_code == 401
    assert not is_in(visitor)


def test_sign_on_can_be_cancelled(provider, visitor, db):
    provider(cancels=True)
    answer = sign_on(visitor)
    assert "You did not sign in" in visitor.get(answer.url).content.decode()


@pytest.mark.parametrize("process", ["connect", "redirect"])
def test_sign_on_only_ever_signs_in(provider, tess, sam, client, process):
    """Nobody can tie their organisation's account to the account of whoever sits here."""
    provider(sub="s-1", email=sam.email, email_verified=True)
    client.force_login(tess)
    answer = sign_on(client, start=f"{START}?process={process}")
    assert answer.status_code == 403
    assert not SocialAccount.objects.exists()


def test_sign_on_says_so_when_the_provider_is_down(settings, visitor, db):
    configure(settings, "http://127.0.0.1:9")
    answer = visitor.post(START)
    assert answer.status_code == 502
    assert "did not sign you in" in answer.content.decode()


def test_sign_on_asks_first_when_followed_as_a_link(provider, visitor, db):
    page = visitor.get(START)
    assert page.status_code == 200
    assert "Continue" in page.content.decode()


def test_sensitive_acts_go_back_to_the_organisation(provider, ada, visitor):
    provider(sub="a-1", email=ada.email, email_verified=True)
    sign_on(visitor)
    assert visitor.get("/account/people/invite").status_code == 200
    session = visitor.session
    session["account_authentication_methods"][0]["at"] -= 11 * 60
    session.save()
    asked = visitor.get("/account/people/invite").url
    assert asked == "/account/confirm/organisation?next=%2Faccount%2Fpeople%2Finvite"
    page = visitor.get(asked).content.decode()
    assert "auth_params=prompt%3Dlogin" in page
    away = visitor.post(f"{START}?auth_params=prompt%3Dlogin", {"next": "/account/people/invite"})
    assert "prompt=login" in away.url
    assert sign_on(visitor, to="/account/people/invite").url == "/account/people/invite"
    assert visitor.get("/account/people/invite").status_code == 200


def test_confirming_goes_nowhere_else(provider, ada, visitor):
    provider(sub="a-1", email=ada.email, email_verified=True)
    sign_on(visitor)
    page = visitor.get("/account/confirm/organisation?next=https://evil.example/").content.decode()
    assert "evil.example" not in page


def test_policy_lets_forms_go_to_the_provider():
    """The browser follows the redirect only if the policy names the provider's origin."""
    said = subprocess.run(
        [sys.executable, "-c", "from cairn.config import settings; import json;"
         "print(json.dumps(settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action']))"],
        env={"PATH": "", "CAIRN_ENV": "test", "DATABASE_URL": "postgresql:///x",
             "CAIRN_SIGN_ON_ORIGINS": "https://login.council.example"},
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert json.loads(said) == ["'self'", "https://login.council.example"]
