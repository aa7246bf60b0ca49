"""Who is missing now, what was reported and waits, every episode, and one child's."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cairn.audit.choices import Permission
from cairn.children import queries as children
from cairn.foundation import wording
from cairn.foundation.paging import kept_of
from cairn.foundation.spreadsheets import download, workbook
from cairn.missing import actions, queries
from cairn.missing.choices import What
from cairn.missing.forms import ListForm
from cairn.missing.queries import Narrowing
from cairn.missing.views.patterns import patterns_of, support_of
from cairn.missing.views.shown import (
    child_page,
    interviews_page,
    response_of,
    with_interviews,
)

MOST_WAITING = 50
COLUMNS = (
    "Episode", "Child", "Name", "Area", "Kind", "Grade", "Police reference", "Missing since",
    "Back, or ended", "How it ended", "How long", "Interview by", "Interview",
)  # fmt: skip


@require_safe
def missing_now(request: Any) -> HttpResponse:
    """Who is missing now, and the reports that wait for somebody."""
    by = request.actor
    page = actions.list_missing(by=by, after=request.GET.get("after", ""))
    waiting = list(queries.waiting(by=by).order_by(*queries.OLDEST_FIRST)[: MOST_WAITING + 1])
    known = queries.times(by=by, episodes=page.rows)
    context = {
        "found": {number: at[What.FOUND] for number, at in known.items() if What.FOUND in at},
        "page": page, "waiting": waiting[:MOST_WAITING], "more_wait": len(waiting) > MOST_WAITING,
        "receives": Permission.MISSING_RECEIVE in by.permissions,
    }  # fmt: skip
    return render(request, "missing/now.html", context)


@require_safe
def called(request: Any) -> HttpResponse:
    """For an open page: what the person is asked to take on, and it has been shown to them."""
    calls = actions.show(by=request.actor)
    return render(request, "missing/_called.html", {"calls": calls, "most": queries.MOST_SHOWN})


@require_safe
def episodes(request: Any) -> HttpResponse:
    by = request.actor
    form = ListForm(request.GET, councils=by.councils)
    narrowed = form.narrowed
    page = actions.list_episodes(
        by=by, asked=Narrowing(**narrowed), after=request.GET.get("after", "")
    )
    context = {
        "page": page, "filters": form, "is_narrowed": bool(narrowed), "kept": kept_of(request),
        "rows": with_interviews(by, page.rows),
        "may_make_returns": Permission.RETURNS_MAKE in by.permissions,
    }  # fmt: skip
    return render(request, "missing/list.html", context)


@require_safe
def spreadsheet(request: Any) -> HttpResponse:
    by = request.actor
    form = ListForm(request.GET, councils=by.councils)
    found = actions.export_episodes(by=by, asked=Narrowing(**form.narrowed))
    rows = [
        (
            one.reference, one.child.reference, one.child.name, one.council.name,
            one.get_kind_display(), one.get_grade_display(), one.police_reference, one.from_at,
            one.until_at, one.get_ended_display(), one.until_at and wording.duration(
                one.until_at - one.from_at
            ), due, ". ".join(filter(None, [said.words, said.more])) if said else "",
        )
        for one, due, said in with_interviews(by, found)
    ]  # fmt: skip
    return download("missing-episodes", workbook(COLUMNS, rows, title="Missing episodes"))


@require_safe
def of_child(request: Any, reference: str) -> HttpResponse:
    """A child's episodes, and the way to report that they are missing."""
    by = request.actor
    child = children.child(by=by, reference=reference)
    page = actions.list_of_child(by=by, child=child, after=request.GET.get("after", ""))
    return child_page(
        request, "child", child, page=page,
        rows=with_interviews(by, page.rows),
        may_record=Permission.MISSING_RECORD in by.permissions,
        interviews_page=interviews_page(by, child),
        may_make_returns=Permission.RETURNS_MAKE in by.permissions,
        **response_of(by, child, is_needed=False), **patterns_of(by, child),
        **support_of(by, child),
    )  # fmt: skip
