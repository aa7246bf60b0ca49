"""Asking a colleague in, and accepting."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from cairn.accounts import actions, invitations, queries
from cairn.accounts.forms import AcceptForm, InviteForm
from cairn.accounts.guards import fresh_sign_in
from cairn.accounts.views.sent import sent
from cairn.foundation import mail
from cairn.foundation.paging import page_of
from cairn.foundation.refusals import OutOfReach
from cairn.foundation.views import sent_from


@require_safe
def invitations_list(request: Any) -> HttpResponse:
    rows = queries.invitations(by=request.actor)
    return render(
        request,
        "accounts/invitations.html",
        {
            "page": page_of(rows, keys=("-invited_at", "-id"), after=request.GET.get("after", "")),
            "state_of": invitations.state_of,
            "has_mail": mail.is_set_up(),
        },
    )


@fresh_sign_in
@require_http_methods(["GET", "POST"])
def invite(request: Any) -> HttpResponse:
    form = InviteForm(sent(request), agency=queries.own_agency(by=request.actor))
    if form.is_valid():
        invitation = actions.invite(by=request.actor, **form.cleaned_data)
        messages.success(request, f"The invitation is on its way to {invitation.email}.")
        return redirect("accounts:people_invitations")
    return render(request, "accounts/invite.html", {"form": form})


@sent_from("accounts:people_invitations")
@fresh_sign_in
def send_again(request: Any, reference: str) -> HttpResponse:
    invitation = actions.send_again(by=request.actor, reference=reference)
    messages.success(request, f"The invitation is on its way to {invitation.email} again.")
    return redirect("accounts:people_invitations")


@sent_from("accounts:people_invitations")
def withdraw(request: Any, reference: str) -> HttpResponse:
    invitation = actions.withdraw(by=request.actor, reference=reference)
    messages.success(
        request,
        f"The invitation of {invitation.name} is withdrawn, and its link opens nothing. "
        "If that was a mistake, invite them again.",
    )
    return redirect("accounts:people_invitations")


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def accept(request: Any, secret: str) -> HttpResponse:
    """The link of an invitation. One page says that it does not work, whatever the reason."""
    invitation = queries.invitation(by=request.actor, secret=secret)
    if invitation is None:
        return _does_not_work(request)
    form = AcceptForm(sent(request), email=invitation.email, initial={"name": invitation.name})
    if not form.is_valid():
        return render(request, "accounts/accept.html", {"form": form, "invitation": invitation})
    given = form.cleaned_data
    try:
        person = actions.accept(by=request.actor, secret=secret, **given)
    except OutOfReach:  # it was answered in another tab a moment ago
        return _does_not_work(request)
    if request.user.is_authenticated:
        get_adapter().logout(request)
    return perform_password_login(request, {"email": person.email}, Login(user=person))


def _does_not_work(request: Any) -> HttpResponse:
    return render(request, "accounts/link_does_not_work.html", status=404)
