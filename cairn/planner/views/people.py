"""Workers, a worker's week, and their usual hours."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cairn.audit.choices import Permission
from cairn.drafts.marking import keeps_drafts
from cairn.foundation import clock
from cairn.foundation.forms import number
from cairn.foundation.paging import PAGE_SIZE, kept_of
from cairn.foundation.refusals import Overtaken, Refused
from cairn.foundation.spreadsheets import download, workbook
from cairn.planner import actions, forms, queries
from cairn.planner.choices import Kind

COLUMNS = ("Name", "Job", "Hours recorded", "Away now", "Interviews in the next 7 days")
OLDER = "Look at the hours as they are now, then send them again."


@require_safe
def workers(request: Any) -> HttpResponse:
    form = forms.PeopleFilter(request.GET)
    found = queries.team(by=request.actor, **form.narrowed)
    page = number(request.GET.get("page"))
    context = {
        "rows": found[page * PAGE_SIZE : (page + 1) * PAGE_SIZE], "page": page, "filters": form,
        "more": len(found) > (page + 1) * PAGE_SIZE, "kept": kept_of(request, "page"),
        "is_narrowed": bool(form.narrowed),
    }  # fmt: skip
    return render(request, "planner/workers.html", context)


@require_safe
def workers_spreadsheet(request: Any) -> HttpResponse:
    form = forms.PeopleFilter(request.GET)
    found = actions.export_team(by=request.actor, **form.narrowed)
    rows = [
        (one.person.name, one.person.job_title, "Yes" if one.is_said else "No", one.until_words,
         len(one.worker.visits))
        for one in found
    ]  # fmt: skip
    return download("workers", workbook(COLUMNS, rows, title="Workers"))


@require_safe
def my_week(request: Any) -> HttpResponse:
    by = request.actor
    return redirect("planner:week", queries.worker(by=by, reference=by.reference).reference)


@require_safe
def week(request: Any, reference: str) -> HttpResponse:
    """Seven days from a Monday on: hours, what is planned, what is free, and where."""
    by = request.actor
    person = queries.worker(by=by, reference=reference)
    first = _monday(request.GET.get("from", "")) or queries.monday_to_show(by=by, person=person)
    days = actions.read_week(by=by, person=person, first=first)
    context = {
        "person": person, "days": days, "is_own": person == by, "first": first,
        "earlier": first - timedelta(days=7), "later": first + timedelta(days=7),
        "plans": Permission.INTERVIEWS_ALLOCATE in by.permissions, "today": clock.today(),
        "has_hours": queries.times_said(by=by, person=person) > 0, "kinds": dict(Kind.choices),
    }  # fmt: skip
    return render(request, "planner/week.html", context)


def _monday(asked: str) -> date | None:
    """The Monday before the day that was asked for, if it was one."""
    try:
        on = date.fromisoformat(asked)
    except ValueError:
        return None
    return on - timedelta(days=on.weekday()) if 2000 <= on.year <= 2100 else None


@keeps_drafts
def hours(request: Any, reference: str) -> HttpResponse:
    """Say in which hours somebody usually works, from a day on."""
    by = request.actor
    person = queries.worker(by=by, reference=reference)
    said, coming = queries.week_said(by=by, person=person, on=clock.today())
    first = {"said": queries.times_said(by=by, person=person), "from_on": "today", **_first(said)}
    form: Any = forms.WeekForm(request.POST or None, initial=first, towns=queries.towns(by=by))
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.say_week(
                by=by, person=reference, from_on=given["from_on"], days=form.days,
                on_holidays=given["on_holidays"], said=given["said"], key=given["key"],
            )  # fmt: skip
        except Overtaken as overtaken:
            form.add_error(None, f"{overtaken} {OLDER}")
            form.data = {**form.data.dict(), "said": queries.times_said(by=by, person=person)}
        except Refused as refusal:
            form.add_error("from_on", str(refusal))
        else:
            messages.success(request, "Hours saved.")
            return redirect("planner:week", person.reference)
    context = {"person": person, "form": form, "coming": coming, "is_own": person == by}
    return render(request, "planner/hours.html", context)


def _first(said: Any) -> dict[str, Any]:
    """The week that holds now, as the form asks it."""
    if said is None:
        return {}
    found: dict[str, Any] = {"on_holidays": said.on_holidays}
    for one in said.days:
        found[f"begins-{one.weekday}"] = f"{one.begins:%H:%M}"
        found[f"ends-{one.weekday}"] = f"{one.ends:%H:%M}"
        found[f"base-{one.weekday}"] = one.base.code if one.base else ""
    return found
