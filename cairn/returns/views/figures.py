"""The answers to the public's questions, as a page and as a spreadsheet, and the episodes behind a figure."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cairn.audit.choices import Permission
from cairn.foundation import clock, wording
from cairn.foundation.paging import kept_of, page_of
from cairn.foundation.spreadsheets import download, workbook
from cairn.interviews.choices import WhyNot
from cairn.returns import actions, queries
from cairn.returns.choices import Outcome, Version
from cairn.returns.forms import AnswersForm
from cairn.returns.queries import Asked
from cairn.returns.rules.national import year_of
from cairn.returns.rules.questions import OF_CODE, TOTAL, month_in_words
from cairn.returns.views.shown import Table


@require_safe
def answers(request: Any) -> HttpResponse:
    """One page with all of it, for those inside; and as it may leave, to look at before."""
    by = request.actor
    form, asked = _asked(request)
    context: dict[str, Any] = {"form": form, "table": None}
    if asked:
        version = _version(request)
        found = actions.read_answers(by=by, asked=asked)
        links = reverse("returns:behind") if _may_open(by) and version == Version.INSIDE else ""
        table = Table(
            asked, found, version=version, under=queries.suppressed_under(by=by), links=links
        )
        context |= {
            "table": table, "asked": asked, "period": _period(asked), "version": version,
            "query": _query(asked), "may_make_returns": Permission.RETURNS_MAKE in by.permissions,
        }  # fmt: skip
    return render(request, "returns/answers.html", context)


@require_safe
def spreadsheet(request: Any) -> HttpResponse:
    """The same as a spreadsheet, in either version."""
    by = request.actor
    _, asked = _asked(request)
    if asked is None:
        asked = queries.asked(by=by, council="", first="", last="")
    version = _version(request)
    found = actions.take_answers(by=by, asked=asked, version=version)
    under = queries.suppressed_under(by=by)
    table = Table(asked, found, version=version, under=under)
    about = [["", ""], ["Council", asked.council.name], ["Period", _period(asked)],
             ["Made on", wording.exact(clock.now())], ["For whom", Version(version).label]]  # fmt: skip
    if version == Version.OUTSIDE:
        about.append(["Held back", _held_back(under)])
    name = f"missing-answers-{version}-{asked.first}-{asked.last}"
    return download(name, workbook(table.columns, [*table.rows, *about], title="Answers"))


@require_safe
def behind(request: Any) -> HttpResponse:
    """The episodes behind a figure, as far as they are within reach."""
    by = request.actor
    said = {name: request.GET.get(name, "") for name in ("council", "first", "last")}
    line, month = request.GET.get("line", ""), request.GET.get("month", TOTAL)
    asked, rows = actions.read_behind(by=by, **said, line=line, month=month)
    page = page_of(rows, keys=queries.LATEST_BACK, after=request.GET.get("after", ""))
    context = {
        "page": page, "line": OF_CODE[line], "asked": asked, "query": _query(asked),
        "period": month_in_words(month) if month else _period(asked), "kept": kept_of(request),
        "rows": [(one, Outcome(one.outcome), WhyNot(one.why) if one.why else None)
                 for one in page.rows],
    }  # fmt: skip
    return render(request, "returns/behind.html", context)


def _asked(request: Any) -> tuple[AnswersForm, Asked | None]:
    """What was asked; without an answer this collection year of the first council."""
    by = request.actor
    councils, months = list(by.councils), queries.months(by=by)
    first = {
        "council": councils[0].code if councils else "", "last": months[0],
        "first": f"{year_of(clock.today()).from_on:%Y-%m}",
    }  # fmt: skip
    form = AnswersForm({**first, **request.GET.dict()}, councils=councils, months=months)
    if not councils or not form.is_valid():
        return form, None
    said = {name: form.cleaned_data[name] or value for name, value in first.items()}
    return form, queries.asked(by=by, **said)


def _version(request: Any) -> str:
    said = request.GET.get("version", "")
    return said if said in Version.values else Version.INSIDE


def _query(asked: Asked) -> str:
    return f"council={asked.council.code}&first={asked.first}&last={asked.last}"


def _period(asked: Asked) -> str:
    if asked.first == asked.last:
        return month_in_words(asked.first)
    return f"{month_in_words(asked.first)} to {month_in_words(asked.last)}"


def _held_back(under: int) -> str:
    return f"Numbers from 1 to {under - 1} are held back, and so are others that would reveal them."


def _may_open(by: Any) -> bool:
    return {Permission.MISSING_VIEW, Permission.INTERVIEWS_VIEW} <= by.permissions
