"""Pages about who may open a record: involvements, the lead, restriction, emergency."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from cairn.children import actions, queries, rules
from cairn.children.choices import InvolvementKind
from cairn.children.forms import (
    AgencyForm,
    EmergencyForm,
    EndForm,
    InvolveForm,
    LeadForm,
    RestrictForm,
    ReviewForm,
)
from cairn.children.views.shown import record_page
from cairn.foundation.references import as_typed
from cairn.foundation.refusals import OutOfReach, Refused
from cairn.foundation.spreadsheets import download, workbook

EMERGENCY_COLUMNS = (
    "Who asked", "Agency", "Asked", "Record", "Opened", "Reason", "Reviewed", "Reviewed by",
    "Concluded",
)  # fmt: skip


@require_safe
def involvements(request: Any, reference: str) -> HttpResponse:
    found = actions.read_child(by=request.actor, reference=reference)
    rows = list(queries.involvements(by=request.actor, child=found))
    return record_page(
        request, "involvements", found, section="involvements",
        current=[one for one in rows if one.until_on is None],
        ended=[one for one in rows if one.until_on is not None],
    )  # fmt: skip


def involve(request: Any, reference: str) -> HttpResponse:
    """First the agency, then who there, how and why. Afterwards back to the page that led here."""
    by = request.actor
    choose = AgencyForm(request.GET or None, agencies=queries.agencies(by=by))
    found = queries.changeable(by=by, reference=reference)
    came_from = _came_from(request)
    if not choose.is_valid():
        return record_page(request, "involve_agency", found, form=choose, came_from=came_from)
    agency = queries.agency(by=by, code=choose.cleaned_data["agency"])
    form = InvolveForm(
        request.POST or None, agency=agency, teams=queries.teams_of(by=by, agency=agency),
        people=queries.people_of(by=by, agency=agency),
    )  # fmt: skip
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.involve(
                by=by, reference=reference, kind=said["kind"], agency=agency, why=said["why"],
                since_on=said["since_on"], **said["who"],
            )  # fmt: skip
        except Refused as refusal:
            form.add_error("who", str(refusal))
        else:
            messages.success(request, "The involvement has been recorded.")
            return redirect(came_from or reverse("children:involvements", args=[found.reference]))
    return record_page(request, "involve", found, form=form, agency=agency, came_from=came_from)


def _came_from(request: Any) -> str:
    """The page of this service that led here, if it said so."""
    said = request.GET.get("next", "")
    return said if url_has_allowed_host_and_scheme(said, {request.get_host()}) else ""


def end_involvement(request: Any, reference: str) -> HttpResponse:
    by = request.actor
    found = queries.changeable(by=by, reference=reference)
    rows = queries.involvements(by=by, child=found).filter(until_on=None)
    form = EndForm(request.POST or None, involvements=rows)
    if form.is_valid():
        said = form.cleaned_data
        actions.end_involvement(
            by=by, reference=reference, involvement_id=said["involvement"],
            until_on=said["until_on"],
        )  # fmt: skip
        messages.success(request, "The involvement has ended.")
        return _back_to_record(request, found.reference, "children:involvements")
    return record_page(request, "end_involvement", found, form=form)


def lead_practitioner(request: Any, reference: str) -> HttpResponse:
    by = request.actor
    found = queries.changeable(by=by, reference=reference)
    people = queries.lead_practitioners(by=by, child=found)
    form = LeadForm(request.POST or None, people=people)
    if form.is_valid():
        try:
            actions.change_lead_practitioner(by=by, reference=reference, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("person", str(refusal))
        else:
            messages.success(request, "The lead practitioner is recorded.")
            return redirect("children:involvements", found.reference)
    rows = queries.involvements(by=by, child=found).filter(until_on=None)
    has_lead = rows.filter(kind=InvolvementKind.LEAD_PRACTITIONER).exists()
    return record_page(request, "lead_practitioner", found, form=form, has_lead=has_lead)


def restrict(request: Any, reference: str) -> HttpResponse:
    by = request.actor
    found = queries.changeable(by=by, reference=reference)
    keepers = [one for one in queries.keepers(by=by, child=found) if one.pk != by.pk]
    form = RestrictForm(request.POST or None, keepers=keepers)
    if form.is_valid():
        actions.restrict(by=by, reference=reference, **form.cleaned_data)
        messages.success(request, "The record is now restricted.")
        return redirect("children:child", found.reference)
    return record_page(request, "restrict", found, form=form)


def lift(request: Any, reference: str) -> HttpResponse:
    by = request.actor
    if request.method == "POST":
        found = actions.lift(by=by, reference=reference)
        messages.success(request, "The restriction has been lifted.")
        return redirect("children:child", found.reference)
    return record_page(request, "lift", queries.changeable(by=by, reference=reference))


def emergency(request: Any) -> HttpResponse:
    by = request.actor
    refused = rules.reason_not_to_open_in_emergency(asked_lately=queries.asked_lately(by=by))
    form = EmergencyForm(request.POST or None, initial={"reference": request.GET.get("for", "")})
    if request.method == "POST" and form.is_valid():
        actions.open_in_emergency(by=by, **form.cleaned_data)
        return redirect("children:emergency_asked", form.cleaned_data["reference"])
    return render(request, "children/emergency.html", {"form": form, "refused": refused})


@require_safe
def emergency_asked(request: Any, reference: str) -> HttpResponse:
    """The same page for every reference, there or not. Only opening the record says which."""
    queries.asked_lately(by=request.actor)
    if not (typed := as_typed(reference)[:40]):
        raise OutOfReach
    context = {"reference": typed}
    return render(request, "children/emergency_asked.html", context)


def emergencies(request: Any) -> HttpResponse:
    """The requests to review, each with room for what was concluded; or those reviewed."""
    by, is_reviewed, wrong = request.actor, "reviewed" in request.GET, None
    if request.method == "POST":
        form = ReviewForm(request.POST, auto_id=f"id_%s_{request.POST.get('number', '')}")
        if form.is_valid():
            actions.review_emergency(by=by, **form.cleaned_data)
            messages.success(request, "What you concluded is kept. The request is now reviewed.")
            return redirect("children:emergencies")
        wrong = form
    page = actions.review_emergencies(
        by=by, is_reviewed=is_reviewed, after=request.GET.get("after", "")
    )
    rows = [(one, _review_form(one.pk, wrong), by.pk == one.person_id) for one in page.rows]
    context = {"page": page, "rows": rows, "is_reviewed": is_reviewed, "form": wrong}
    return render(request, "children/emergencies.html", context)


def _review_form(number: int, wrong: ReviewForm | None) -> ReviewForm:
    if wrong and wrong["number"].value() == str(number):
        return wrong
    return ReviewForm(initial={"number": number}, auto_id=f"id_%s_{number}")


@require_safe
def emergencies_spreadsheet(request: Any) -> HttpResponse:
    is_reviewed = "reviewed" in request.GET
    rows = (
        (
            one.person.name, str(one.person.agency), one.from_at, one.child.reference,
            "Yes" if one.was_given else "No", one.reason,
            *((one.review.at, one.review.by.name, one.review.conclusion) if is_reviewed else ()),
        )
        for one in actions.export_emergencies(by=request.actor, is_reviewed=is_reviewed)
    )  # fmt: skip
    columns = EMERGENCY_COLUMNS if is_reviewed else EMERGENCY_COLUMNS[:6]
    return download("emergency-access", workbook(columns, rows, title="Emergency access"))


def _back_to_record(request: Any, reference: str, page: str) -> HttpResponse:
    """To the record, or to the list where the person has just ended their own reach."""
    if queries.children(by=request.actor).filter(reference=reference).exists():
        return redirect(page, reference)
    return redirect("children:list")
