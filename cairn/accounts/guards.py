"""The guard for acts that a borrowed screen must not be able to do."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cairn.accounts import second_step

View = Callable[..., HttpResponse]
TYPE_IT_AGAIN = "Confirm that it is you. Then type the new password once more: it was not kept."


def fresh_sign_in(view: View) -> View:
    """Ask who is there again, unless they showed it a few minutes ago.

    What they had filled in is kept in their session meanwhile, and sent on afterwards.
    """
    return _fresh(view, keeps=True)


def fresh_sign_in_for_a_secret(view: View) -> View:
    """The same for a page that takes a secret. Sessions are kept readable, so what was filled in is
    not kept there: the person types it again.
    """
    return _fresh(view, keeps=False)


def with_something_to_confirm_with(view: View) -> View:
    """Guard the pages on which people confirm who they are. Who has neither a password nor a second
    step here is told what to do instead.
    """

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not second_step.has_something_of_their_own(request):
            asked = urlencode({"next": request.GET.get("next", "")})
            return redirect(f"{reverse('accounts:confirm_by_organisation')}?{asked}")
        return view(request, *args, **kwargs)

    return guarded


def _fresh(view: View, *, keeps: bool) -> View:
    @wraps(view)
    def fresh(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if second_step.was_lately_shown(request):
            return view(request, *args, **kwargs)
        if second_step.is_by_organisation(request):
            here = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('accounts:confirm_by_organisation')}?{here}")
        if request.method == "POST" and not keeps:
            messages.info(request, TYPE_IT_AGAIN)
            return redirect(request.get_full_path())  # looked at, it asks who is there
        raise ReauthenticationRequired

    return fresh
