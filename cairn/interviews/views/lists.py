"""Every interview within reach, those whose time ends first on top; and one child's."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cairn.audit.choices import Permission
from cairn.children.views.shown import address_of, record_context
from cairn.foundation.paging import kept_of
from cairn.foundation.spreadsheets import download, workbook
from cairn.interviews import actions, queries
from cairn.interviews.forms import ListForm
from cairn.interviews.queries import Narrowing
from cairn.interviews.telling import state
from cairn.interviews.views.shown import left, rows_of

COLUMNS = (
    "Interview", "Child", "Name", "Area", "How far", "Due", "Offered", "Answer", "Who goes",
    "Planned", "Held", "In time", "Seen", "Independence", "Handed in", "Signed off",
)  # fmt: skip


@require_safe
def interviews(request: Any) -> HttpResponse:
    by = request.actor
    form = ListForm(request.GET, councils=by.councils)
    asked = Narrowing(**form.narrowed)
    page = actions.list_interviews(by=by, asked=asked, after=request.GET.get("after", ""))
    context = {
        "page": page, "rows": rows_of(page.rows), "filters": form,
        "is_narrowed": bool(form.narrowed), "kept": kept_of(request),
        "own_week": address_of("planner:my_week") if _holds(by) else "",
    }  # fmt: skip
    return render(request, "interviews/list.html", context)


def _holds(by: Any) -> bool:
    return Permission.INTERVIEWS_RECORD in by.permissions


@require_safe
def spreadsheet(request: Any) -> HttpResponse:
    by = request.actor
    form = ListForm(request.GET, councils=by.councils)
    found = actions.export_interviews(by=by, asked=Narrowing(**form.narrowed))
    rows = [
        (
            one.reference, one.child.reference, one.child.name, one.child.council.name,
            state(one).label, one.due_at, one.offered_at, one.get_answer_display(),
            one.interviewer.name if one.interviewer else "", one.planned_at, one.held_at,
            left(one), one.get_seen_display(), one.get_relation_display(), one.handed_in_at,
            one.signed_off_at,
        )
        for one in found
    ]  # fmt: skip
    return download("return-home-interviews", workbook(COLUMNS, rows, title="Interviews"))


@require_safe
def of_child(request: Any, reference: str) -> HttpResponse:
    child, page = actions.list_of_child(
        by=request.actor, child=reference, after=request.GET.get("after", "")
    )
    shown = record_context(request, child, section="missing")
    return render(
        request, "interviews/child.html", {**shown, "page": page, "rows": rows_of(page.rows)}
    )


@require_safe
def of_episode(request: Any, reference: str) -> HttpResponse:
    """From an episode to the interview that answers it."""
    found = queries.of_episode(by=request.actor, episode=reference)
    return redirect("interviews:interview", found.reference)
