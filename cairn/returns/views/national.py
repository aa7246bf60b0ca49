"""The pages of the national returns: what they hold and lack, the files, and times in care."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cairn.children.rules import reason_not_to_change
from cairn.children.views.shown import address_of, record_context
from cairn.drafts.marking import keeps_drafts
from cairn.foundation import clock
from cairn.foundation.refusals import Overtaken, Refused, refuse_if
from cairn.foundation.spreadsheets import download, workbook
from cairn.foundation.wording import day
from cairn.missing.choices import Kind
from cairn.returns import actions, queries
from cairn.returns.choices import File, Mend
from cairn.returns.forms import ChangeCareForm, NewCareForm, ReturnForm
from cairn.returns.models import CarePeriod
from cairn.returns.queries import Return
from cairn.returns.rules.national import TYPES, Fault

COLUMNS_903 = ("CHILD", "DOB", "MISSING", "MIS_START", "MIS_END")
COLUMNS_SSD = (
    "miss_table_id", "miss_person_id", "miss_missing_episode_start_date",
    "miss_missing_episode_type", "miss_missing_episode_end_date", "miss_missing_rhi_offered",
    "miss_missing_rhi_accepted",
)  # fmt: skip
COLUMNS_LACKING = ("Episode", "Child", "The rule", "Its source", "What to do")
MOST_SHOWN = 200
PAGES = {
    Mend.EPISODE: "missing:episode", Mend.BIRTHDAY: "children:change", Mend.CARE: "returns:care",
    Mend.INTERVIEW: "interviews:of_episode",
}  # fmt: skip


@require_safe
def returns(request: Any) -> HttpResponse:
    """What both files of a council's year would hold, and every record they would lack."""
    by = request.actor
    years, councils = queries.years(by=by), list(by.councils)
    first = {"council": councils[0].code if councils else "", "year": str(years[0].first)}
    form = ReturnForm({**first, **request.GET.dict()}, councils=councils, years=years)
    found = None
    if form.is_valid() and councils:
        said = form.cleaned_data
        council = said["council"] or first["council"]
        found = actions.read_return(by=by, council=council, year=int(said["year"] or first["year"]))
    context = {
        "form": form, "found": found, "files": list(File), "sizes": _sizes(found),
        "lacking": [(one, _page(one)) for one in found.faults[:MOST_SHOWN]] if found else [],
        "more": len(found.faults) - MOST_SHOWN if found else 0,
    }  # fmt: skip
    return render(request, "returns/returns.html", context)


def _sizes(found: Return | None) -> dict[str, int]:
    if found is None:
        return {}
    return {File.SSDA903.value: len(found.rows_903), File.SSD.value: len(found.rows_ssd)}


def _page(one: Fault) -> str:
    of_episode = one.mend in (Mend.EPISODE, Mend.INTERVIEW)
    return address_of(PAGES[one.mend], one.episode if of_episode else one.child)


@require_safe
def take(request: Any, council: str, year: int, file: str) -> HttpResponse:
    """A file as it is sent in."""
    by = request.actor
    found = actions.take_return(by=by, council=council, year=year, file=file)
    name = f"{file}-missing-{found.council.code}-{found.year.name}"
    if file == File.SSDA903:
        return _csv(name, COLUMNS_903, [
            (_bare(one.child), _day(one.born_on), one.type, _day(one.start), _day(one.end))
            for one in found.rows_903
        ])  # fmt: skip
    return _csv(name, COLUMNS_SSD, [
        (_bare(one.reference), _bare(one.child), _moment(one.from_at), TYPES[Kind(one.kind)],
         _moment(one.until_at), one.heard.offered, one.heard.accepted)
        for one in found.rows_ssd
    ])  # fmt: skip


@require_safe
def faults(request: Any, council: str, year: int) -> HttpResponse:
    """Every record that would not be accepted, with the rule in plain words."""
    found = actions.take_faults(by=request.actor, council=council, year=year)
    rows = [
        (one.episode, one.child, one.rule, one.source, Mend(one.mend).label) for one in found.faults
    ]
    return download("missing-from-returns", workbook(COLUMNS_LACKING, rows, title="Not accepted"))


@keeps_drafts
def care(request: Any, reference: str) -> HttpResponse:
    """When a child was looked after, and recording another time."""
    by = request.actor
    child, rows = actions.read_care(by=by, child=reference)
    form = NewCareForm(request.POST or None)
    if request.method == "POST":  # the refusal gives every word back
        refuse_if(reason_not_to_change(is_standing=child.is_standing))
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.record_care(
                by=by, child=reference, from_on=said["from_on"], until_on=said["until_on"],
                key=said["key"],
            )  # fmt: skip
        except Refused as refusal:
            form.add_error("from_on", str(refusal))
        else:
            messages.success(request, "Time in care saved.")
            return redirect("returns:care", child.reference)
    shown = record_context(request, child, section="missing")
    return render(request, "returns/care.html", {**shown, "form": form, "rows": rows})


@keeps_drafts
def change_care(request: Any, reference: str) -> HttpResponse:
    by = request.actor
    row = queries.care_period(by=by, reference=reference)
    first = {
        "from_on": day(row.from_on), "until_on": row.until_on and day(row.until_on),
        "version": row.version,
    }  # fmt: skip
    form = ChangeCareForm(request.POST or None, initial=first)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.change_care(
                by=by, reference=reference, version=said["version"], from_on=said["from_on"],
                until_on=said["until_on"],
            )  # fmt: skip
        except Overtaken as overtaken:
            return _overtaken(request, reference, form, str(overtaken))
        except Refused as refusal:
            form.add_error("from_on", str(refusal))
        else:
            messages.success(request, "Time in care corrected.")
            return redirect("returns:care", row.child.reference)
    return _change_page(request, row, form)


def _overtaken(request: Any, reference: str, form: Any, why: str) -> HttpResponse:
    """What was typed stays, beside what is there now, and goes with the newest version."""
    row = queries.care_period(by=request.actor, reference=reference)
    until = f"{row.until_on:%d %m %Y}" if row.until_on else "now"
    now = f"It now says: from {row.from_on:%d %m %Y} until {until}."
    form.add_error(None, f"{why} {now} Look at it, then send yours again.")
    form.data = {**form.data.dict(), "version": row.version}
    return _change_page(request, row, form, status=409)


def _change_page(
    request: Any, row: CarePeriod, form: ChangeCareForm, status: int = 200
) -> HttpResponse:
    shown = record_context(request, row.child, section="missing")
    context = {**shown, "form": form, "row": row}
    return render(request, "returns/change_care.html", context, status=status)


def _csv(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(response)
    writer.writerow(columns)
    writer.writerows(rows)
    return response


def _bare(reference: str) -> str:
    """As the returns allow it: letters and digits."""
    return reference.replace("-", "")


def _day(on: date | None) -> str:
    return on.strftime("%d/%m/%Y") if on else ""


def _moment(at: datetime | None) -> str:
    return clock.local(at).strftime("%Y-%m-%d %H:%M:%S") if at else ""
