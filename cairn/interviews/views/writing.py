"""Writing in the form of an interview, and what goes on by a tick."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect

from cairn.drafts.marking import keeps_drafts
from cairn.foundation import clock, wording
from cairn.foundation.refusals import Overtaken, Refused, refuse_if
from cairn.foundation.views import sent_from
from cairn.interviews import actions, queries
from cairn.interviews.forms import DeskForm, RisksForm, WriteForm
from cairn.interviews.forms.writing import VERSION, typed_of
from cairn.interviews.keys import OPENS_FOR
from cairn.interviews.models import Interview
from cairn.interviews.rules import form as table
from cairn.interviews.rules import states
from cairn.interviews.telling import answers_of, facts_of
from cairn.interviews.views.shown import child_page, still_here
from cairn.plans import queries as plans
from cairn.submissions.rules.receipts import still_to_do
from cairn.submissions.views.holding import options

LEFT_OUT = "Not saved: somebody else changed {parts}. Choose “Save” to see both."


def reason_of(by: Any, row: Interview) -> str | None:
    """Why this person cannot write in the form now."""
    return queries.reason_not_to_write_of(by=by, child=row.child) or states.reason_not_to_write(
        facts_of(row)
    )


@keeps_drafts
def write(request: Any, reference: str) -> HttpResponse:
    """The whole form on one page. If somebody else saved a part meanwhile, both texts are shown."""
    by = request.actor
    row, reason = actions.open_to_write(by=by, reference=reference)
    reason, differing = reason or states.reason_not_to_write(facts_of(row)), []
    if request.method == "POST":  # the refusal gives every word back
        refuse_if(reason)
    form: Any = form_of(by, row, request.POST or None)
    if form.is_valid():
        row, contested = save_all(by, row, form)
        if not contested:
            messages.success(request, "The form is kept.")
            return redirect("interviews:interview", row.reference)
        differing = differences(by, row, form, contested)
        form.data = {**form.data.dict(), **versions_of(row)}
    return child_page(
        request, "write", row, form=form, reason=reason, differing=differing,
        until=wording.near_time(clock.now() + OPENS_FOR, now=clock.now()),
        status=409 if differing else 200,
    )  # fmt: skip


@sent_from("interviews:write", "reference")
def save(request: Any, reference: str) -> HttpResponse:
    """The form saves itself while it is written, or is sent from a phone that had no signal.

    Tells the parts' new numbers, words for the person, and both texts of what two people changed.
    """
    by = request.actor
    row = queries.interview_to_write(by=by, reference=reference)
    if reason := reason_of(by, row):
        return JsonResponse({"words": f"Not saved: {reason}", "is_saved": False, "is_closed": True})
    form = form_of(by, row, request.POST)
    if not form.is_valid():
        words = f"Not saved yet. {form.error_list[0]['text']}"
        return JsonResponse({"words": words, "is_saved": False})
    row, contested = save_all(by, row, form)
    answer: dict[str, Any] = {"versions": versions_of(row, but=contested)}
    if contested:
        actions.read_interview(by=by, reference=reference)  # what somebody else wrote is shown
        parts = wording.name_list(f"“{part.title}”" for part in contested)
        answer |= {
            "words": LEFT_OUT.format(parts=parts), "is_saved": False,
            "differing": differences(by, row, form, contested), "there": versions_of(row),
        }  # fmt: skip
    else:
        answer |= {"words": f"Saved at {wording.clock_time(clock.now())}.", "is_saved": True}
    return JsonResponse(answer)


def form_of(by: Any, row: Interview, typed: Any = None) -> WriteForm:
    there = answers_of(row)
    known = queries.strands(by=by)
    ticked = {code: code for code in table.strands_of(there)}  # also one that is no longer current
    strands = known | {code: name for code, name in ticked.items() if code not in known}
    return WriteForm(typed, initial=typed_of(there), versions=row.versions, strands=strands)


def save_all(by: Any, row: Interview, form: WriteForm) -> tuple[Interview, list[table.Part]]:
    """Keep each part by itself: of those that somebody else changed meanwhile, nothing is lost."""
    contested = []
    for part in table.PARTS:
        try:
            row = actions.save_part(
                by=by, reference=row.reference, part=part.code, version=form.version_of(part),
                said=form.said(part),
            )  # fmt: skip
        except Overtaken:
            contested.append(part)
    return queries.interview(by=by, reference=row.reference), contested


def versions_of(row: Interview, but: Any = ()) -> dict[str, int]:
    left_out = {part.code for part in but}
    return {
        f"{VERSION}{code}": row.version_of(code) for code in table.CODES if code not in left_out
    }


def differences(
    by: Any, row: Interview, form: WriteForm, parts: list[table.Part]
) -> list[table.Difference]:
    """Where what was typed is not what is there now."""
    typed = {part.code: form.said(part) for part in parts}
    return table.differences(typed, answers_of(row), queries.strands(by=by))


@keeps_drafts
def desk(request: Any, reference: str) -> HttpResponse:
    """Which of the new people, places, vehicles and phones the police desk is told."""
    by = request.actor
    row, reason = actions.open_to_write(by=by, reference=reference)
    lines, gone = _lines(by, row, table.NEW)
    form = DeskForm(request.POST or None, lines=lines)
    if form.is_valid():
        gate = {"gate": form.told["gate"]}
        try:
            sent = actions.pass_to_desk(
                by=by, reference=reference, options=options(by, gate), **form.told
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            told = [f"The police desk has it: {sent.reference}.", *still_to_do(sent.content)]
            messages.success(request, " ".join(told))
            return redirect("interviews:interview", row.reference)
    return child_page(
        request, "desk", row, form=form, lines=lines, gone=gone, reason=reason,
        kinds=_kinds(by, row),
    )  # fmt: skip


@keeps_drafts
def risks(request: Any, reference: str) -> HttpResponse:
    """Which of the risks go into the safety plan, and where."""
    by = request.actor
    row, reason = actions.open_to_write(by=by, reference=reference)
    lines, gone = _lines(by, row, (table.RISKS,))
    plan = plans.current(by=by, child=row.child.reference, kind="safety")
    initial = {"version": plan.number if plan else 0, "why": f"From the interview {row.reference}."}
    form: Any = RisksForm(request.POST or None, lines=lines, initial=initial)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.put_into_plan(
                by=by, reference=reference, key=said["key"], version=said["version"],
                ticked=form.ticked, why=said["why"],
            )  # fmt: skip
        except Overtaken:
            now = plans.current(by=by, child=row.child.reference, kind="safety")
            form.add_error(
                None, "Somebody changed the plan meanwhile. Read it, then send this again."
            )
            form.data = {**form.data.dict(), "version": now.number if now else 0}
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The plan has a new version. Hand out new copies.")
            return redirect("plans:compare", row.child.reference, "safety")
    return child_page(
        request, "risks", row, form=form, lines=lines, gone=gone, plan=plan,
        reason=reason,
    )  # fmt: skip


def _kinds(by: Any, row: Interview) -> str:
    """The kinds of exploitation that go to the desk with what is ticked, by name."""
    known = queries.strands(by=by)
    return wording.name_list(
        known[code] for code in table.strands_of(answers_of(row)) if code in known
    )


def _lines(by: Any, row: Interview, fields: tuple[str, ...]) -> tuple[list[Any], list[Any]]:
    """The lines that can still go on, and those that have."""
    passed = queries.passed(by=by, interview=row)
    lines = still_here(row, fields, passed)
    return lines, [one for one in passed if one.kind in fields]
