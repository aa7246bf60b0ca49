"""The agenda of a meeting: adding to it, its order, a better name, and taking something off it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from cairn.foundation.forms import differences
from cairn.foundation.refusals import OutOfReach, Overtaken, Refused
from cairn.foundation.views import sent_from
from cairn.meetings import actions, queries, rules
from cairn.meetings.forms import ItemForm, RenameItemForm
from cairn.meetings.views.meeting import page_of_meeting


@sent_from("meetings:meeting", "reference")
def add_item(request: Any, reference: str) -> HttpResponse:
    row = queries.to_show(by=request.actor, reference=reference)
    form = ItemForm(request.POST, is_about_one_child=row.child is not None)
    if form.is_valid():
        try:
            actions.add_item(by=request.actor, reference=reference, **form.cleaned_data)
        except OutOfReach:
            form.add_error("child", "No child you may know of has this reference")
        except Refused as refusal:
            form.add_error("title", str(refusal))
        else:
            messages.success(request, "It is on the agenda.")
            return redirect("meetings:meeting", reference=reference)
    return page_of_meeting(request, reference, item_form=form)


@sent_from("meetings:meeting", "reference")
def move_item(request: Any, reference: str, item: str) -> HttpResponse:
    is_up = "up" in request.POST
    actions.move_item(by=request.actor, reference=reference, item=item, is_up=is_up)
    return redirect("meetings:meeting", reference=reference)


def change_item(request: Any, reference: str, item: str) -> HttpResponse:
    """Another name for an item. Where somebody was quicker, both names are shown."""
    by = request.actor
    meeting = actions.open_to_run(by=by, reference=reference)
    row = queries.item(by=by, meeting=meeting, reference=item)
    form = RenameItemForm(request.POST or None, initial={"title": row.title, "was": row.title})
    differing: list[Any] = []
    if form.is_valid():
        try:
            actions.rename_item(by=by, reference=reference, item=item, **form.cleaned_data)
        except Overtaken as overtaken:
            form.add_error(None, str(overtaken))
            form.data = {**request.POST.dict(), "was": row.title}
            differing = differences(form, request.POST, {"title": row.title})
        except Refused as refusal:
            form.add_error("title", str(refusal))
        else:
            messages.success(request, "The agenda is changed.")
            return redirect("meetings:meeting", reference=reference)
    context = {
        "meeting": meeting, "item": row, "form": form, "differing": differing,
        "reason": rules.reason_not_to_rename_item(meeting.standing, title=row.title),
    }  # fmt: skip
    return render(request, "meetings/change_item.html", context, status=409 if differing else 200)


def remove_item(request: Any, reference: str, item: str) -> HttpResponse:
    """Asks first, and then takes it off."""
    by = request.actor
    meeting = actions.open_to_run(by=by, reference=reference)
    row = queries.item(by=by, meeting=meeting, reference=item)
    if request.method == "POST":
        actions.remove_item(by=by, reference=reference, item=item)
        messages.success(request, "It is off the agenda.")
        return redirect("meetings:meeting", reference=reference)
    reason = rules.reason_not_to_remove_item(meeting.standing, has_words=False)
    context = {"meeting": meeting, "item": row, "reason": reason}
    return render(request, "meetings/remove_item.html", context)
