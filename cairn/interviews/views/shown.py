"""What several pages of interviews show."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from cairn.children.views.shown import record_context
from cairn.foundation import clock
from cairn.interviews import queries, telling
from cairn.interviews.choices import Next
from cairn.interviews.models import Interview
from cairn.interviews.rules import form, states
from cairn.interviews.telling import answers_of, state


def child_page(request: Any, template: str, row: Any, **context: Any) -> HttpResponse:
    """One page in the record of an interview's child."""
    status = context.pop("status", 200)
    shown = record_context(request, row.child, section="missing")
    context = {"interview": row, "state": state(row), **context}
    return render(request, f"interviews/{template}.html", {**shown, **context}, status=status)


def parts_of(by: Any, row: Interview) -> list[Any]:
    """What stands in the form, to be read."""
    return form.read_back(answers_of(row), queries.strands(by=by))


def earlier_of(by: Any, row: Interview) -> list[Any]:
    """What stood in the form before somebody else went on there, to be read beside it."""
    rows = queries.earlier(by=by, interview=row)
    names = queries.strands(by=by) if rows else {}
    return [(one, form.read_back({one.part: one.said}, names)) for one in rows]


def left(row: Interview) -> str:
    return telling.left(row, now=clock.now())


def next_of(row: Interview) -> Next | None:
    return states.next_of(telling.facts_of(row), carers_said=row.carers_said)


def rows_of(found: list[Interview]) -> list[dict[str, Any]]:
    """Interviews as lists show them."""
    return [
        {"one": one, "state": state(one), "left": left(one), "next": next_of(one)} for one in found
    ]


def still_here(row: Interview, fields: tuple[str, ...], passed: Any) -> list[Any]:
    """The lines of these fields of the form that have not gone on: what field, and the line."""
    gone = {(one.kind, one.line) for one in passed}
    return [one for one in form.lines_of(answers_of(row), fields) if one not in gone]
