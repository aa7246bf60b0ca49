"""Arranging a meeting, moving it, cancelling it. What was typed stays where something is wrong."""

from collections.abc import Collection
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from cairn.children import actions as children
from cairn.children.models import Child
from cairn.foundation import clock
from cairn.foundation.refusals import Overtaken, Refused
from cairn.meetings import actions, queries, rules
from cairn.meetings.choices import Kind
from cairn.meetings.forms import AboutForm, ArrangeForm, CancelForm, ChairForm, MoveForm
from cairn.meetings.models import Meeting


def arrange(request: Any) -> HttpResponse:
    """First what kind, and about whom: that says who may chair it and by when it is due. Then the rest.

    A child is found by name or reference, and chosen where several fit.
    """
    areas = queries.areas(by=request.actor)  # the role is asked first
    asked = request.POST or request.GET
    kinds = queries.kinds_run(by=request.actor)
    rows = _found(request.actor, asked.get("child", ""))
    is_settled = _is_settled(asked.get("kind", ""), kinds, rows)
    found = [(row.reference, f"{row.name}, {row.reference}") for row in rows]
    if "where" in request.POST or (request.method == "GET" and is_settled):
        build = partial(ArrangeForm, kinds=kinds, found=found)
        return _arrange(request, build, areas, rows, is_settled)
    first = {name: asked.get(name, "") for name in ("kind", "child")}
    form = AboutForm(request.POST or None, kinds=kinds, found=found, initial=first)
    if form.is_valid():
        said = urlencode({"kind": form.cleaned_data["kind"], "child": form.reference})
        return redirect(f"{reverse('meetings:arrange')}?{said}")
    return _page(request, form, rows)


def _arrange(
    request: Any, build: Any, areas: Any, rows: list[Child], is_settled: bool
) -> HttpResponse:
    by, kind = request.actor, (request.POST or request.GET).get("kind", "")
    child = rows[0] if is_settled and rows else None
    chairs = queries.chairs(by=by, kind=kind, child=child)
    form = build(
        request.POST or None, initial={"kind": kind, "child": child.reference if child else ""},
        areas=[(area.code, area.name) for area in areas],
        chairs=[(one.reference, f"{one.name}, {one.agency}") for one in chairs],
        due_on=queries.due_on(by=by, kind=kind, child=child),
    )  # fmt: skip
    is_right = form.is_valid() and not form.must_warn
    if is_right and (made := _arranged(request, form, areas, chairs)):
        messages.success(request, "Meeting arranged. Now ask people to it.")
        return redirect("meetings:invite", reference=made.reference)
    late = form.is_bound and form.is_late
    if late:  # said once: whoever arranges it then has chosen so
        form.data = {**request.POST.dict(), "warned": str(form.due_on)}
    label = Kind(kind).label if is_settled else ""
    return _page(request, form, rows, is_whole=True, label=label, child=child, late=late)


def _page(request: Any, form: AboutForm, rows: list[Child], **more: Any) -> HttpResponse:
    context = {"form": form, "has_found": len(rows) > 1, **more}
    return render(request, "meetings/arrange.html", context)


def _found(by: Any, typed: str) -> list[Child]:
    text = typed.strip()
    return children.find_children(by=by, text=text) if text else []


def _is_settled(kind: str, kinds: Collection[str], rows: list[Child]) -> bool:
    """Whether it is said what kind of meeting it is, and about which child, if about one."""
    return kind in kinds and len(rows) == int(rules.KINDS[Kind(kind)].is_about_one_child)


def _arranged(request: Any, form: ArrangeForm, areas: Any, chairs: Any) -> Meeting | None:
    said = form.cleaned_data
    try:
        return actions.arrange_meeting(
            by=request.actor, kind=said["kind"], starts_at=form.starts_at, where=said["where"],
            chair=next(one for one in chairs if one.reference == said["chair"]),
            council=next((area for area in areas if area.code == said["council"]), None),
            child=form.reference, key=said["key"],
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
    able = queries.chairs(by=request.actor, kind=meeting.kind, child=meeting.child)
    chairs = {one.reference: one for one in able}
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
