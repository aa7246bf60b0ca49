"""A meeting held live, from one screen: who is there, one item after the other, its end.

Every form is saved by itself. What was typed stays where something is wrong; where two minute at
once, both texts are shown.
"""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cairn.drafts.marking import give_back, keeps_drafts
from cairn.foundation import clock, wording
from cairn.foundation.refusals import Overtaken, Refused
from cairn.foundation.views import sent_from
from cairn.meetings import actions, queries
from cairn.meetings.forms import (
    AttendanceForm,
    ChangeDecisionForm,
    DecideForm,
    DissentForm,
    EndForm,
    GiveTaskForm,
    ShareForm,
    ViewForm,
)
from cairn.meetings.views.screen import Kept, screen

# Words of a refusal -> the field it is about.
BESIDE = {"Say why it went on": "because", "must not be in the past": "due_on"}


@require_safe
@keeps_drafts
def run(request: Any, reference: str) -> HttpResponse:
    meeting = actions.open_to_run(by=request.actor, reference=reference)
    return _page(request, meeting, request.GET.get("item", ""))


@sent_from("meetings:run", "reference")
def attendance(request: Any, reference: str) -> HttpResponse:
    meeting = queries.to_show(by=request.actor, reference=reference)
    asked = list(queries.invitations(by=request.actor, meeting=meeting))
    form = AttendanceForm(request.POST, asked=asked, auto_id="came_%s")
    act = partial(actions.record_attendance)
    if form.is_valid() and _done(form, act, by=request.actor, reference=reference,
                                 attendance=form.changed):  # fmt: skip
        return _back(request, reference, request.POST.get("item", ""), "came")
    return _page(request, meeting, request.POST.get("item", ""), attendance=form)


@sent_from("meetings:run", "reference")
def view(request: Any, reference: str, invitation: str) -> HttpResponse:
    """What the child or the family says, in their own words."""
    meeting = queries.to_show(by=request.actor, reference=reference)
    form = ViewForm(request.POST, auto_id=f"view_{invitation}_%s")
    rows = queries.invitations(by=request.actor, meeting=meeting)
    saved = _save(
        form, partial(actions.record_view, by=request.actor, reference=reference,
                      invitation=invitation), field="view",
        there=lambda: rows.get(reference=invitation).view,
        version=lambda: rows.get(reference=invitation).version,
    )  # fmt: skip
    return _answer(
        request, meeting, request.POST.get("item", ""), f"view:{invitation}", form, saved
    )


@sent_from("meetings:run", "reference")
def share(request: Any, reference: str, item: str) -> HttpResponse:
    """What an agency shared on an item; saved as it is written, or by its button."""
    meeting = queries.to_show(by=request.actor, reference=reference)
    names = [
        (one.code, one.name) for one in queries.agencies_asked(by=request.actor, meeting=meeting)
    ]
    said = request.POST.get("agency", "")
    form = ShareForm(request.POST, agencies=names, auto_id=f"share_{said}_%s")
    kept = partial(queries.shared_by, by=request.actor, meeting=meeting, item=item, agency=said)
    saved = _save(
        form, partial(actions.share, by=request.actor, reference=reference, item=item),
        field="text", there=lambda: kept().text, version=lambda: kept().version,
    )  # fmt: skip
    name = f"share:{said}" if not form.errors or saved.there else "share:"
    return _answer(request, meeting, item, name, form, saved)


@sent_from("meetings:run", "reference")
def decide(request: Any, reference: str, item: str) -> HttpResponse:
    meeting = queries.to_show(by=request.actor, reference=reference)
    form = DecideForm(request.POST, auto_id="decide_%s")
    act = partial(actions.decide, by=request.actor, reference=reference, item=item)
    if form.is_valid() and _done(form, act, **form.cleaned_data):
        return _back(request, reference, item, "decisions")
    return _page(request, meeting, item, decide=form)


@sent_from("meetings:run", "reference")
def change_decision(request: Any, reference: str, item: str, decision: str) -> HttpResponse:
    meeting = queries.to_show(by=request.actor, reference=reference)
    form = ChangeDecisionForm(request.POST, auto_id=f"change_{decision}_%s")
    kept = partial(
        queries.decision, by=request.actor, meeting=meeting, item=item, reference=decision
    )
    saved = _save(
        form, partial(actions.change_decision, by=request.actor, reference=reference, item=item,
                      decision=decision),
        field="text", there=lambda: kept().text, version=lambda: kept().version,
    )  # fmt: skip
    return _answer(request, meeting, item, f"change:{decision}", form, saved)


@sent_from("meetings:run", "reference")
def dissent(request: Any, reference: str, item: str, decision: str) -> HttpResponse:
    meeting = queries.to_show(by=request.actor, reference=reference)
    names = [
        (one.code, one.name) for one in queries.agencies_asked(by=request.actor, meeting=meeting)
    ]
    form = DissentForm(request.POST, agencies=names, auto_id=f"dissent_{decision}_%s")
    act = partial(
        actions.dissent, by=request.actor, reference=reference, item=item, decision=decision
    )
    if form.is_valid() and _done(form, act, **form.cleaned_data):
        return _back(request, reference, item, "decisions")
    return _page(request, meeting, item, **{f"dissent:{decision}": form})


@sent_from("meetings:run", "reference")
def give_task(request: Any, reference: str, item: str) -> HttpResponse:
    meeting = queries.to_show(by=request.actor, reference=reference)
    form = GiveTaskForm(
        request.POST, owners=queries.owners(by=request.actor, meeting=meeting),
        usual=queries.usual_due(by=request.actor), auto_id="task_%s",
    )  # fmt: skip
    act = partial(actions.give_task, by=request.actor, reference=reference, item=item)
    if form.is_valid() and _done(form, act, **form.cleaned_data):
        return _back(request, reference, item, "tasks")
    return _page(request, meeting, item, give_task=form)


@sent_from("meetings:run", "reference")
def end(request: Any, reference: str) -> HttpResponse:
    meeting = queries.to_show(by=request.actor, reference=reference)
    form = EndForm(request.POST, auto_id="end_%s")
    if form.is_valid() and _done(
        form, actions.end_meeting, by=request.actor, reference=reference, **form.cleaned_data
    ):
        messages.success(request, "Meeting ended. Read the minutes, then send them.")
        return redirect("meetings:minutes", reference=reference)
    return _page(request, meeting, request.POST.get("item", ""), end=form)


def _page(request: Any, meeting: Any, item: str, status: Any = 200, **forms: Any) -> HttpResponse:
    context = screen(request, meeting, item, forms)
    _give_back(request, meeting.reference, context["item"])
    return render(request, "meetings/run.html", context, status=status)


def _give_back(request: Any, meeting: str, item: Any) -> None:
    """What the person typed of the meeting, and of the item in view: of no other that may be hidden."""
    here = item.reference if item else ""
    give_back(
        request, page=_address(meeting), address=_address(meeting, here),
        is_here=lambda form: "/items/" not in form or f"/items/{here}/" in form,
    )  # fmt: skip


def _back(request: Any, reference: str, item: str, part: str) -> HttpResponse:
    return redirect(f"{_address(reference, item)}#{part}")


def _address(reference: str, item: str = "") -> str:
    address = reverse("meetings:run", kwargs={"reference": reference})
    return f"{address}?{urlencode({'item': item})}" if item else address


def _done(form: Any, act: Any, **said: Any) -> bool:
    """Whether it could be done; where not, the reason stands beside what it is about."""
    try:
        act(**said)
    except Refused as refusal:
        reason = str(refusal)
        form.add_error(next((BESIDE[words] for words in BESIDE if words in reason), None), reason)
    return not form.errors


def _save(form: Any, act: Any, *, field: str, there: Any, version: Any) -> Kept:
    """Save a text that others may be writing too. Overtaken, both texts are kept."""
    if not form.is_valid():
        return Kept()
    said = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
    try:
        return Kept(version=act(**said).version)
    except Overtaken as overtaken:
        form.add_error(None, str(overtaken))
        form.data = {**form.data.dict(), "version": version()}  # saved again, it is on purpose
        return Kept(typed=said[field], there=there(), label=str(form.fields[field].label))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return Kept()


def _answer(
    request: Any, meeting: Any, item: str, name: str, form: Any, saved: Kept
) -> HttpResponse:
    """The page, or for a script that saves as one writes, a few words."""
    if request.headers.get("X-Requested-With") == "autosave":
        if not form.errors:
            words = f"Saved at {wording.clock_time(clock.now())}"
            return JsonResponse({"version": saved.version, "words": words, "is_saved": True})
        words = f"Not saved yet. {form.error_list[0]['text']}"
        return JsonResponse({"words": words, "is_saved": False})
    if not form.errors:
        return _back(request, meeting.reference, item, "said")
    status = 409 if saved.there else 200
    return _page(request, meeting, item, status, **{name: form, "overtaken": saved})
