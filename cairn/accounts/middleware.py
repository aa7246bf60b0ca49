"""Everything is closed until a page is in the short list of public ones."""

from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django_htmx.http import HttpResponseClientRefresh

from cairn.accounts import navigation, second_step
from cairn.accounts.people import actor
from cairn.accounts.public import PUBLIC_PAGES, SETTING_UP_PAGES
from cairn.foundation.typed import words_typed


class ClosedDoor:
    """Sends signed-out people to sign in, and people without a second step to set one up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.is_demo = settings.IS_DEMO
        request.actor = actor(request)
        # Where open pages hear that something is new; on no page of somebody who is not signed in.
        request.live = f"{settings.LIVE_ADDRESS}/live/" if request.actor.is_authenticated else ""
        request.navigation = SimpleLazyObject(lambda: navigation.items(request))
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        page = request.resolver_match.view_name
        if page in PUBLIC_PAGES:
            return None
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if page in SETTING_UP_PAGES or second_step.is_done(request):
            return None
        return redirect("mfa_index")


def _to_sign_in(request: Any) -> HttpResponse:
    if request.htmx:  # a part of a page: the whole page goes to sign in
        return HttpResponseClientRefresh()
    if typed := words_typed(request):
        back = redirect_to_login(request.get_full_path()).url
        return render(request, "signed_out.html", {"typed": typed, "sign_in": back}, status=403)
    if request.method != "GET":  # what was sent is not asked for again by its address
        return redirect("account_login")
    return redirect_to_login(request.get_full_path())
