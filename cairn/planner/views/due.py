"""Who can go? The interviews that are due with a suggestion for each; and one, where somebody decides."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cairn.children.views.shown import record_context
from cairn.foundation import clock, wording
from cairn.foundation.forms import number
from cairn.foundation.paging import PAGE_SIZE, kept_of
from cairn.foundation.refusals import Overtaken, Refused
from cairn.foundation.spreadsheets import download, workbook
from cairn.planner import actions, forms, queries
from cairn.planner.actions.arranging import NOWHERE, TO_AGREE, Choice
from cairn.planner.drawing import Drawn, Row
from cairn.planner.queries import Narrowing
from cairn.planner.rules import saying
from cairn.planner.rules.judging import Candidate

COLUMNS = (
    "Interview", "Child", "Name", "Area", "How urgent", "Due", "Latest start", "By", "Who has it",
    "Planned", "Suggested", "At", "Why", "Town", "Town guessed from", "What would help",
)  # fmt: skip
OLDER = "Look at what is known now, then decide again."


@require_safe
def who(request: Any) -> HttpResponse:
    by = request.actor
    form = forms.DueFilter(request.GET, councils=by.councils)
    found = actions.look(by=by, asked=Narrowing(**form.narrowed))
    page = number(request.GET.get("page"))
    shown = found[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    context = {
        "rows": [(one, *_words(one)) for one in shown], "filters": form, "page": page,
        "more": len(found) > (page + 1) * PAGE_SIZE, "kept": kept_of(request, "page"),
        "is_narrowed": bool(form.narrowed), "most": queries.MOST if len(found) >= queries.MOST else 0,
    }  # fmt: skip
    return render(request, "planner/who.html", context)


def _words(row: Row) -> tuple[str, str]:
    """What is left of the 72 hours, and how near it is to a breach."""
    left = wording.time_left(clock.now(), row.interview.due_at)
    return left, saying.state(row.judged, clock.now())


@require_safe
def spreadsheet(request: Any) -> HttpResponse:
    by = request.actor
    form = forms.DueFilter(request.GET, councils=by.councils)
    found = actions.export_due(by=by, asked=Narrowing(**form.narrowed))
    rows = [
        (
            one.interview.reference, one.interview.child.reference, one.interview.child.name,
            one.interview.child.council.name, one.judged.level.label, one.interview.due_at,
            one.judged.last, one.judged.last_by,
            one.interview.interviewer.name if one.interview.interviewer else "",
            one.interview.planned_at, one.person.name if one.person else "",
            one.suggested.at if one.suggested else None, "; ".join(one.why),
            one.placed.town.name if one.placed.town else "", one.placed.guessed_from,
            " ".join(one.judged.helps),
        )
        for one in found
    ]  # fmt: skip
    return download("who-can-go", workbook(COLUMNS, rows, title="Who can go"))


def arrange(request: Any, reference: str) -> HttpResponse:
    """Choose anybody and any time, see what follows, and decide."""
    by = request.actor
    row, drawn = actions.look_at_one(by=by, reference=reference)
    form, shut = _form(request, by, row)
    if form.is_valid() and "change" not in request.POST:
        if "decided" not in request.POST:
            told = {**form.raw, "at": forms.typed(form.cleaned_data["at"])}
            follows = _follows(by, row, drawn, form)
            arranged = _arranged(by, form.cleaned_data)
            return _page(request, row, form, shut, told=told, follows=follows, arranged=arranged)
        said = form.cleaned_data
        try:
            made = actions.arrange(by=by, choice=_choice(row, said), key=said["key"])
        except Overtaken as overtaken:
            row, drawn = actions.look_at_one(by=by, reference=reference)
            form.add_error(None, f"{overtaken} {OLDER}")
            form.data = {**form.data.dict(), "version": row.interview.version}
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            when = wording.near_time(said["at"], now=clock.now())
            name = made.interviewer.name if made.interviewer else ""
            messages.success(request, f"{name} will go at {when}, and has been told.")
            return redirect("planner:who")
    return _page(request, row, form, shut)


def _arranged(by: Any, said: dict[str, Any]) -> str:
    """Who would go, when and where: what the button arranges, whatever else is typed below it."""
    person = queries.worker(by=by, reference=said["person"])
    return f"{person.name}, {wording.exact(said['at'])}, {said['where']}"


def _choice(row: Row, said: dict[str, Any]) -> Choice:
    return Choice(
        row.interview.reference, said["version"], said["person"], said["at"], said["where"],
        said["town"],
    )  # fmt: skip


def _form(request: Any, by: Any, row: Row) -> tuple[Any, list[str]]:
    """The form, and the names of those who are no choice in it: the child's record is shut to them."""
    people = {one.pk: one for one in queries.workers(by=by)}
    candidates, closed = row.judged.candidates, row.judged.job.shut
    listed = [
        (people[one.worker.number].reference, one.worker.name, could(one))
        for one in candidates
        if one.worker.number not in closed
    ]
    shut = [people[one.worker.number] for one in candidates if one.worker.number in closed]
    town = row.placed.town
    first = {
        "version": row.interview.version,
        "town": town.code if town else "",
        "where": row.interview.planned_where
        or (TO_AGREE.format(town=town.name) if town else NOWHERE),
        "person": row.person.reference if row.person else "",
        "at": forms.typed(row.suggested.at) if row.suggested else "",
    }
    form = forms.ArrangeForm(
        request.POST or None, initial=first, people=listed, towns=queries.towns(by=by),
        shut={one.reference for one in shut},
    )  # fmt: skip
    return form, [one.name for one in shut]


def could(one: Candidate) -> str:
    """When somebody could begin in time, or why not."""
    if not one.openings:
        return f"{one.why_not}." if not one.why_not.endswith(".") else one.why_not
    now = clock.now()
    spans = [
        f"between {wording.near_time(o.first, now=now)} and {wording.near_time(o.last, now=now)}"
        if o.first != o.last
        else f"at {wording.near_time(o.first, now=now)}"
        for o in one.openings
    ]
    more = " Has this interview now." if one.is_theirs else ""
    known = " Works with the child." if one.knows else ""
    return f"Could start {'; '.join(spans)}.{more}{known}"


def _follows(by: Any, row: Row, drawn: Drawn, form: Any) -> list[saying.Follows]:
    """What follows where somebody decides like this: in the town that they chose."""
    said = form.cleaned_data
    person = queries.worker(by=by, reference=said["person"])
    worker = next(c.worker for c in row.judged.candidates if c.worker.number == person.pk)
    before = row.interview.interviewer.name if row.interview.interviewer else ""
    job = replace(row.judged.job, town=drawn.towns.get(said["town"]))
    return saying.follows(
        job, worker, said["at"], after=drawn.after, measures=drawn.measures, now_with=before
    )


def _page(request: Any, row: Row, form: Any, shut: list[str], **more: Any) -> HttpResponse:
    left, state = _words(row)
    shown = record_context(request, row.interview.child, section="missing")
    context = {
        "row": row,
        "form": form,
        "left": left,
        "state": state,
        "shut": shut,
        **shown,
        **more,
    }
    return render(request, "planner/arrange.html", context)
