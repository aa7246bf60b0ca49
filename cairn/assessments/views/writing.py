"""Making an assessment: start it, fill it in one page at a time, check it, finish or discard it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect

from cairn.assessments import actions, queries, rules
from cairn.assessments.forms import DiscardForm, StartForm, form_of
from cairn.assessments.models import Assessment
from cairn.assessments.views.shown import name_of, page, page_of
from cairn.drafts.marking import keeps_drafts
from cairn.foundation import clock, wording
from cairn.foundation.forms import number
from cairn.foundation.refusals import OutOfReach, Overtaken, Refused, refuse_if
from cairn.foundation.views import sent_from

LEFT_OUT = "Not saved: somebody else changed this page. Choose “Save” to see both."


def start(request: Any, reference: str) -> HttpResponse:
    child, tools = queries.to_start(by=request.actor, child=reference)
    form = StartForm(request.POST or None, tools=tools)
    if form.is_valid():
        try:
            row = actions.start_assessment(
                by=request.actor, child=reference, **form.cleaned_data
            )  # fmt: skip
        except Refused as refusal:  # shown beside the choice it is about
            form.add_error("tool", str(refusal))
        else:
            return redirect("assessments:assessment", row.reference)
    defaults = [one for one in tools if one.is_default]
    return page(request, "start", child, form=form, tools=tools, defaults=defaults)


@keeps_drafts
def fill(request: Any, reference: str, part: str) -> HttpResponse:
    """One page. If somebody else saved it meanwhile, both texts are shown."""
    row, reason = actions.open_to_write(by=request.actor, reference=reference)
    _refuse_unless_a_part(row, part)
    if request.method == "POST":  # the refusal gives every word back
        refuse_if(reason)
    if not row.is_open:
        return redirect("assessments:assessment", row.reference)
    form, version, differing = (
        form_of(row, part, request.POST or None),
        _version(request, row, part),
        [],
    )
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, row, part, form)
        except Overtaken:
            row = queries.assessment(by=request.actor, reference=reference)
            version, differing = row.version_of(part), _differences(form, form_of(row, part))
        else:
            return _go_on(request, row, part)
    parts = rules.parts(row.tool.definition)
    return page_of(
        request, "fill", row, status=409 if differing else 200, form=form, part=part,
        name=name_of(row, part), version=version, differing=differing, reason=reason,
        number=parts.index(part) + 1, of=len(parts), hint=_hint(row, part),
    )  # fmt: skip


@sent_from("assessments:fill", "reference", "part")
def save(request: Any, reference: str, part: str) -> HttpResponse:
    """A page saves itself while it is written. Tells its new number, and words for the person."""
    row, _reason = actions.open_to_write(by=request.actor, reference=reference)
    _refuse_unless_a_part(row, part)
    form, version = form_of(row, part, request.POST), _version(request, row, part)
    words, is_saved = f"Saved at {wording.clock_time(clock.now())}.", form.is_valid()
    if not is_saved:
        words = f"Not saved yet. {form.error_list[0]['text']}"
    else:
        try:
            version = _save(request, row, part, form).version_of(part)
        except Overtaken:
            words, is_saved = LEFT_OUT, False
    return JsonResponse({"version": version, "words": words, "is_saved": is_saved})


def _save(request: Any, row: Assessment, part: str, form: Any) -> Assessment:
    return actions.save_answers(
        by=request.actor, reference=row.reference, part=part,
        version=_version(request, row, part), said=form.said,
    )  # fmt: skip


def _refuse_unless_a_part(row: Assessment, part: str) -> None:
    if part not in rules.parts(row.tool.definition):
        raise OutOfReach


def _version(request: Any, row: Assessment, part: str) -> int:
    """The number of the page that the person saw; nonsense is a page that was never there."""
    if request.method != "POST":
        return row.version_of(part)
    return number(request.POST.get("version"), otherwise=-1)


def _differences(form: Any, there: Any) -> list[tuple[str, str, str]]:
    """Where what was typed is not what is there now: question, typed, there."""
    found, label = [], ""
    for name, field in form.fields.items():
        is_evidence = field.label == "What shows it?"
        label = f"{label}: what shows it" if is_evidence else field.label
        typed = form.shown(name, form.cleaned_data[name])
        now = form.shown(name, there.initial.get(name, ""))
        if typed.split() != now.split():
            found.append((label, typed, now))
    return found


def _hint(row: Assessment, part: str) -> str:
    return next((one.hint for one in row.tool.definition.domains if one.code == part), "")


def _go_on(request: Any, row: Assessment, part: str) -> HttpResponse:
    parts = rules.parts(row.tool.definition)
    if request.POST.get("then") == "tasks":
        return redirect("assessments:assessment", row.reference)
    if part == parts[-1]:
        return redirect("assessments:check", row.reference)
    return redirect("assessments:fill", row.reference, parts[parts.index(part) + 1])


def check(request: Any, reference: str) -> HttpResponse:
    """Everything that was answered, and what is missing in place of the button."""
    row, reason = actions.open_to_write(by=request.actor, reference=reference)
    if not row.is_open:
        return redirect("assessments:assessment", row.reference)
    missing = queries.lacking(by=request.actor, reference=reference)
    parts = rules.score(row.tool.definition, row.answers).parts
    return page_of(request, "check", row, missing=missing, parts=parts, reason=reason)


@sent_from("assessments:check", "reference")
def finish(request: Any, reference: str) -> HttpResponse:
    version = number(request.POST.get("version"))
    try:
        row = actions.finish_assessment(by=request.actor, reference=reference, version=version)
    except Overtaken as refusal:
        messages.info(request, str(refusal))
        return redirect("assessments:check", reference)
    messages.success(request, "The assessment is finished. It can no longer be changed.")
    return redirect("assessments:assessment", row.reference)


def discard(request: Any, reference: str) -> HttpResponse:
    row, reason = actions.open_to_write(by=request.actor, reference=reference)
    if not row.is_open:
        return redirect("assessments:assessment", row.reference)
    form = DiscardForm(request.POST or None)
    if form.is_valid():
        try:
            actions.discard_assessment(by=request.actor, reference=reference, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, "The assessment was discarded.")
            return redirect("assessments:child_assessments", row.child.reference)
    return page_of(request, "discard", row, form=form, reason=reason)
