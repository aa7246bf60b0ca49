"""Time off: recording it, and handing over what it touches."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cairn.audit.choices import Permission
from cairn.foundation import clock, wording
from cairn.foundation.dates import Unreadable, read_moment
from cairn.foundation.forms import number
from cairn.foundation.paging import kept_of, page_of
from cairn.foundation.refusals import Overtaken, Refused, refuse_if
from cairn.planner import actions, forms, queries
from cairn.planner.actions.arranging import NOWHERE, TO_AGREE, Choice
from cairn.planner.drawing import Row
from cairn.planner.models import Away

OLDER = "Look at it as it is now, then send it again."
TOLD = "The workers have been told. You need to tell the child and their carers."


@require_safe
def aways(request: Any) -> HttpResponse:
    by = request.actor
    people = list(queries.workers(by=by))
    form = forms.AwayFilter(request.GET, people=people)
    page = page_of(
        queries.aways(by=by, asked=queries.Asked(**form.narrowed)), keys=queries.LATEST_FIRST,
        after=request.GET.get("after", ""),
    )  # fmt: skip
    context = {
        "page": page, "rows": page.rows, "filters": form, "is_narrowed": bool(form.narrowed),
        "kept": kept_of(request), "people": people, "today": clock.today(),
    }  # fmt: skip
    return render(request, "planner/aways.html", context)


def say(request: Any, reference: str) -> HttpResponse:
    """Record time off, one's own or that of somebody for whom one plans."""
    by = request.actor
    person = queries.worker(by=by, reference=reference)
    form: Any = forms.AwayForm(request.POST or None, initial={"from_at": "now"})
    if form.is_valid():
        given = form.cleaned_data
        made = actions.say_away(
            by=by, person=reference, kind=given["kind"], from_at=given["from_at"],
            until_at=given["until_at"], key=given["key"],
        )  # fmt: skip
        messages.success(request, "Time off saved.")
        return redirect("planner:away", made.reference)
    return render(
        request, "planner/say_away.html", {"form": form, "person": person, "is_own": person == by}
    )


def change(request: Any, reference: str) -> HttpResponse:
    """They are back earlier, or stay away."""
    by = request.actor
    row = queries.away(by=by, reference=reference)
    first = {
        "kind": row.kind, "from_at": forms.typed(row.from_at), "version": row.version,
        "until_at": forms.typed(row.until_at) if row.until_at else "",
    }  # fmt: skip
    form: Any = forms.AwayForm(request.POST or None, initial=first)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.change_away(
                by=by, reference=reference, version=given["version"] or 0, kind=given["kind"],
                from_at=given["from_at"], until_at=given["until_at"],
            )  # fmt: skip
        except Overtaken as overtaken:
            row = queries.away(by=by, reference=reference)
            form.add_error(None, f"{overtaken} {OLDER}")
            form.data = {**form.data.dict(), "version": row.version}
        else:
            messages.success(request, "Time off changed.")
            return redirect("planner:away", row.reference)
    context = {"form": form, "person": row.person, "away": row, "is_own": row.person == by}
    return render(request, "planner/say_away.html", context)


def take_back(request: Any, reference: str) -> HttpResponse:
    """They are not away after all. Opened by itself, it leads to the page with the button."""
    if request.method != "POST":
        return redirect(
            "planner:away", queries.away(by=request.actor, reference=reference).reference
        )
    version = number(request.POST.get("version"))
    row = actions.take_back_away(by=request.actor, reference=reference, version=version)
    messages.success(request, "Time off cancelled.")
    return redirect("planner:away", row.reference)


def away(request: Any, reference: str) -> HttpResponse:
    """One time off, what it touches, and handing over what somebody ticks."""
    by = request.actor
    row = queries.away(by=by, reference=reference)
    rows = queries.to_hand_over(by=by, away=row)
    plans = Permission.INTERVIEWS_ALLOCATE in by.permissions
    ready = [one for one in rows if one.suggested] if plans else []
    form = forms.HandOverForm(request.POST or None, rows=[_tick(one) for one in ready])
    if request.method == "POST":
        refuse_if(None if plans else "Your role does not allow this.")
    if form.is_valid():
        try:
            made = _hand_over(by, row, form)
        except (Refused, Unreadable) as refusal:
            form.add_error(None, f"{refusal} {OLDER}")
        else:
            told = wording.plural(len(made), "interview is", "interviews are")
            messages.success(
                request,
                f"{told} handed over. {TOLD}",
            )
            return redirect("planner:away", row.reference)
    context = {
        "away": row, "rows": [(one, _left(one)) for one in rows], "form": form, "plans": plans,
        "ready": ready, "is_own": row.person == by, "is_over": _is_over(row),
    }  # fmt: skip
    return render(request, "planner/away.html", context)


def _is_over(row: Away) -> bool:
    return bool(row.taken_back_at or (row.until_at and row.until_at <= clock.now()))


def _left(row: Row) -> str:
    return wording.time_left(clock.now(), row.interview.due_at)


def _tick(row: Row) -> tuple[str, str, str, dict[str, Any]]:
    """One interview as it is ticked: the suggestion as it was shown goes along with the tick."""
    one, suggested, person = row.interview, row.suggested, row.person
    assert suggested
    assert person
    when = wording.near_time(suggested.at, now=clock.now())
    town = row.placed.town
    was = [f"It was {wording.exact(one.planned_at)}"] if one.planned_at else []
    where = one.planned_where or (TO_AGREE.format(town=town.name) if town else NOWHERE)
    return (
        one.reference,
        f"{one.child.name}: {person.name}, {when}",
        ". ".join([_left(row), *was, *row.why]) + ".",
        {
            "version": one.version, "person": person.reference,
            "at": forms.typed(suggested.at), "where": where,
        },
    )  # fmt: skip


def _hand_over(by: Any, row: Away, form: Any) -> list[Any]:
    choices = [
        Choice(
            code, number(form.said(code, "version")), form.said(code, "person"),
            read_moment(form.said(code, "at"), now=clock.now(), ahead=True),
            form.said(code, "where"),
        )
        for code in form.cleaned_data["chosen"]
    ]  # fmt: skip
    return actions.hand_over(
        by=by, away=row.reference, choices=choices, key=form.cleaned_data["key"]
    )
