"""The pages of a child's line of time: the picture with all that happened, and writing on it."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cairn.audit.choices import Permission
from cairn.children import queries as children
from cairn.children.models import Child
from cairn.children.rules import reason_not_to_change
from cairn.children.views.shown import record_context
from cairn.chronology import actions, queries, rules
from cairn.chronology.choices import Lane
from cairn.chronology.forms import EntryForm, ShowForm, TakeBackForm
from cairn.chronology.picture import pictures
from cairn.chronology.rules import Happened
from cairn.drafts.marking import keeps_drafts
from cairn.foundation import clock
from cairn.foundation.forms import number
from cairn.foundation.paging import kept_of
from cairn.foundation.refusals import Refused, refuse_if
from cairn.foundation.spreadsheets import download, workbook

SHOWN, SHOWN_NEW = 50, 5
COLUMNS = ("Day", "What", "About", "For the child", "More", "Written by", "Written")


@require_safe
def line(request: Any, reference: str) -> HttpResponse:
    by = request.actor
    child, found = actions.read_line(by=by, child=reference)
    show = ShowForm({"period": "12", **request.GET.dict()})
    only = show.only
    listed = [one for one in found.happened if not only or one.lane == only]
    start = number(request.GET.get("from"))
    looked_at, _ = children.news(by=by, child=child)
    new = {id(one) for one in rules.new_to(found.happened, who=by.name, looked_at=looked_at)}
    rows = [(one, _page(one), id(one) in new) for one in listed[start : start + SHOWN]]
    return _child_page(
        request, "line", child, show=show, rows=rows, may_write=_may_write(by, child),
        earlier=start + SHOWN if len(listed) > start + SHOWN else 0, is_first=not start,
        kept=kept_of(request, "from"), only=only, looked_at=looked_at,
        news=[(one, _page(one)) for one in found.happened if id(one) in new][:SHOWN_NEW],
        facts=[(one, _page(one)) for one in found.now], **_drawn(found, show.months),
    )  # fmt: skip


def _drawn(found: queries.Line, months: int | None) -> dict[str, Any]:
    """The picture, the same as a table, and what it says first in words."""
    today, happened, levels = clock.today(), found.happened, found.levels
    columns = rules.columns(
        first=rules.first_day(happened, today=today), today=today, months=months
    )
    lanes = rules.cells(happened, columns)
    level_in = [rules.level_in(column, levels) for column in columns]
    table = [
        (column, level, [cells[number] for cells in lanes.values()])
        for number, (column, level) in enumerate(zip(columns, level_in, strict=True))
    ]
    return {
        "pictures": pictures(lanes, levels, columns) if lanes or levels else {},
        "table": table[::-1], "lanes": list(lanes), "has_levels": bool(levels),
        "in_words": rules.missing_in_words(happened, today=today),
        "first_column": columns[0].name,
    }  # fmt: skip


@require_safe
def spreadsheet(request: Any, reference: str) -> HttpResponse:
    rows = [
        (one.on, one.what, Lane(one.lane).label, one.turn.label if one.turn else "", one.detail,
         one.who, one.written_at)
        for one in actions.export_line(by=request.actor, child=reference)
    ]  # fmt: skip
    return download("line-of-time", workbook(COLUMNS, rows, title="Line of time"))


@keeps_drafts
def write(request: Any, reference: str) -> HttpResponse:
    by = request.actor
    child = queries.child_to_write_on(by=by, reference=reference)
    if request.method == "POST":  # the refusal gives every word back
        refuse_if(reason_not_to_change(is_standing=child.is_standing))
    form = EntryForm(request.POST or None)
    if form.is_valid():
        try:
            actions.write(by=by, child=reference, **form.said)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "It stands on the line of time.")
            return redirect("chronology:line", child.reference)
    return _child_page(request, "write", child, form=form)


@keeps_drafts
def entry(request: Any, reference: str) -> HttpResponse:
    """What somebody wrote, and taking it back."""
    by = request.actor
    row = actions.read_entry(by=by, reference=reference)
    form = None
    if not row.taken_back_at and _may_write(by, row.child):
        form = TakeBackForm(request.POST or None)
        if form.is_valid():
            try:
                actions.take_back(by=by, reference=reference, **form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, "It no longer stands on the line of time.")
                return redirect("chronology:line", row.child.reference)
    is_one_day = row.from_on + timedelta(days=1) > row.until_on
    return _child_page(request, "entry", row.child, entry=row, form=form, is_one_day=is_one_day)


def _may_write(by: Any, child: Child) -> bool:
    if Permission.CHRONOLOGY_RECORD not in by.permissions:
        return False
    return child.is_standing or children.is_standing(by=by, reference=child.reference)


def _child_page(request: Any, template: str, child: Child, **context: Any) -> HttpResponse:
    shown = record_context(request, child, section="line")
    return render(request, f"chronology/{template}.html", {**shown, **context})


def _page(one: Happened | queries.Fact) -> str:
    name, reference = one.page
    return reverse(name, args=[reference]) if name else ""
