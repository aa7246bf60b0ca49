"""The list of meetings: those to come first, narrowed by kind and by where they stand."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cairn.meetings import actions, queries
from cairn.meetings.choices import State
from cairn.meetings.forms import NarrowForm

TAG = {
    State.PLANNED: "govuk-tag--blue", State.UNDER_WAY: "govuk-tag--green",
    State.HELD: "govuk-tag--yellow", State.SENT: "govuk-tag--grey",
    State.CANCELLED: "govuk-tag--grey",
}  # fmt: skip


@require_safe
def meeting_list(request: Any) -> HttpResponse:
    is_narrowed = any(name in request.GET for name in NarrowForm.base_fields)
    to_come = {"state": State.PLANNED.value, "is_mine": "on"}
    form = NarrowForm(request.GET if is_narrowed else to_come)
    after = request.GET.get("after", "")
    page = actions.list_meetings(by=request.actor, after=after, **form.narrowed)
    context = {
        "filters": form, "page": page, "kept": _kept(request), "tags": TAG,
        "unanswered": queries.to_answer(by=request.actor),
        "is_narrowed": is_narrowed,
        "may_run": bool(queries.kinds_run(by=request.actor)),
    }  # fmt: skip
    return render(request, "meetings/list.html", context)


def _kept(request: Any) -> str:
    kept = request.GET.copy()
    kept.pop("after", None)
    return kept.urlencode()
