"""Pages of one child's record: overview, details, where they live, and changing it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from cairn.children import actions, queries
from cairn.children.forms import AddressForm, ChangeForm
from cairn.children.models import Child
from cairn.children.views.shown import address_of, record_page
from cairn.drafts.marking import keeps_drafts
from cairn.foundation.forms import differences


@require_safe
def child(request: Any, reference: str) -> HttpResponse:
    by = request.actor
    found = actions.read_child(by=by, reference=reference)
    looked_at, news = queries.news(by=by, child=found)
    return record_page(
        request, "child", found, section="child", looked_at=looked_at, news=news,
        involved=queries.involved_now(by=by, child=found),
        emergencies=queries.emergencies(by=by, child=found),
        line_address=address_of("chronology:line", found.reference),
    )  # fmt: skip


@require_safe
def details(request: Any, reference: str) -> HttpResponse:
    found = actions.read_child(by=request.actor, reference=reference)
    return record_page(request, "details", found, section="details", shows_address=False)


@require_safe
def address(request: Any, reference: str) -> HttpResponse:
    found = actions.show_address(by=request.actor, reference=reference)
    return record_page(request, "details", found, section="details", shows_address=True)


@keeps_drafts
def change(request: Any, reference: str) -> HttpResponse:
    by = request.actor
    found = queries.changeable(by=by, reference=reference)
    areas = {area.pk: area for area in [*queries.areas(by=by), found.council]}.values()
    return _change(request, found, partial(ChangeForm, councils=areas), ChangeForm.of(found))


@keeps_drafts
def change_address(request: Any, reference: str) -> HttpResponse:
    found = queries.changeable(by=request.actor, reference=reference)
    actions.show_address(by=request.actor, reference=reference)
    return _change(request, found, AddressForm, AddressForm.of(found))


def _change(request: Any, found: Child, form_of: Any, now: dict[str, Any]) -> HttpResponse:
    """Where somebody else was quicker, the page shows what was typed beside what is there now."""
    form = form_of(request.POST or None, initial=now)
    differing = []
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        version = said.pop("version")
        if version == found.version:
            actions.change_child(
                by=request.actor, reference=found.reference, version=version, changes=said
            )
        else:
            differing = differences(form, request.POST, now)
        if not differing:
            messages.success(request, "The record has been changed.")
            return redirect("children:details", found.reference)
        form = form_of({**request.POST.dict(), "version": found.version})
    response = record_page(
        request, "change", found, form=form, differing=differing,
        is_address=form_of is AddressForm,
    )  # fmt: skip
    response.status_code = 409 if differing else 200
    return response
