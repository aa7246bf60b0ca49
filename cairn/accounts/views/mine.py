"""A person's own pages: who they are here, their password, what waits for them."""

from contextlib import suppress
from typing import Any

from allauth.account.signals import password_changed
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from cairn.accounts import actions, queries, sign_on
from cairn.accounts.forms import ChangePasswordForm
from cairn.accounts.guards import fresh_sign_in_for_a_secret
from cairn.accounts.roles import Role
from cairn.accounts.views.sent import sent
from cairn.foundation.paging import page_of
from cairn.foundation.views import sent_from

NEWEST = ("-given_at", "-id")


@require_safe
def me(request: Any) -> HttpResponse:
    """What Cairn knows about the person who asks, and where to change it."""
    return render(
        request,
        "accounts/me.html",
        {
            "roles": [Role(role).label for role in request.actor.roles],
            "steps": queries.second_steps(by=request.actor),
            "places": len(queries.sessions(by=request.actor)),
            "unseen": queries.unseen_notices(by=request.actor).exists(),
            "organisation": sign_on.provider(request),
        },
    )


@sensitive_post_parameters()
@fresh_sign_in_for_a_secret
@require_http_methods(["GET", "POST"])
def change_password(request: Any) -> HttpResponse:
    form = ChangePasswordForm(sent(request), person=request.actor)
    if form.is_valid():
        actions.change_password(by=request.actor, password=form.cleaned_data["password"])
        update_session_auth_hash(request, request.actor)
        password_changed.send(sender=type(request.actor), request=request, user=request.actor)
        messages.success(request, "Your password is changed. You are signed out everywhere else.")
        return redirect("accounts:me")
    return render(request, "accounts/change_password.html", {"form": form})


@require_safe
def notices(request: Any) -> HttpResponse:
    """What waits first, then what was seen, each newest first."""
    return render(
        request,
        "accounts/notices.html",
        {
            "waiting": page_of(
                queries.unseen_notices(by=request.actor),
                keys=NEWEST,
                after=request.GET.get("waiting", ""),
            ),
            "seen": page_of(
                queries.seen_notices(by=request.actor),
                keys=NEWEST,
                after=request.GET.get("seen", ""),
            ),
        },
    )


@require_safe
def notices_unseen(request: Any) -> JsonResponse:
    """For an open page: how many notices wait, and whose they are, should somebody else sign in."""
    number = queries.unseen_number(by=request.actor)
    return JsonResponse({"person": request.actor.mark, "unseen": number})


@sent_from("accounts:notices")
def see_all(request: Any) -> HttpResponse:
    newest = request.POST.get("newest", "")
    number = actions.see_all_notices(by=request.actor, newest=newest)
    seen = "1 notice is" if number == 1 else f"{number} notices are"
    messages.success(request, f"{seen} marked as seen. You can still open them, below.")
    return redirect("accounts:notices")


@require_safe
def notice(request: Any, reference: str) -> HttpResponse:
    """Mark a notice as seen, and go to what it is about."""
    opened = actions.open_notice(by=request.actor, reference=reference)
    for about in ([opened.about], []):  # the page of one thing, or a page that takes no reference
        with suppress(NoReverseMatch):
            return redirect(reverse(opened.page, args=about))
    return redirect("accounts:notices")  # it has no page, or one this copy does not have
