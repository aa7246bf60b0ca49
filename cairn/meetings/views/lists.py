"""The list of meetings: those to come first, narrowed by kind and by where they stand."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cairn.children.views.shown import record_context
from cairn.foundation.paging import kept_of
from cairn.foundation.spreadsheets import download, workbook
from cairn.meetings import actions, queries
from cairn.meetings.choices import TO_COME, State
from cairn.meetings.forms import NarrowForm

TAG = {
    State.PLANNED: "govuk-tag--blue", State.UNDER_WAY: "govuk-tag--green",
    State.HELD: "govuk-tag--yellow", State.SENT: "govuk-tag--grey",
    State.CANCELLED: "govuk-tag--grey",
}  # fmt: skip


COLUMNS = ("Reference", "Kind", "About", "Area", "When", "Chair", "Where it stands")


@require_safe
def meeting_list(request: Any) -> HttpResponse:
    form = _narrowed(request)
    after = request.GET.get("after", "")
    page = actions.list_meetings(by=request.actor, after=after, **form.narrowed)
    context = {
        "filters": form, "page": page, "kept": kept_of(request), "tags": TAG,
        "unanswered": queries.to_answer(by=request.actor),
        "overdue": queries.my_overdue(by=request.actor),
        "is_narrowed": _is_narrowed(request),
        "may_run": bool(queries.kinds_run(by=request.actor)),
    }  # fmt: skip
    return render(request, "meetings/list.html", context)


@require_safe
def spreadsheet(request: Any) -> HttpResponse:
    found = actions.export_meetings(by=request.actor, **_narrowed(request).narrowed)
    rows = (
        (
            one.reference, one.get_kind_display(), one.child.reference if one.child else "",
            one.council.name if one.council else "The whole county", one.starts_at, one.chair.name,
            str(one.state.label),
        )
        for one in found
    )  # fmt: skip
    return download("meetings", workbook(COLUMNS, rows, title="Meetings"))


@require_safe
def child_meetings(request: Any, reference: str) -> HttpResponse:
    """The meetings about one child, within the child's record."""
    child, rows = actions.list_meetings_of_child(by=request.actor, child=reference)
    shown = record_context(request, child, section="meetings")
    return render(request, "meetings/child.html", {**shown, "rows": rows, "tags": TAG})


def _is_narrowed(request: Any) -> bool:
    return any(name in request.GET for name in NarrowForm.base_fields)


def _narrowed(request: Any) -> NarrowForm:
    """What the person asked for; unless they asked, the meetings to come that they are asked to."""
    to_come = {"state": TO_COME, "is_mine": "on"}
    return NarrowForm(request.GET if _is_narrowed(request) else to_come)
