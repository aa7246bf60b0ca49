"""Writing a plan, and making an earlier version the plan again."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from cairn.drafts.marking import keeps_drafts
from cairn.foundation.refusals import Overtaken, Refused, refuse_if
from cairn.plans import actions, queries, rules
from cairn.plans.choices import Kind
from cairn.plans.forms import PlanForm, RestoreForm, typed_of
from cairn.plans.models import PlanVersion
from cairn.plans.sections import SECTIONS, label_in_full
from cairn.plans.views.shown import page


@keeps_drafts
def write(request: Any, reference: str, kind: str) -> HttpResponse:
    """The whole plan on one page. If somebody else saved it meanwhile, both texts are shown."""
    by = request.actor
    child, found, reason = actions.open_to_write(by=by, child=reference, kind=kind)
    if request.method == "POST":  # the refusal gives every word back
        refuse_if(reason)
    now = found.number if found else queries.NO_VERSION
    begun = {"version": now, "key": uuid.uuid4(), **typed_of(kind, found.content if found else {})}
    form = PlanForm(request.POST or None, initial=begun, kind=kind, now=now)
    overtaken = None
    if form.is_valid():
        try:
            made = _save(by, reference, kind, form)
        except Overtaken:
            found, overtaken = queries.merged(
                by=by, child=reference, kind=kind, version=form.cleaned_data["version"],
                content=form.content,
            )  # fmt: skip
            form = _merged_form(request, kind, found, overtaken)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            _say_saved(request, is_new=made.key == form.cleaned_data["key"])
            return redirect("plans:plan", child.reference, kind)
    return page(
        request, "write", child, kind, form=form, version=found, reason=reason,
        overtaken=overtaken, status=409 if overtaken else 200,
    )  # fmt: skip


def _save(by: Any, reference: str, kind: str, form: PlanForm) -> PlanVersion:
    said = form.cleaned_data
    return actions.save_plan(
        by=by, child=reference, kind=kind, version=said["version"], content=form.content,
        why=said.get("why", ""), key=said["key"],
    )  # fmt: skip


def _merged_form(request: Any, kind: str, found: PlanVersion, both: rules.Merged) -> PlanForm:
    """What they wrote, upon what is there now: the form to save next."""
    typed = {
        "version": found.number, "key": request.POST.get("key"),
        "why": request.POST.get("why", ""), **typed_of(kind, both.content),
    }  # fmt: skip
    return PlanForm(initial=typed, kind=kind, now=found.number)


def _say_saved(request: Any, *, is_new: bool) -> None:
    if is_new:
        messages.success(request, "The plan is saved.")
    else:
        messages.info(request, "The plan says this already, so nothing was changed.")


def labels_typed(reference: str = "", kind: str = "") -> dict[str, str]:
    """What each field asks: foundation/typed.py gives every word back below it."""
    sections = SECTIONS[Kind(kind)] if kind in Kind.values else ()
    found = {one.name: label_in_full(part, one) for part in sections for one in part.asked}
    return {**found, "why": "What did you change, and why?"}


write.labels_typed = labels_typed  # type: ignore[attr-defined]  # foundation/typed.py asks


def restore(request: Any, reference: str, kind: str, number: int) -> HttpResponse:
    """Asks first: what would change, and why."""
    by = request.actor
    child, found, reason = actions.open_to_write(by=by, child=reference, kind=kind)
    earlier = queries.version(by=by, child=reference, kind=kind, number=number)
    now = found.number if found else queries.NO_VERSION
    form = RestoreForm(request.POST or None, initial={"version": now})
    if not reason and form.is_valid():
        try:
            actions.restore(
                by=by, child=reference, kind=kind, number=number, **form.cleaned_data
            )  # fmt: skip
        except Overtaken:
            form = RestoreForm(initial={**request.POST.dict(), "version": now})
            messages.info(request, "Somebody changed the plan meanwhile. Look again what changes.")
        except Refused as refusal:
            form.add_error("why", str(refusal))
        else:
            messages.success(request, f"Version {number} is the plan again.")
            return redirect("plans:plan", child.reference, kind)
    differing, _same = rules.compared(kind, found.content if found else {}, earlier.content)
    return page(
        request, "restore", child, kind, form=form, earlier=earlier, differing=differing,
        reason=reason, version=found,
    )  # fmt: skip
