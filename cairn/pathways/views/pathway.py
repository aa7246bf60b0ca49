"""A child's pathways, one pathway with all that was decided in it, and the acts upon it."""

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from cairn.audit.choices import Permission
from cairn.children.queries import is_standing
from cairn.drafts.marking import keeps_drafts
from cairn.foundation import clock, wording
from cairn.foundation.refusals import Overtaken, Refused, refuse_if
from cairn.pathways import actions, queries, rules
from cairn.pathways.choices import Act, State
from cairn.pathways.forms import (
    AnswerForm,
    CloseForm,
    LevelForm,
    OfferForm,
    PathwayForm,
    ReopenForm,
    ReviewForm,
    WorkerForm,
)
from cairn.pathways.models import Pathway
from cairn.pathways.rules.growing_up import turning_18
from cairn.pathways.views import beside
from cairn.pathways.views.beside import Beside
from cairn.pathways.views.shown import child_page
from cairn.plans import queries as plans

# The act, the page that does it, and what its link says.
LINKS = (
    (Act.SET_LEVEL, "pathways:level", "Set the level"),
    (Act.REVIEW, "pathways:review", "Record a review"),
    (Act.WORKER, "pathways:worker", "Say whether a worker is needed"),
    (Act.OFFER, "pathways:offer", "Ask another council to take it"),
    (Act.ACCEPT, "pathways:answer", "Answer whether the council takes it"),
    (Act.WITHDRAW, "pathways:withdraw", "Take the question back"),
    (Act.CLOSE, "pathways:close", "End the pathway"),
    (Act.REOPEN, "pathways:reopen", "Reopen the pathway"),
)


@require_safe
def child_pathways(request: Any, reference: str) -> HttpResponse:
    by = request.actor
    child, rows = actions.read_child_pathways(by=by, reference=reference)
    contacts = queries.contacts(by=by).filter(child=child).order_by("-received_at", "-id")
    return child_page(
        request, "child", child, contacts=contacts,
        rows=list(zip(rows, queries.standings(by=by, pathways=rows), strict=True)),
    )  # fmt: skip


@require_safe
def pathway(request: Any, reference: str) -> HttpResponse:
    row = actions.read_pathway(by=request.actor, reference=reference)
    standing = queries.standing(by=request.actor, pathway=row)
    return _page(request, row, "pathway", **beside.of_pathway(request, row, standing))


@keeps_drafts
def level(request: Any, reference: str) -> HttpResponse:
    return _act(request, reference, Act.SET_LEVEL, LevelForm, actions.set_level, "Set the level",
                "The level is set.", "level", beside.of_level)  # fmt: skip


@keeps_drafts
def review(request: Any, reference: str) -> HttpResponse:
    return _act(request, reference, Act.REVIEW, ReviewForm, actions.record_review,
                "Record a review", "The review is kept.", "act", beside.of_review)  # fmt: skip


@require_safe
def of_child(request: Any, reference: str, *, page: str) -> HttpResponse:
    """From elsewhere to a page of the child's open pathway, with the meeting somebody came from."""
    row = queries.open_pathway(by=request.actor, child=reference)
    if row is None:
        messages.info(request, "There is no open pathway. A contact is screened first.")
        return redirect("pathways:child", reference)
    asked = urlencode({"meeting": request.GET.get("meeting", "")})
    return redirect(f"{reverse(page, args=[row.reference])}?{asked}")


@keeps_drafts
def worker(request: Any, reference: str) -> HttpResponse:
    return _act(request, reference, Act.WORKER, WorkerForm, actions.consider_worker,
                "Say whether a worker is needed", "What you said is kept.")  # fmt: skip


@keeps_drafts
def offer(request: Any, reference: str) -> HttpResponse:
    by = request.actor
    row = queries.pathway_to_change(by=by, reference=reference)
    form_of = partial(OfferForm, councils=queries.other_councils(by=by, pathway=row))
    return _act(request, reference, Act.OFFER, form_of, actions.offer,
                "Ask another council to take it", "The council is asked.")  # fmt: skip


@keeps_drafts
def answer(request: Any, reference: str) -> HttpResponse:
    return _act(request, reference, Act.ACCEPT, AnswerForm, actions.answer,
                "Answer whether the council takes it", "The answer is kept.")  # fmt: skip


def withdraw(request: Any, reference: str) -> HttpResponse:
    return _act(request, reference, Act.WITHDRAW, PathwayForm, actions.withdraw,
                "Take the question back", "The question is taken back.")  # fmt: skip


@keeps_drafts
def close(request: Any, reference: str) -> HttpResponse:
    return _act(request, reference, Act.CLOSE, CloseForm, actions.close, "End the pathway",
                "The pathway has ended. It can be reopened.")  # fmt: skip


@keeps_drafts
def reopen(request: Any, reference: str) -> HttpResponse:
    return _act(request, reference, Act.REOPEN, ReopenForm, actions.reopen, "Reopen the pathway",
                "The pathway is open again.")  # fmt: skip


def _act(
    request: Any, reference: str, act: Act, form_of: Callable[..., Any],
    do: Callable[..., Any], title: str, done: str, template: str = "act",
    stands_beside: Callable[[Any, Pathway], Beside] = lambda request, row: Beside(),
) -> HttpResponse:  # fmt: skip
    """One act upon a pathway. Why it is not possible now stands in place of the form."""
    by = request.actor
    row = queries.pathway_to_change(by=by, reference=reference)
    reason = queries.reason_not_to_change(by=by, pathway=row) or rules.reason_not_to(
        act, now=queries.standing(by=by, pathway=row).state
    )
    if request.method == "POST":  # the refusal gives every word back
        refuse_if(reason)
    more = Beside() if reason else stands_beside(request, row)
    seen = {"version": row.version, **more.seen}
    form_of = partial(form_of, **more.form)
    form = form_of(request.POST or None, initial={**more.initial, **seen})
    overtaken = ""
    if form.is_valid():
        try:
            do(by=by, reference=reference, **getattr(form, "said", form.cleaned_data))
        except Overtaken as refusal:
            overtaken = str(refusal)
            form = form_of({**request.POST.dict(), **seen})
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{done} {_what_is_next(by, row)}".strip())
            return _back(request, row)
    response = _page(
        request, row, template, form=form, title=title, reason=reason, act=act,
        overtaken=overtaken, **more.shown,
    )  # fmt: skip
    response.status_code = 409 if overtaken else 200
    return response


def _what_is_next(by: Any, row: Pathway) -> str:
    """By when, now that something was decided: a level set anew moves the next review."""
    if not queries.is_within_reach(by=by, pathway=row):
        return ""
    row = queries.pathway(by=by, reference=row.reference)
    standing = queries.standing(by=by, pathway=row)
    due = f"{standing.due}: by {wording.day(standing.due_on)}." if standing.due_on else ""
    [lacking] = queries.to_name(by=by, pathways=[row])
    return f"{due} Next, name {lacking.in_words}." if lacking.in_words else due


def _back(request: Any, row: Pathway) -> HttpResponse:
    """To the pathway, or to the list where it is no longer part of the person's work."""
    if queries.is_within_reach(by=request.actor, pathway=row):
        return redirect("pathways:pathway", row.reference)
    return redirect("pathways:tracker")


def _page(request: Any, row: Pathway, template: str, **more: Any) -> HttpResponse:
    by = request.actor
    [line] = queries.tracker_rows(by=by, pathways=[row])
    standing = line.standing
    may = Permission.PATHWAYS_DECIDE in by.permissions and not queries.reason_not_to_change(
        by=by, pathway=row
    )
    is_theirs = queries.is_within_reach(by=by, pathway=row)
    return child_page(
        request, template, row.child, is_theirs=is_theirs,
        asked=queries.offer_waiting(by=by, pathway=row), pathway=row, standing=standing,
        worker=rules.worker(standing.level) if standing.level else "", line=line,
        may_choose=_may_choose(by, row), to_name=queries.to_name(by=by, pathways=[row])[0],
        pathways_before=queries.earlier_pathways(by=by, child=row.child, before=row.opened_at),
        turns_18=turning_18(row.child.born_on, today=clock.today()),
        adult_service=plans.adult_service(by=by, child=row.child.reference),
        story=queries.story(by=by, pathway=row), is_closed=standing.state is State.CLOSED,
        links=[
            (page, text)
            for act, page, text in LINKS
            if may and not rules.reason_not_to(act, now=standing.state)
            if is_theirs or act is Act.ACCEPT  # who is asked to take it answers, and no more
        ],
        **more,
    )  # fmt: skip


def _may_choose(by: Any, row: Pathway) -> bool:
    """Whether the person may say who works with the child."""
    return Permission.CHILDREN_RECORD in by.permissions and is_standing(
        by=by, reference=row.child.reference
    )
