"""Reading: a child's assessments, one of them, and two beside each other; each also as a table."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from cairn.assessments import actions, queries, rules
from cairn.assessments.choices import Change, IndicatorKind, Level
from cairn.assessments.models import Assessment
from cairn.assessments.views.shown import page, page_of, tasks
from cairn.foundation.spreadsheets import download, workbook

LIST = ("Reference", "Tool", "Version", "Started", "Finished", "By", "State", "Score", "Prompted")
ONE = ("Part", "Indicator", "Kind", "Answer", "What shows it", "Points", "Why")
TWO = ("Part", "Indicator", "Change", "Then", "Now", "What showed it then", "What shows it now")


@require_safe
def child_assessments(request: Any, reference: str) -> HttpResponse:
    child, rows = actions.list_assessments(by=request.actor, child=reference)
    again = queries.again(by=request.actor, child=reference)
    shown = [(row, _prompted(row)) for row in rows]
    return page(request, "list", child, rows=shown, again=again)


@require_safe
def latest(request: Any, reference: str) -> HttpResponse:
    """From elsewhere to the assessment of a child that was finished last, or to the list of all."""
    row = queries.latest_finished(by=request.actor, child=reference)
    if row is None:
        return redirect("assessments:child_assessments", reference)
    return redirect("assessments:assessment", row.reference)


@require_safe
def child_spreadsheet(request: Any, reference: str) -> HttpResponse:
    _child, rows = actions.export_assessments(by=request.actor, child=reference)
    table = (
        (
            row.reference, row.tool.name, row.tool.version, row.started_at, row.finished_at,
            (row.finished_by or row.changed_by).name, _state(row),
            row.outcome["total"] if row.outcome else None, _prompted(row),
        )
        for row in rows
    )  # fmt: skip
    return download("assessments", workbook(LIST, table, title="Assessments"))


@require_safe
def assessment(request: Any, reference: str) -> HttpResponse:
    """The finished assessment; or the tasks of one that is not."""
    row = actions.read_assessment(by=request.actor, reference=reference)
    if row.is_open:
        missing = queries.lacking(by=request.actor, reference=reference)
        return page_of(request, "tasks", row, tasks=tasks(row, missing), missing=missing)
    context = {"prompted": _prompted(row), "parts": _parts(row), "before": []}
    if row.finished_at:
        context["before"] = queries.earlier(by=request.actor, reference=reference)
    return page_of(request, "assessment", row, **context)


@require_safe
def spreadsheet(request: Any, reference: str) -> HttpResponse:
    row = actions.export_assessment(by=request.actor, reference=reference)
    table = (
        (
            part.name, one.indicator.words, _kind(one), one.said, one.evidence, one.points,
            one.reason,
        )
        for part in _parts(row)
        for one in part.given
    )  # fmt: skip
    return download("assessment", workbook(ONE, table, title="Assessment"))


@require_safe
def compare(request: Any, reference: str) -> HttpResponse:
    row, then, found = actions.compare_assessments(
        by=request.actor, reference=reference, other=request.GET.get("with", "")
    )
    differing = [one for one in found if one.change != Change.UNCHANGED]
    groups = [
        (change.label, [one for one in differing if one.change == change]) for change in Change
    ]
    before = queries.earlier(by=request.actor, reference=reference)
    return page_of(
        request, "compare", row, then=then, groups=[one for one in groups if one[1]],
        unchanged=[one for one in found if one.change == Change.UNCHANGED],
        others=[one for one in before if one != then], prompted=_prompted(row),
        prompted_then=_prompted(then),
    )  # fmt: skip


@require_safe
def compare_spreadsheet(request: Any, reference: str) -> HttpResponse:
    _row, _then, found = actions.export_comparison(
        by=request.actor, reference=reference, other=request.GET.get("with", "")
    )
    table = (
        (
            one.domain, one.words, str(one.change.label), _said(one.then), _said(one.since),
            one.then.evidence if one.then else "", one.since.evidence if one.since else "",
        )
        for one in found
    )  # fmt: skip
    return download("comparison", workbook(TWO, table, title="Comparison"))


def _said(given: Any) -> str:
    return given.said if given else "Not asked"


def _kind(given: rules.Given) -> str:
    return str(IndicatorKind(given.indicator.kind).label)


def _parts(row: Assessment) -> Any:
    """The answers by part. What a finished assessment counted is kept, and its tool never changes."""
    return rules.score(row.tool.definition, row.answers).parts


def _prompted(row: Assessment) -> str:
    return str(Level(row.outcome["prompt"]["level"]).label) if row.outcome else ""


def _state(row: Assessment) -> str:
    if row.finished_at:
        return "Finished"
    return "Discarded" if row.discarded_at else "Not finished"
