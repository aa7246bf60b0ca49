"""Arranging a meeting, moving it, cancelling it. What was typed stays where something is wrong."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from cairn.children import actions as children
from cairn.foundation import clock
from cairn.foundation.refusals import Overtaken, Refused
from cairn.meetings import actions, queries
from cairn.meetings.forms import ArrangeForm, CancelForm, ChairForm, MoveForm
from cairn.meetings.models import Meeting

NOT_FOUND = "No child you may know of is like this. Check the spelling, or enter the reference."


def arrange(request: Any) -> HttpResponse:
    """Arrange a meeting. A child is found by name or reference, and chosen where several fit."""
    areas, chairs = queries.areas(by=request.actor), queries.chairs(by=request.actor)
    build = partial(
        ArrangeForm, kinds=queries.kinds_run(by=request.actor),
        areas=[(area.code, area.name) for area in areas],
        chairs=[(one.reference, f"{one.name}, {one.agency}") for one in chairs],
    )  # fmt: skip
    found = _found(request)
    first = {"kind": request.GET.get("kind", ""), "child": request.GET.get("child", "")}
    form = build(request.POST or None, found=found, initial=first)
    if request.method == "POST" and form.is_valid():
        child = form.cleaned_data["chosen"]
        if form.cleaned_data["child"] and not found:
            form.add_error("child", NOT_FOUND)
        elif len(found) == 1:
            child = found[0][0]
        elif found and not child:
            form.add_error("chosen", "Choose which child")
        if not form.errors and (made := _arranged(request, form, areas, chairs, child)):
            messages.success(request, "Meeting arranged. Now ask people to it.")
            return redirect("meetings:invite", reference=made.reference)
    context = {"form": form, "has_found": len(found) > 1}
    return render(request, "meetings/arrange.html", context)


def _found(request: Any) -> list[tuple[str, str]]:
    text = request.POST.get("child", "").strip()
    if not text:
        return []
    rows = children.find_children(by=request.actor, text=text)
    return [(row.reference, f"{row.name}, {row.reference}") for row in rows]


def _arranged(
    request: Any, form: ArrangeForm, areas: Any, chairs: Any, child: str
) -> Meeting | None:
    said = form.cleaned_data
    try:
        return actions.arrange_meeting(
            by=request.actor, kind=said["kind"], starts_at=form.starts_at, where=said["where"],
            chair=next(one for one in chairs if one.reference == said["chair"]), child=child,
            council=next((area for area in areas if area.code == said["council"]), None),
            key=said["key"],
        )  # fmt: skip
    except Refused as refusal:  # shown above the form, in which everything typed stays
        form.add_error(None, str(refusal))
    return None


def move(request: Any, reference: str) -> HttpResponse:
    meeting = actions.open_to_run(by=request.actor, reference=reference)
    here = clock.local(meeting.starts_at)
    now = {
        "on": here.strftime("%-d %-m %Y"), "at": here.strftime("%H:%M"), "where": meeting.where,
        "version": meeting.version,
    }  # fmt: skip
    form = MoveForm(request.POST or None, initial=now)
    if form.is_valid():
        said = form.cleaned_data
        act = partial(
            actions.move_meeting, starts_at=form.starts_at, where=said["where"], why=said["why"]
        )
        if _done(request, form, act, meeting):
            messages.success(request, "Meeting moved. Everybody asked is told.")
            return redirect("meetings:meeting", reference=reference)
    return render(request, "meetings/move.html", {"form": form, "meeting": meeting})


def change_chair(request: Any, reference: str) -> HttpResponse:
    meeting = actions.open_to_run(by=request.actor, reference=reference)
    chairs = {one.reference: one for one in queries.chairs(by=request.actor)}
    labels = [(one.reference, f"{one.name}, {one.agency}") for one in chairs.values()]
    form = ChairForm(request.POST or None, initial={"version": meeting.version}, chairs=labels)
    if form.is_valid():
        said = form.cleaned_data
        act = partial(actions.change_chair, chair=chairs[said["chair"]], why=said["why"])
        if _done(request, form, act, meeting):
            messages.success(request, "Somebody else is in the chair. They are told.")
            return redirect("meetings:meeting", reference=reference)
    return render(request, "meetings/chair.html", {"form": form, "meeting": meeting})


def cancel(request: Any, reference: str) -> HttpResponse:
    meeting = actions.open_to_run(by=request.actor, reference=reference)
    form = CancelForm(request.POST or None, initial={"version": meeting.version})
    if form.is_valid():
        act = partial(actions.cancel_meeting, why=form.cleaned_data["why"])
        if _done(request, form, act, meeting):
            messages.success(request, "Meeting cancelled. Everybody asked is told.")
            return redirect("meetings:meeting", reference=reference)
    return render(request, "meetings/cancel.html", {"form": form, "meeting": meeting})


def _done(request: Any, form: Any, act: Any, meeting: Meeting) -> bool:
    try:
        act(
            by=request.actor, reference=meeting.reference,
            version=form.cleaned_data["version"] or 0,
        )  # fmt: skip
    except Overtaken as overtaken:
        form.add_error(None, str(overtaken))
        form.data = {**form.data.dict(), "version": meeting.version}  # what is there now was shown
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return not form.errors
