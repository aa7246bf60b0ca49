"""Notifications out of a spreadsheet: looked through row by row, and then taken."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cairn.foundation.dates import Unreadable
from cairn.foundation.spreadsheets import download, workbook
from cairn.foundation.wording import plural
from cairn.missing import actions, queries, tables
from cairn.missing.forms import ImportForm
from cairn.missing.notification import Row, read_row

SALT = "cairn.missing.import"
COUNTS_FOR = 3600  # seconds between looking it through and taking it
EXAMPLE = {
    "message": "24-123456/1", "council": "cumberland", "kind": "missing", "grade": "medium",
    "police_reference": "24-123456", "given_name": "Robin", "family_name": "Invented",
    "born_on": "27/05/2012", "last_seen_at": "20/11/2026 17:30", "reported_at": "20/11/2026 21:10",
    "reported_by": "Foster carer", "circumstances": "Did not come home from school.",
}  # fmt: skip


@require_http_methods(["GET", "POST"])
def import_rows(request: Any) -> HttpResponse:
    """Upload, look through, take. What was looked through comes back sealed, and is what is taken."""
    by = request.actor
    if request.method == "POST" and "seen" in request.POST:
        return _take(request)
    form = ImportForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    known = queries.may_import(by=by)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            told = tables.read(file.name, file.read())
        except Unreadable as problem:
            form.add_error("file", str(problem))
        else:
            return _look_through(request, file.name, told)
    return render(request, "missing/import.html", {"form": form, "councils": known})


def _look_through(request: Any, name: str, told: list[tables.Told]) -> HttpResponse:
    by = request.actor
    rows = [read_row(number, said, councils=by.councils) for number, said in told]
    sound = [row for row in rows if not row.wrong]
    sealed = signing.dumps(
        [by.pk, [(row.number, row.told) for row in sound]], salt=SALT, compress=True
    )
    become = iter(queries.would_become(by=by, rows=sound))
    context = {
        "name": name, "sealed": sealed, "sound": len(sound), "wrong": len(rows) - len(sound),
        "rows": [(row, row.reasons if row.wrong else next(become)) for row in rows],
    }  # fmt: skip
    return render(request, "missing/import_check.html", context)


def _take(request: Any) -> HttpResponse:
    rows = _seen(request)
    if rows is None:
        messages.info(
            request, "That was looked through too long ago. Upload the spreadsheet again."
        )
        return redirect("missing:import")
    taken = actions.take_rows(by=request.actor, rows=rows)
    messages.success(request, f"{plural(len(taken), 'notification')} taken. Each has its report.")
    return redirect("missing:now")


def _seen(request: Any) -> list[Row] | None:
    """The rows that this person looked through, if they are still as they were."""
    try:
        whose, told = signing.loads(request.POST["seen"], salt=SALT, max_age=COUNTS_FOR)
    except signing.BadSignature:
        return None
    rows = [read_row(number, said, councils=request.actor.councils) for number, said in told]
    is_same = whose == request.actor.pk and not any(row.wrong for row in rows)
    return rows if is_same else None


@require_safe
def import_template(request: Any) -> HttpResponse:
    """An empty table with every field, and one row to be replaced."""
    queries.may_import(by=request.actor)
    rows = [[EXAMPLE.get(name, "") for name in tables.COLUMNS]]
    return download("missing-notifications", workbook(tables.COLUMNS, rows, title="Notifications"))
