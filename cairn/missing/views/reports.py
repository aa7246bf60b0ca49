"""Reporting that a child is missing; one report, taking it on, and saying where it belongs."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cairn.agencies.queries import councils
from cairn.audit.choices import Permission
from cairn.audit.guards import refuse_unless_held
from cairn.children import queries as children
from cairn.drafts.marking import keeps_drafts
from cairn.foundation import wording
from cairn.foundation.paging import page_of
from cairn.foundation.refusals import OutOfReach, Overtaken, Refused
from cairn.foundation.views import sent_from
from cairn.missing import actions, queries
from cairn.missing.forms import (
    NEITHER,
    MatchForm,
    PlaceForm,
    ReportForm,
    SomebodyForm,
    TakeOnForm,
    VersionForm,
    WhyForm,
)
from cairn.missing.models import Report
from cairn.missing.views.shown import child_page, response_of

LATEST = ("-received_at", "-id")


@keeps_drafts
def report_child(request: Any, reference: str) -> HttpResponse:
    """A child whose record is open to the person."""
    by = request.actor
    child = children.child(by=by, reference=reference)
    form = ReportForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.report_child(by=by, child=reference, **form.told)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Your report is kept. Somebody is asked to take it on.")
            if made.episode:
                return redirect("missing:episode", made.episode.reference)
            return redirect("missing:report", made.reference)
    return child_page(
        request, "report_child", child, form=form,
        reason=queries.reason_not_to_write_of(by=by, child=child),
        **response_of(by, child, is_needed=True),
    )  # fmt: skip


@keeps_drafts
def report_somebody(request: Any) -> HttpResponse:
    """A child by name, by somebody who may not be able to open their record."""
    by = request.actor
    areas = councils(by=by)
    form = SomebodyForm(request.POST or None, councils=areas)
    if form.is_valid():
        told = form.told
        code = told.pop("council")
        made = actions.report_somebody(
            by=by, council=next(one for one in areas if one.code == code), **told
        )
        return redirect("missing:reported", made.reference)
    return render(request, "missing/report_somebody.html", {"form": form})


def reported(request: Any, reference: str) -> HttpResponse:
    """What somebody reported themselves: that it arrived, and nothing of what became of it."""
    row = queries.own_report(by=request.actor, reference=reference)
    asked = wording.name_list(role.label for role in queries.asked_of_reports(by=request.actor))
    return render(request, "missing/reported.html", {"report": row, "asked": asked})


@require_safe
def mine(request: Any) -> HttpResponse:
    """What somebody reported themselves, the latest first: each as its receipt shows it."""
    rows = queries.own_reports(by=request.actor)
    page = page_of(rows, keys=LATEST, after=request.GET.get("after", ""))
    return render(request, "missing/mine.html", {"page": page})


@keeps_drafts
def report(request: Any, reference: str) -> HttpResponse:
    by = request.actor
    row = actions.read_report(by=by, reference=reference)
    return _page(request, row)


@sent_from("missing:report", "reference")
def take_on(request: Any, reference: str) -> HttpResponse:
    row = queries.report(by=request.actor, reference=reference)
    is_mine = row.acknowledged_by == request.actor
    form = TakeOnForm(request.POST, is_mine=is_mine)
    done = "What you do is kept." if is_mine else "It is yours."
    return _try(request, reference, "take_on", form, actions.acknowledge, done=done, say=True)


@sent_from("missing:report", "reference")
def match(request: Any, reference: str) -> HttpResponse:
    row = queries.report(by=request.actor, reference=reference)
    likely = queries.likely(by=request.actor, report=row)
    form = MatchForm(request.POST, likely=likely)
    chosen = form.chosen if form.is_valid() else ""
    return _try(
        request, reference, "match", form, actions.match, done="The report has its child.",
        child=chosen, missing="No child you may know of has this reference. Check the reference.",
    )  # fmt: skip


@sent_from("missing:report", "reference")
def unmatch(request: Any, reference: str) -> HttpResponse:
    _refuse_unless_receives(request.actor, reference)
    form = WhyForm(request.POST, asks=ANOTHER)
    why = form.cleaned_data["why"] if form.is_valid() else ""
    return _try(
        request, reference, "another", form, actions.unmatch, why=why,
        done="Say now which child the report is about.",
    )  # fmt: skip


@sent_from("missing:report", "reference")
def place(request: Any, reference: str) -> HttpResponse:
    by = request.actor
    row = queries.report(by=by, reference=reference)
    form = PlaceForm(request.POST, episodes=_episodes(by, row))
    chosen = form.cleaned_data["episode"] if form.is_valid() else ""
    done = "The report has its place."
    if chosen == NEITHER:
        return _try(request, reference, "place", form, actions.begin_from, done=done)
    return _try(request, reference, "place", form, actions.join_to, done=done, episode=chosen)


@sent_from("missing:report", "reference")
def looked_at(request: Any, reference: str) -> HttpResponse:
    form = VersionForm(request.POST)
    done = "Nobody needs to look at it again."
    return _try(request, reference, "looked_at", form, actions.looked_at, done=done)


@sent_from("missing:report", "reference")
def set_aside(request: Any, reference: str) -> HttpResponse:
    _refuse_unless_receives(request.actor, reference)
    form = WhyForm(request.POST, asks=ASIDE)
    why = form.cleaned_data["why"] if form.is_valid() else ""
    return _try(
        request, reference, "aside", form, actions.set_aside, done="The report is set aside.",
        why=why,
    )  # fmt: skip


@sent_from("missing:report", "reference")
def take_up(request: Any, reference: str) -> HttpResponse:
    _refuse_unless_receives(request.actor, reference)
    form = VersionForm(request.POST)
    return _try(
        request, reference, "take_up", form, actions.take_up, done="The report waits again."
    )


def _refuse_unless_receives(by: Any, reference: str) -> None:
    """Before anything is typed: what is out of reach is not there, whatever the role."""
    queries.report(by=by, reference=reference)
    refuse_unless_held(by, Permission.MISSING_RECEIVE)


ANOTHER = "How is it known that it is another child?"
ASIDE = "Why does nobody need to look at this report?"


def _try(
    request: Any, reference: str, name: str, form: Any, act: Any, *, done: str,
    say: bool = False, missing: str = "", **said: Any,
) -> HttpResponse:  # fmt: skip
    by = request.actor
    if form.is_valid():
        if say:
            said = {"does": form.cleaned_data["does"]}
        else:
            said["version"] = form.cleaned_data["version"]
        try:
            act(by=by, reference=reference, **said)
        except OutOfReach:
            if not missing:
                raise
            form.add_error("reference", missing)
        except (Overtaken, Refused) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("missing:report", reference)
    return _page(request, queries.report(by=by, reference=reference), **{name: form})


def _page(request: Any, row: Report, **forms: Any) -> HttpResponse:
    by = request.actor
    first = {"version": row.version}
    receives = Permission.MISSING_RECEIVE in by.permissions
    waits = row.set_aside_at is None
    reason = queries.reason_not_to_write_of(by=by, child=row.child) if row.child else None
    context = {
        "report": row, "reason": reason, "receives": receives,
        "calls": list(queries.calls_of(by=by, report=row)),
        "form": next(iter(forms.values()), None),
        "said": [(LABELS[name], words) for name, words in row.said.items()],
    }  # fmt: skip
    if waits and row.acknowledged_by in (None, by):
        context["take_on"] = forms.get("take_on") or TakeOnForm()
    if waits and receives and row.child is None:
        likely = queries.likely(by=by, report=row)
        context["match"] = forms.get("match") or MatchForm(initial=first, likely=likely)
        context["aside"] = forms.get("aside") or WhyForm(initial=first, asks=ASIDE)
    if waits and receives and row.child and not reason:
        context["another"] = forms.get("another") or WhyForm(initial=first, asks=ANOTHER)
    if row.child and row.episode is None and not reason:
        episodes = _episodes(by, row)
        context["place"] = forms.get("place") or PlaceForm(initial=first, episodes=episodes)
    if row.child:
        is_needed = waits and (row.episode is None or not row.episode.ended)
        context |= response_of(by, row.child, is_needed=is_needed)
        return child_page(request, "report", row.child, **context)
    return render(request, "missing/report_of_nobody.html", context)


def _episodes(by: Any, row: Report) -> list[tuple[str, str]]:
    if row.child is None:
        return []
    found = queries.of_child(by=by, child=row.child)[:10]
    return [
        (one.reference, f"{wording.exact(one.from_at)} to " + (
            wording.exact(one.until_at) if one.until_at else "now, still missing"
        ))
        for one in found
    ]  # fmt: skip


LABELS = {
    "last_seen_by": "Last seen by", "last_seen_where": "Last seen where",
    "reported_by": "Reported by", "circumstances": "What happened", "found_by": "Found by",
    "found_where": "Found where", "returned_by": "Who says the child is back",
    "returned_how": "How they came back", "wearing": "Wearing and carrying",
    "worries": "The worries", "home": "Home",
}  # fmt: skip
