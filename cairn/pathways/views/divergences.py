"""Levels set otherwise than prompted: a list, with how many of how many; and the same as a table."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cairn.foundation.paging import kept_of
from cairn.foundation.spreadsheets import download, workbook
from cairn.pathways import actions
from cairn.pathways.diverging import how_many
from cairn.pathways.forms import DivergenceForm

COLUMNS = (
    "Pathway", "Child", "Area", "Set at", "Prompted", "Set", "Why otherwise", "Tool", "Version",
    "Assessment",
)  # fmt: skip


@require_safe
def divergences(request: Any) -> HttpResponse:
    by = request.actor
    form = DivergenceForm(request.GET, councils=by.councils)
    after = request.GET.get("after", "")
    page = actions.list_divergences(by=by, after=after, **form.narrowed)
    differ, of = how_many(by=by, **form.narrowed)
    context = {
        "filters": form, "page": page, "differ": differ, "of": of, "kept": kept_of(request),
        "is_narrowed": bool(form.narrowed),
    }  # fmt: skip
    return render(request, "pathways/divergences.html", context)


@require_safe
def divergences_spreadsheet(request: Any) -> HttpResponse:
    by = request.actor
    form = DivergenceForm(request.GET, councils=by.councils)
    rows = (
        (
            one.pathway.reference, one.pathway.child.reference, one.pathway.council.name, one.at,
            one.get_prompted_display(), one.get_level_display(), one.why_differs,
            one.assessment.tool.name if one.assessment else "",
            one.assessment.tool.version if one.assessment else "",
            one.assessment.reference if one.assessment else "",
        )
        for one in actions.export_divergences(by=by, **form.narrowed)
    )  # fmt: skip
    return download("levels-and-prompts", workbook(COLUMNS, rows, title="Levels and prompts"))
