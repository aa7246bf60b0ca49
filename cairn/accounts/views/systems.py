"""Other systems that send something for an agency, for its own administrators."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cairn.accounts import actions, queries
from cairn.accounts.guards import fresh_sign_in
from cairn.accounts.key_forms import KeyForm, SystemForm
from cairn.accounts.views.sent import sent
from cairn.foundation import clock
from cairn.foundation.refusals import Refused
from cairn.foundation.views import sent_from


@fresh_sign_in
@require_http_methods(["GET", "POST"])
def systems(request: Any) -> HttpResponse:
    """Which systems there are and their keys; and adding one."""
    form = SystemForm(sent(request))
    if form.is_valid():
        try:
            made = actions.add_system(by=request.actor, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, f"{made.name} has an account. Make a key for it now.")
            return redirect("accounts:people_systems")
    found = queries.systems(by=request.actor)
    context = {
        "form": form, "at": clock.now(), "may_add": queries.may_add_systems(by=request.actor),
        "systems": [(one, KeyForm(auto_id=f"{one.reference}_%s")) for one in found],
    }  # fmt: skip
    return render(request, "accounts/systems.html", context)


@sent_from("accounts:people_systems")
@fresh_sign_in
def make_key(request: Any, reference: str) -> HttpResponse:
    """The one page that shows a key."""
    shown = queries.person(by=request.actor, reference=reference)
    form = KeyForm(sent(request))
    if not form.is_valid():
        messages.info(request, "Choose for how long the key is to open Cairn.")
        return redirect("accounts:people_systems")
    key, secret = actions.make_key(by=request.actor, reference=reference, **form.cleaned_data)
    context = {"system": shown, "key": key, "secret": secret}
    return render(request, "accounts/system_key.html", context)


@sent_from("accounts:people_systems")
@fresh_sign_in
def withdraw_key(request: Any, reference: str) -> HttpResponse:
    key = actions.withdraw_key(by=request.actor, reference=reference)
    messages.success(request, f"Key {key.reference} is withdrawn. It opens nothing any more.")
    return redirect("accounts:people_systems")
