"""The vulnerability tracker: the county's list of open pathways, the same as a table, saved views."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cairn.audit.choices import Permission
from cairn.children.rules import age_in_words
from cairn.foundation import clock
from cairn.foundation.refusals import Refused
from cairn.foundation.spreadsheets import download, workbook
from cairn.pathways import actions, queries
from cairn.pathways.forms import SavedViewForm, TrackerForm
from cairn.pathways.tracking import Asked

COLUMNS = (
    "Pathway", "Child", "Name", "Age", "Area", "State", "Level", "Moved", "Moved on",
    "Lead practitioner", "Intervention worker", "Next", "By", "Opened",
)  # fmt: skip


@require_safe
def tracker(request: Any) -> HttpResponse:
    by = request.actor
    form = _form(request)
    page = actions.list_tracker(by=by, asked=_asked(form), after=request.GET.get("after", ""))
    asked = []
    if Permission.PATHWAYS_DECIDE in by.permissions:
        asked = list(queries.asked_to_take(by=by).order_by(*queries.NEWEST_FIRST))
    context = {
        "filters": form, "page": page, "rows": _rows(by, page.rows), "asked": asked,
        "is_narrowed": bool(form.narrowed), "kept": form.kept, "today": clock.today(),
        "views": _views(by, form.narrowed), "order": _order(form),
        "used": [said for said in _in_words(form) if said[0] != "Order"],
    }  # fmt: skip
    return render(request, "pathways/tracker.html", context)


@require_safe
def spreadsheet(request: Any) -> HttpResponse:
    found = actions.export_tracker(by=request.actor, asked=_asked(_form(request)))
    rows = [_cells(row, age) for row, age in _rows(request.actor, found)]
    return download("vulnerability-tracker", workbook(COLUMNS, rows, title="Tracker"))


def save_view(request: Any) -> HttpResponse:
    """What is asked of the tracker in this address, to be kept under a name."""
    filters = _form(request)
    form = SavedViewForm(request.POST or None)
    if form.is_valid():
        try:
            actions.save_view(by=request.actor, asked=filters.narrowed, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, "The view is saved.")
            return redirect(f"{reverse('pathways:tracker')}?{filters.kept}")
    context = {"form": form, "kept": filters.kept, "asked": _in_words(filters),
               "mine": list(queries.saved_views(by=request.actor))}  # fmt: skip
    return render(request, "pathways/save_view.html", context)


def delete_view(request: Any, reference: str) -> HttpResponse:
    view = queries.saved_view(by=request.actor, reference=reference)
    if request.method == "POST":
        actions.delete_view(by=request.actor, reference=reference)
        messages.success(request, "The view is deleted. No pathway was changed.")
        return redirect("pathways:tracker")
    return render(request, "pathways/delete_view.html", {"view": view})


def _form(request: Any) -> TrackerForm:
    return TrackerForm(request.GET, councils=request.actor.councils)


def _asked(form: TrackerForm) -> Asked:
    said = form.narrowed
    return Asked(**{**said, "only": tuple(said.get("only", ()))})


def _order(form: TrackerForm) -> str:
    order = form.narrowed.get("order", "")
    return dict(form.fields["order"].choices)[order].lower()  # type: ignore[attr-defined]


def _in_words(form: TrackerForm) -> list[tuple[str, str]]:
    """Each filter that is used, and what it asks for."""
    found = []
    for name, said in form.narrowed.items():
        words = dict(getattr(form.fields[name], "choices", ()))
        each = said if isinstance(said, list) else [said]
        said_of_each = ", ".join(str(words.get(one, one)) for one in each)
        found.append((str(form.fields[name].label), said_of_each))
    return found


def _views(by: Any, narrowed: dict[str, Any]) -> list[dict[str, Any]]:
    """The person's saved views as links."""
    return [
        {"view": one, "address": urlencode(one.asked, doseq=True), "is_here": one.asked == narrowed}
        for one in queries.saved_views(by=by)
    ]


def _rows(by: Any, found: list[Any]) -> list[tuple[queries.Row, str]]:
    today = clock.today()
    rows = queries.tracker_rows(by=by, pathways=found)
    return [(row, age_in_words(row.pathway.child.born_on, today=today)) for row in rows]


def _cells(row: queries.Row, age: str) -> tuple[Any, ...]:
    pathway, standing, work = row.pathway, row.standing, row.work
    return (
        pathway.reference, pathway.child.reference, pathway.child.name, age, pathway.council.name,
        standing.state.label, standing.level.label if standing.level else "",
        row.moved.in_words if row.moved else "",
        row.moved.since_on if row.moved else None,
        work.lead.person.name if work.lead and work.lead.person else "Nobody yet",
        ", ".join(one.person.name for one in work.workers if one.person) or _no_worker(work),
        standing.due, standing.due_on, row.opened_on,
    )  # fmt: skip


def _no_worker(work: queries.Work) -> str:
    return "No worker yet" if work.lacks_worker else ""
