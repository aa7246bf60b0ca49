"""Every page that allauth can show here is one of ours."""

import pytest
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as organisation
from django.template.backends.jinja2 import Jinja2
from django.template.loader import get_template

from cairn.accounts.views.signing_in import SignIn

SHOWN = [
    SignIn.template_name,
    second_step.AuthenticateView.template_name,
    second_step.IndexView.template_name,
    second_step.ReauthenticateView.template_name,
    recovery_codes.GenerateRecoveryCodesView.template_name,
    recovery_codes.ViewRecoveryCodesView.template_name,
    app.ActivateTOTPView.template_name,
    app.DeactivateTOTPView.template_name,
    passkeys.AddWebAuthnView.template_name,
    passkeys.EditWebAuthnView.template_name,
    passkeys.ReauthenticateWebAuthnView.template_name,
    organisation.LoginCancelledView.template_name,
    organisation.LoginErrorView.template_name,
    "account/logout.html",
    "account/reauthenticate.html",
    "socialaccount/authentication_error.html",
    "socialaccount/login.html",
    "429.html",
]


@pytest.mark.parametrize("name", SHOWN)
def test_page_is_ours(name):
    assert isinstance(get_template(name).backend, Jinja2)


@pytest.mark.parametrize("page", ["/account/organisation-cancelled", "/account/organisation-error"])
def test_pages_of_sign_on_that_failed_can_be_seen(client, db, page):
    assert client.get(page).status_code in {200, 401}


def test_too_many_requests_is_said_in_our_words(client, db):
    for _ in range(30):
        client.post("/account/sign-in", {})
    answer = client.post("/account/sign-in", {})
    assert answer.status_code == 429
    assert "Wait a minute" in answer.content.decode()


@pytest.mark.parametrize("page", ["", "/code", "/passkey"])
def test_confirming_without_anything_to_confirm_with_says_what_to_do(client, tess, page):
    client.force_login(tess)
    answer = client.get(f"/account/confirm{page}?next=/account/me", follow=True)
    assert answer.redirect_chain == [
        ("/account/confirm/organisation?next=%2Faccount%2Fme", 302),
    ]
    assert "send you a sign-in link" in answer.content.decode()
