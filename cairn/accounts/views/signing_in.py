"""The pages of sign-in that are ours: single sign-on, lock-out, sessions and passkeys."""

from typing import Any

from allauth.account import views as allauth_account
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.utils import get_request_param
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods
from requests import RequestException

from cairn.accounts import actions, lockout, queries, rules, sign_on
from cairn.accounts.guards import fresh_sign_in


class SignIn(allauth_account.LoginView):
    """Password, passkey, or the organisation's account where there is one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs,
            organisation=sign_on.provider(self.request),
            next=get_request_param(self.request, "next", ""),
        )


def locked_out(request: Any, response: Any = None, credentials: Any = None) -> HttpResponse:
    """Too many wrong answers: the same page whoever was tried, known or not."""
    until = lockout.until(request, credentials)
    return render(request, "account/locked_out.html", {"until": until}, status=429)


def organisation_sign_in(request: Any, provider_id: str) -> HttpResponse:
    """Send the person to their organisation to sign in."""
    return _at_provider(request, provider_id, OAuth2LoginView)


def organisation_answer(request: Any, provider_id: str) -> HttpResponse:
    """The organisation sends the person back, with its word for who they are."""
    return _at_provider(request, provider_id, OAuth2CallbackView)


def _at_provider(request: Any, provider_id: str, view: Any) -> HttpResponse:
    try:
        return view.adapter_view(sign_on.SignedTokens(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except (RequestException, KeyError, ValueError):
        # It does not answer, or what it answers is no provider's answer.
        return render(request, "socialaccount/authentication_error.html", status=502)


def confirm_by_organisation(request: Any) -> HttpResponse:
    """Somebody whose only way in is their organisation confirms who they are there."""
    wanted = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}):
        wanted = ""
    return render(
        request,
        "account/confirm_by_organisation.html",
        {"organisation": sign_on.provider(request), "next": wanted},
    )


@require_http_methods(["GET", "POST"])
def sessions(request: Any) -> HttpResponse:
    """Where one is signed in, and the way to end all of it but this."""
    key = request.session.session_key
    if request.method == "POST":
        actions.end_other_sessions(by=request.actor, keep=key)
        messages.success(request, "You are signed out everywhere else.")
        return redirect("usersessions_list")
    shown = queries.sessions(by=request.actor)
    return render(
        request,
        "usersessions/usersession_list.html",
        {"sessions": shown, "current": key, "device": rules.device},
    )


@fresh_sign_in
@require_http_methods(["GET", "POST"])
def remove_passkey(request: Any, pk: int) -> HttpResponse:
    if request.method == "POST":
        actions.remove_passkey(by=request.actor, pk=pk)
        messages.success(request, "The passkey is removed.")
        return redirect("mfa_index")
    passkey = queries.passkey(by=request.actor, pk=pk)
    return render(request, "mfa/webauthn/authenticator_confirm_delete.html", {"passkey": passkey})
