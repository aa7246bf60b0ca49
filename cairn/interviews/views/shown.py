"""What several pages of interviews show."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from cairn.children.views.shown import record_context
from cairn.foundation import clock, wording
from cairn.interviews import queries
from cairn.interviews.choices import Answer, State
from cairn.interviews.models import Interview
from cairn.interviews.rules import form, states
from cairn.interviews.telling import answers_of, facts_of, state

SO_FAR = {
    State.TO_OFFER: "Offer it",
    State.OFFERED: "Record the answer, or that you tried again",
    State.TO_PLAN: "Plan when and where",
    State.PLANNED: "Record that it was held",
    State.HELD: "Write it up, and hand it in",
    State.GIVEN_BACK: "Look at what is missing, and hand it in again",
    State.NOT_HELD: "Hand it in",
    State.TO_SIGN_OFF: "A manager signs it off",
}


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
    """What is left of the 72 hours, or how it stood when it was held, in words."""
    if row.held_at:
        if row.held_at <= row.due_at:
            return "Held in time"
        return f"Held {wording.duration(row.held_at - row.due_at)} late"
    if states.is_running(facts_of(row)):
        return wording.time_left(clock.now(), row.due_at)
    return ""


def next_step(row: Interview) -> str:
    if row.answer == Answer.DECLINED and not row.carers_said and row.handed_in_at is None:
        return "Ask the carers what they know"
    return SO_FAR.get(state(row), "")


def rows_of(found: list[Interview]) -> list[dict[str, Any]]:
    """Interviews as lists show them."""
    return [
        {"one": one, "state": state(one), "left": left(one), "next": next_step(one)}
        for one in found
    ]
