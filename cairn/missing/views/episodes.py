"""One episode: what is known of it, who was asked, and recording what becomes known."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cairn.audit.choices import Permission
from cairn.drafts.marking import keeps_drafts
from cairn.foundation.refusals import Overtaken, Refused
from cairn.missing import actions, queries
from cairn.missing.choices import Ended, What
from cairn.missing.forms import GradeForm, SayForm, WhyForm
from cairn.missing.models import Episode
from cairn.missing.rules.episodes import as_seen
from cairn.missing.views.company import put, resolve
from cairn.missing.views.patterns import patterns_of
from cairn.missing.views.shown import child_page, interview_page, response_of, with_interviews

BESIDE = {"worries": "What worries them most", "wearing": "Wearing and carrying"}
TITLES = {
    What.LAST_SEEN: "When the child was last seen", What.REPORTED: "When it was reported",
    What.FOUND: "The child was found", What.RETURNED: "The child is back",
}  # fmt: skip


def episode(request: Any, reference: str) -> HttpResponse:
    by = request.actor
    row = actions.read_episode(by=by, reference=reference)
    reason = queries.reason_not_to_write_of(by=by, child=row.child)
    told = queries.sayings(by=by, episode=row)
    ((_, due, so_far),) = with_interviews(by, [row])
    reports = list(queries.of_episode(by=by, episode=row))
    return child_page(
        request, "episode", row.child, episode=row, interview_by=due, so_far=so_far,
        facts=[one for one in told if one.counts], told=told, reports=reports,
        said=[(label, one.said[name], one) for one in reports for name, label in BESIDE.items()
              if one.said.get(name)],
        calls=list(queries.calls(by=by, episode=row)), reason=reason,
        may_record=Permission.MISSING_RECORD in by.permissions and not reason,
        found_at=next((one.saying.at for one in told if one.counts
                       and one.saying.what == What.FOUND), None),
        is_open=not row.ended, is_back=row.ended == Ended.RETURNED,
        interview_page=interview_page(by, row),
        **response_of(by, row.child, is_needed=not row.ended),
        **patterns_of(by, row.child, episode=row),
    )  # fmt: skip


@keeps_drafts
def say(request: Any, reference: str, what: str) -> HttpResponse:
    """When the child was seen, reported, found or back: for the first time, or better."""
    if what not in TITLES:
        raise Http404
    by = request.actor
    row = queries.episode(by=by, reference=reference)
    known = queries.times(by=by, episodes=[row])[row.pk]
    is_put = "put" in request.POST
    form = SayForm(
        put(request.POST) if is_put else request.POST or None, what=what,
        initial={"seen": as_seen(known.get(what))} | _so_far(by, row, what),
        is_correction=what in known,
    )  # fmt: skip
    context: dict[str, Any] = {"title": TITLES[What(what)], "known_at": known.get(what)}
    context["others"] = [
        (What(one).label, at, reverse("missing:say", args=[row.reference, one]))
        for one, at in known.items() if one != what
    ]  # fmt: skip
    company = resolve(by, form, missing=row.child) if form.is_valid() else {}
    if form.is_valid() and not is_put and _done(form, actions.say, by=by, reference=reference, what=what,
                                 **{**form.cleaned_data, **company}):  # fmt: skip
        still = queries.still_missing(by=by).filter(child__reference__in=company["with_children"])
        more = [
            f"{one.child.name} is still recorded as missing: look at their record too."
            for one in still
        ]
        messages.success(request, " ".join([f"{TITLES[What(what)]}: kept.", *more]))
        return redirect("missing:episode", row.reference)
    return _act(request, row, form, is_put=is_put, **context)


def _so_far(by: Any, row: Episode, what: str) -> dict[str, str]:
    """What counts of it so far, to be corrected: all but when it was, and why that was not right."""
    for one in queries.sayings(by=by, episode=row):
        if one.counts and one.saying.what == what:
            said = one.saying
            return {
                "who": said.who, "how": said.how, "where": said.where,
                "place": one.place.reference if one.place else "",
                "with_children": ", ".join(child.reference for child in one.children),
                "with_adults": ", ".join(adult.reference for adult in one.adults),
            }  # fmt: skip
    return {}


def grade(request: Any, reference: str) -> HttpResponse:
    by = request.actor
    row = queries.episode(by=by, reference=reference)
    first = {"version": row.version, "grade": row.grade}
    form = GradeForm(request.POST or None, initial=first)
    if form.is_valid() and _done(form, actions.grade, by=by, reference=reference,
                                 **form.cleaned_data):  # fmt: skip
        messages.success(request, "The grade is kept.")
        return redirect("missing:episode", row.reference)
    return _act(request, row, form, title="The police’s grade")


@keeps_drafts
def not_back(request: Any, reference: str) -> HttpResponse:
    return _for_a_reason(
        request, reference, actions.not_back, title="The child is not back after all",
        asks="How is it known?", done="The child is shown as missing again.",
    )  # fmt: skip


@keeps_drafts
def mistake(request: Any, reference: str) -> HttpResponse:
    return _for_a_reason(
        request, reference, actions.end_as_mistake, title="The child was not missing",
        asks="How is it known?", done="The episode has ended. It counts nowhere.",
    )  # fmt: skip


def _for_a_reason(
    request: Any, reference: str, act: Any, *, title: str, asks: str, done: str
) -> HttpResponse:
    by = request.actor
    row = queries.episode(by=by, reference=reference)
    form = WhyForm(request.POST or None, initial={"version": row.version}, asks=asks)
    if form.is_valid() and _done(form, act, by=by, reference=reference, **form.cleaned_data):
        messages.success(request, done)
        return redirect("missing:episode", row.reference)
    return _act(request, row, form, title=title)


def _done(form: Any, act: Any, **said: Any) -> bool:
    """Whether it could be done; where not, the reason stands above the form."""
    try:
        act(**said)
    except Overtaken as overtaken:
        form.is_overtaken = True
        form.add_error(None, f"{overtaken} Look at what is known now, then send it again.")
    except Refused as refusal:
        form.add_error("at" if "at" in form.fields else None, str(refusal))
    return not form.errors


def _act(request: Any, row: Episode, form: Any, *, title: str, **context: Any) -> HttpResponse:
    """The page of one act. Overtaken, what was typed stays and goes with the newest version."""
    is_overtaken = getattr(form, "is_overtaken", False)
    if is_overtaken:
        row = queries.episode(by=request.actor, reference=row.reference)
        as_it_is = {"version": row.version, "seen": form.initial.get("seen", "")}
        form.data = {**form.data.dict(), **as_it_is}
    return child_page(
        request, "act", row.child, form=form, title=title, episode=row,
        told=queries.sayings(by=request.actor, episode=row) if is_overtaken else [],
        status=409 if is_overtaken else 200,
        reason=queries.reason_not_to_write_of(by=request.actor, child=row.child), **context,
    )  # fmt: skip
