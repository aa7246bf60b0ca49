"""Tasks: a list, a table to take away, one task and what came of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cairn.foundation import clock
from cairn.foundation.forms import number
from cairn.foundation.paging import kept_of
from cairn.foundation.refusals import Overtaken, Refused
from cairn.foundation.spreadsheets import download, workbook
from cairn.foundation.views import sent_from
from cairn.meetings import actions, queries, rules
from cairn.meetings.forms import FinishForm, NarrowTasksForm
from cairn.meetings.models import Task
from cairn.meetings.views import elsewhere

COLUMNS = (
    "Reference", "What", "Who", "Due", "Overdue", "Done", "What came of it", "Meeting", "About",
    "Times chased",
)  # fmt: skip


@require_safe
def task_list(request: Any) -> HttpResponse:
    form = NarrowTasksForm(request.GET)
    after = request.GET.get("after", "")
    page = actions.list_tasks(by=request.actor, after=after, **form.narrowed)
    context = {"filters": form, "page": page, "kept": kept_of(request), "is_late": is_late}
    return render(request, "meetings/tasks.html", context)


@require_safe
def spreadsheet(request: Any) -> HttpResponse:
    found = actions.export_tasks(by=request.actor, **NarrowTasksForm(request.GET).narrowed)
    rows = (
        (
            one.reference, one.what, who(one), one.due_on, "Yes" if is_late(one) else "No",
            one.done_at, one.outcome if one.done_at else "", one.item.meeting.reference,
            one.item.child.reference if one.item.child else "", one.times_chased,
        )
        for one in found
    )  # fmt: skip
    return download("tasks", workbook(COLUMNS, rows, title="Tasks"))


def task(request: Any, reference: str) -> HttpResponse:
    """One task. Where somebody else was quicker, what was typed stays beside what is there."""
    row = actions.read_task(by=request.actor, reference=reference)
    form = FinishForm(
        request.POST or None, initial={"version": row.version, "outcome": row.outcome}
    )
    status = 200
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.finish_task(
                by=request.actor, reference=reference, outcome=said["outcome"],
                version=said["version"] or 0,
            )  # fmt: skip
        except Overtaken as overtaken:
            form.add_error(None, str(overtaken))
            form.data = {**request.POST.dict(), "version": row.version}
            status = 409
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Task done.")
            return redirect("meetings:tasks")
    context = {
        "task": row, "form": form, "who": who(row), "late": is_late(row),
        "part_of_plan": elsewhere.part_of_plan(request.actor, row.item.child),
        "may_finish": queries.may_finish(by=request.actor, task=row),
        "reason": queries.reason_not_to_write_of(by=request.actor, child=row.item.child),
    }  # fmt: skip
    return render(request, "meetings/task.html", context, status=status)


@sent_from("meetings:task", "reference")
def reopen(request: Any, reference: str) -> HttpResponse:
    version = number(request.POST.get("version"))
    actions.reopen_task(by=request.actor, reference=reference, version=version)
    messages.success(request, "The task is open again.")
    return redirect("meetings:task", reference=reference)


def who(one: Task) -> str:
    return f"{one.owner.name}, {one.agency}" if one.owner else str(one.agency)


def is_late(one: Task) -> bool:
    return rules.is_overdue(due_on=one.due_on, is_done=one.done_at is not None, today=clock.today())
