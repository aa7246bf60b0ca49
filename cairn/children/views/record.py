"""Pages of one child's record: overview, details, where they live, and changing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from cairn.children import actions, queries
from cairn.children.forms import ChangeForm
from cairn.children.views.shown import record_page


@require_safe
def child(request: Any, reference: str) -> HttpResponse:
    by = request.actor
    found = actions.read_child(by=by, reference=reference)
    looked_at, news = queries.news(by=by, reference=reference)
    involved = [
        one for one in queries.involvements(by=by, reference=reference) if one.until_on is None
    ]
    return record_page(
        request, "child", found, section="child", looked_at=looked_at, news=news,
        involved=involved, emergencies=queries.emergencies(by=by, reference=reference),
    )  # fmt: skip


@require_safe
def details(request: Any, reference: str) -> HttpResponse:
    found = actions.read_child(by=request.actor, reference=reference)
    return record_page(request, "details", found, section="details", shows_address=False)


@require_safe
def address(request: Any, reference: str) -> HttpResponse:
    found = actions.show_address(by=request.actor, reference=reference)
    return record_page(request, "details", found, section="details", shows_address=True)


def change(request: Any, reference: str) -> HttpResponse:
    """Where somebody else was quicker, the page shows what was typed beside what is there now."""
    by = request.actor
    found = queries.changeable(by=by, reference=reference)
    areas = {area.pk: area for area in [*queries.areas(by=by), found.council]}.values()
    now = ChangeForm.of(found)
    form = ChangeForm(request.POST or None, councils=areas, initial=now)
    differing = []
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        version = said.pop("version")
        if version == found.version:
            actions.change_child(by=by, reference=reference, version=version, changes=said)
            messages.success(request, "The record has been changed.")
            return redirect("children:details", found.reference)
        differing = [
            (form[name].label, request.POST.get(name, ""), there)
            for name, there in now.items()
            if name != "version" and request.POST.get(name, "").strip() != str(there).strip()
        ]
        form = ChangeForm({**request.POST.dict(), "version": found.version}, councils=areas)
    status = 409 if differing else 200
    response = record_page(request, "change", found, form=form, differing=differing)
    response.status_code = status
    return response
