"""The vulnerability tracker: the county's list of open pathways, and the same as a table."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cairn.audit.choices import Permission
from cairn.children.rules import age_in_words
from cairn.foundation import clock
from cairn.foundation.spreadsheets import download, workbook
from cairn.pathways import actions, queries
from cairn.pathways.forms import TrackerForm
from cairn.pathways.models import Pathway

COLUMNS = ("Pathway", "Child", "Name", "Age", "Area", "State", "Level", "Opened", "Next", "By")


@require_safe
def tracker(request: Any) -> HttpResponse:
    by = request.actor
    form = TrackerForm(request.GET, councils=by.councils)
    page = actions.list_tracker(by=by, after=request.GET.get("after", ""), **form.narrowed)
    asked = []
    if Permission.PATHWAYS_DECIDE in by.permissions:
        asked = list(queries.asked_to_take(by=by).order_by(*queries.NEWEST_FIRST))
    kept = request.GET.copy()
    kept.pop("after", None)
    context = {
        "filters": form, "page": page, "rows": _rows(by, page.rows),
        "asked": asked, "is_narrowed": bool(form.narrowed), "kept": kept.urlencode(),
        "today": clock.today(),
    }  # fmt: skip
    return render(request, "pathways/tracker.html", context)


@require_safe
def spreadsheet(request: Any) -> HttpResponse:
    by = request.actor
    form = TrackerForm(request.GET, councils=by.councils)
    rows = []
    for row, standing, age in _rows(by, actions.export_tracker(by=by, **form.narrowed)):
        level = standing.level.label if standing.level else ""
        rows.append((
            row.reference, row.child.reference, row.child.name, age, row.council.name,
            standing.state.label, level, clock.local(row.opened_at).date(), standing.due,
            standing.due_on,
        ))  # fmt: skip
    return download("vulnerability-tracker", workbook(COLUMNS, rows, title="Tracker"))


def _rows(by: Any, found: list[Pathway]) -> list[tuple[Pathway, queries.Standing, str]]:
    today = clock.today()
    return [
        (one, standing, age_in_words(one.child.born_on, today=today))
        for one, standing in zip(found, queries.standings(by=by, pathways=found), strict=True)
    ]
