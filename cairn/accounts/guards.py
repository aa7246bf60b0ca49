"""The guard for acts that a borrowed screen must not be able to do."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cairn.accounts import second_step

View = Callable[..., HttpResponse]


def fresh_sign_in(view: View) -> View:
    """Ask who is there again, unless they showed it a few minutes ago.

    What they had filled in is kept in their session meanwhile, and sent on afterwards.
    """

    @wraps(view)
    def fresh(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if second_step.was_lately_shown(request):
            return view(request, *args, **kwargs)
        if second_step.is_by_organisation(request):
            here = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('accounts:confirm_by_organisation')}?{here}")
        raise ReauthenticationRequired

    return fresh
