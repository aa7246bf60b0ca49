"""The people of an agency, for its own administrators."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cairn.accounts import actions, queries, rules
from cairn.accounts.forms import EndForm, PeopleFilterForm, RolesForm
from cairn.accounts.guards import fresh_sign_in
from cairn.accounts.roles import Role
from cairn.accounts.views.sent import sent
from cairn.foundation import spreadsheets, wording
from cairn.foundation.paging import page_of
from cairn.foundation.views import sent_from

COLUMNS = ("Name", "Job title", "Work email address", "Team", "Roles", "Last signed in", "Ended")


def _role_names(person: Any) -> str:
    return wording.name_list(Role(role).label for role in person.roles)


def _filter(request: Any) -> PeopleFilterForm:
    form = PeopleFilterForm(request.GET)
    form.is_valid()  # a filter nobody could have chosen filters nothing
    return form


def _chosen(form: PeopleFilterForm) -> dict[str, Any]:
    given = form.cleaned_data
    return {
        "name": given.get("name", ""),
        "role": given.get("role", ""),
        "ended": given.get("ended", False),
    }


@require_safe
def people(request: Any) -> HttpResponse:
    form = _filter(request)
    chosen = _chosen(form)
    rows = queries.people(by=request.actor, **chosen).select_related("team")
    given = {name: value for name, value in request.GET.items() if name in chosen}
    return render(
        request,
        "accounts/people.html",
        {
            "filter": form,
            "is_filtered": any(chosen.values()),
            "query": urlencode(given),
            "page": page_of(rows, keys=("name", "id"), after=request.GET.get("after", "")),
            "role_names": _role_names,
            "may_add_systems": queries.may_add_systems(by=request.actor),
        },
    )


@require_safe
def people_download(request: Any) -> HttpResponse:
    found = actions.export_people(by=request.actor, **_chosen(_filter(request)))
    rows = [
        (
            person.name,
            person.job_title,
            person.email,
            person.team.name if person.team else "",
            _role_names(person),
            person.last_login,
            person.ended_at,
        )
        for person in found
    ]
    return spreadsheets.download("people", spreadsheets.workbook(COLUMNS, rows, title="People"))


@require_safe
def person(request: Any, reference: str) -> HttpResponse:
    shown = queries.person(by=request.actor, reference=reference)
    reason = rules.reason_not_to_change(
        is_self=shown == request.actor, has_ended=not shown.is_active
    )
    context = {"person": shown, "roles": _role_names(shown), "reason": reason}
    return render(request, "accounts/person.html", context)


@fresh_sign_in
@require_http_methods(["GET", "POST"])
def person_roles(request: Any, reference: str) -> HttpResponse:
    shown = queries.person(by=request.actor, reference=reference)
    started = {"roles": shown.roles, "team": shown.team.code if shown.team else ""}
    form = RolesForm(sent(request), initial=started, agency=shown.agency, held=shown.roles)
    if form.is_valid():
        actions.change_roles(by=request.actor, reference=reference, **form.cleaned_data)
        messages.success(request, f"The roles of {shown.name} are changed.")
        return redirect("accounts:people_person", reference=reference)
    return render(request, "accounts/person_roles.html", {"person": shown, "form": form})


@fresh_sign_in
@require_http_methods(["GET", "POST"])
def person_end(request: Any, reference: str) -> HttpResponse:
    shown = queries.person(by=request.actor, reference=reference)
    form = EndForm(sent(request), colleagues=queries.colleagues(by=request.actor, of=shown))
    if form.is_valid():
        chosen = form.cleaned_data["successor"]
        actions.end_account(
            by=request.actor,
            reference=reference,
            successor="" if chosen == EndForm.NOBODY else chosen,
        )
        messages.success(request, f"The account of {shown.name} has ended.")
        return redirect("accounts:people_person", reference=reference)
    return render(request, "accounts/person_end.html", {"person": shown, "form": form})


@sent_from("accounts:people_person", "reference")
@fresh_sign_in
def person_invite_again(request: Any, reference: str) -> HttpResponse:
    invitation = actions.invite_again(by=request.actor, reference=reference)
    messages.success(request, f"A new sign-in link is on its way to {invitation.email}.")
    return redirect("accounts:people_invitations")
