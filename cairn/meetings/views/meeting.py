"""One meeting: when and where, who is asked, its agenda; starting it, its minutes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cairn.children.views.shown import address_of
from cairn.foundation import clock
from cairn.foundation.views import sent_from
from cairn.meetings import actions, queries, rules
from cairn.meetings.choices import State
from cairn.meetings.forms import AnswerForm, ItemForm
from cairn.meetings.models import Meeting, Task
from cairn.meetings.views.lists import TAG


@require_safe
def meeting(request: Any, reference: str) -> HttpResponse:
    return page_of_meeting(request, reference)


def page_of_meeting(request: Any, reference: str, **shown: Any) -> HttpResponse:
    """The meeting's page; `shown` may hold a form that is not right yet."""
    row = actions.read_meeting(by=request.actor, reference=reference)
    mine = queries.invitation_of(by=request.actor, meeting=row)
    context = {
        "meeting": row,
        "tag": TAG[row.state],
        "mine": mine,
        "reason_not_to_write": queries.reason_not_to_write_of(by=request.actor, child=row.child),
        "asked": list(queries.invitations(by=request.actor, meeting=row)),
        "agenda": queries.agenda(by=request.actor, meeting=row).items,
        "may_run": row.kind in queries.kinds_run(by=request.actor),
        "due_address": _due_address(request.actor, row),
        "overdue": _overdue(request.actor, row),
        "reason_not_to_start": rules.reason_not_to_start(
            row.standing, starts_at=row.starts_at, now=clock.now()
        ),
        "answer_form": AnswerForm(
            initial={"answer": mine.answer, "said": mine.said} if mine else {}
        ),
        "item_form": ItemForm(is_about_one_child=row.child is not None),
        **shown,
    }
    context["form"] = next((one for one in shown.values() if one.is_bound), None)
    return render(request, "meetings/meeting.html", context)


def _due_address(by: Any, row: Meeting) -> str:
    """The page of a later chapter that makes the agenda of a group from what is due, if it is there."""
    is_open = row.state in {State.PLANNED, State.UNDER_WAY}
    if row.child is not None or not is_open or row.kind not in queries.kinds_run(by=by):
        return ""
    return address_of("pathways:agenda_due", row.reference)


def _overdue(by: Any, row: Meeting) -> list[Task]:
    """What earlier meetings about the child gave to do and is overdue, before this one is held."""
    if row.child is None or row.state != State.PLANNED:
        return []
    return list(queries.overdue_of_child(by=by, child=row.child))


@sent_from("meetings:meeting", "reference")
def start(request: Any, reference: str) -> HttpResponse:
    actions.start_meeting(by=request.actor, reference=reference)
    return redirect("meetings:run", reference=reference)


@sent_from("meetings:minutes", "reference")
def send(request: Any, reference: str) -> HttpResponse:
    actions.send_minutes(by=request.actor, reference=reference)
    messages.success(request, "Minutes sent to those who were present.")
    return redirect("meetings:minutes", reference=reference)


@require_safe
def minutes(request: Any, reference: str) -> HttpResponse:
    """The minutes, to read and to print."""
    row, content = actions.read_minutes(by=request.actor, reference=reference)
    may_run = row.kind in queries.kinds_run(by=request.actor)
    context = {
        "meeting": row, "minutes": content, "may_run": may_run,
        "views_at": rules.THEIR_WORDS,
        "reason_not_to_send": rules.reason_not_to_send(row.standing),
    }  # fmt: skip
    return render(request, "meetings/minutes.html", context)
