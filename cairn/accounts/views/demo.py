"""The demo's own pages, which have no address anywhere else: be somebody, and read sent mail."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cairn.accounts import demo, queries, second_step
from cairn.accounts.roles import Role
from cairn.foundation.refusals import find
from cairn.foundation.views import sent_from


@require_safe
def people(request: Any) -> HttpResponse:
    cast: list[dict[str, Any]] = [
        {
            "person": person,
            "roles": [Role(role).label for role in person.roles],
            "to_try": demo.things_to_try(person.roles),
        }
        for person in queries.cast(by=request.actor)
    ]
    # One for each kind of work, so that a newcomer need not read the whole county.
    first = {one["to_try"][0]: one for one in reversed(cast) if one["to_try"]}
    tried = [first[words] for words in demo.TO_TRY.values() if words in first]
    return render(request, "accounts/demo_people.html", {"cast": cast, "one_of_each": tried})


@sent_from("accounts:demo_people")
def become(request: Any, reference: str) -> HttpResponse:
    person = find(queries.cast(by=request.actor), reference=reference)
    if request.user.is_authenticated:
        get_adapter().logout(request)
    request.session[second_step.DEMO_MARK] = True
    return perform_login(request, Login(user=person, redirect_url=""))


@require_safe
def mail(request: Any) -> HttpResponse:
    return render(request, "accounts/demo_mail.html", {"mail": demo.sent_mail()})
