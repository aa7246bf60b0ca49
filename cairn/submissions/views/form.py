"""The pages of the form: shown, chosen between, removed, listed, thrown away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from cairn.foundation.views import sent_from
from cairn.submissions import actions, queries, steps
from cairn.submissions.rules import Stamp
from cairn.submissions.steps import Page
from cairn.submissions.views import holding
from cairn.submissions.views.keeping import keep_expired, save_and_go_on
from cairn.submissions.views.showing import go, page_or_404, show

SAYS_WHICH = (
    "name",
    "where",
    "plate",
    "number",
    "handle",
)  # fields by which one is told from another


@require_http_methods(["GET", "POST"])
def step(request: Any, key: UUID, step: str, number: int = 0) -> HttpResponse:
    """One page of the form."""
    page = page_or_404(step, number)
    if request.method == "POST":
        return save_and_go_on(request, key, page)
    draft = queries.draft(by=request.actor, key=key, holder=holding.holder_of(request))
    if draft is None:
        return holding.sign_in_first(request)
    if draft.submission:
        return redirect("submissions:receipt", key=key)
    answers = dict(draft.answers)
    stood, kept = answers.get(page.name), answers.get(f"{page.name}~", {})
    shown = max(kept, key=lambda window: kept[window]["number"], default="")
    if kept:  # what this person typed last is in the fields, the rest beside them
        answers[page.name] = kept[shown]["typed"]
    options = holding.options(request.actor, answers)
    form = steps.form_of(page, answers, options, check="check" in request.GET and not kept)
    others = {"": stood or {}} | {w: kept[w]["typed"] for w in kept if w != shown} if kept else {}
    stamp = Stamp(Stamp.read(draft.versions.get(page.name)).number)
    here = form.rows(answers.get(page.name, {}))
    texts = [
        {"window": window, "rows": [row for row in form.rows(typed) if row not in here]}
        for window, typed in others.items()
    ]
    return show(request, key, page, form, answers, stamp=stamp, others=texts)


step.when_form_expired = keep_expired  # type: ignore[attr-defined]  # foundation/views.py asks


@sent_from("submissions:step", "key", "step", "number")
def step_choose(request: Any, key: UUID, step: str, number: int = 0) -> HttpResponse:
    """Of the texts of two windows, keep this one."""
    page = page_or_404(step, number)
    holder = holding.holder_of(request)
    if queries.draft(by=request.actor, key=key, holder=holder):  # else the page asks to sign in
        actions.choose_text(
            by=request.actor, holder=holder, key=key, page=page.name,
            window=request.POST.get("window", ""),
        )  # fmt: skip
    return go(key, page)


@sent_from("submissions:step", "key", "step", "number")
def step_remove(request: Any, key: UUID, step: str, number: int) -> HttpResponse:
    """Take out one child, adult, place or thing. Asks first where something was written."""
    page = page_or_404(step, number)
    if not page.step.another:
        raise Http404
    holder = holding.holder_of(request)
    draft = queries.draft(by=request.actor, key=key, holder=holder)
    if draft is None:
        return holding.sign_in_first(request)
    is_sure = "sure" in request.POST
    if not is_sure and not draft.submission and _is_written(page, draft.answers):
        context = {"draft": draft, "page": page, "name": name_of(page, draft.answers)}
        return render(request, "submissions/take_out.html", context)
    actions.remove_page(by=request.actor, holder=holder, key=key, page=page.name)
    return redirect("submissions:task_list", key=key)


@require_GET
def task_list(request: Any, key: UUID) -> HttpResponse:
    """Every part of the form and how far it is. Always there, never in the way."""
    holder = holding.holder_of(request)
    draft = queries.draft(by=request.actor, key=key, holder=holder)
    if draft is None:
        return holding.sign_in_first(request)
    if draft.submission:
        return redirect("submissions:receipt", key=key)
    options = holding.options(request.actor, draft.answers)
    sections: dict[str, list[dict[str, Any]]] = {name: [] for name in steps.SECTIONS}
    for page in steps.pages(draft.answers, signed_in=request.actor.is_authenticated):
        state = _state(page, draft.answers, options)
        name = name_of(page, draft.answers)
        sections[page.step.section].append({"page": page, "state": state, "name": name})
    files = queries.attachments(by=request.actor, key=key, holder=holder).count()
    context = {"draft": draft, "sections": sections, "files": files}
    return render(request, "submissions/task_list.html", context)


def _is_written(page: Page, answers: dict[str, Any]) -> bool:
    return any(answers.get(page.name, {}).values()) or f"{page.name}~" in answers


def _state(page: Page, answers: dict[str, Any], options: Any) -> str:
    if page.name not in answers:
        return "Not started"
    return "Completed" if steps.is_finished(page, answers, options) else "Look at it again"


def name_of(page: Page, answers: dict[str, Any]) -> str:
    """How a page is listed: by the name typed there, where there may be several."""
    noun = steps.heading_of(page.step)
    if not page.step.another:
        return noun
    said = answers.get(page.name, {})
    typed = next((said[name] for name in SAYS_WHICH if said.get(name)), "")
    return f"{noun}: {typed[:60]}" if typed else noun


@require_http_methods(["GET", "POST"])
def throw_away(request: Any, key: UUID) -> HttpResponse:
    """Asks first; what is thrown away is gone."""
    holder = holding.holder_of(request)
    draft = queries.draft(by=request.actor, key=key, holder=holder)
    if draft is None:
        return holding.sign_in_first(request)
    if request.method == "POST":
        actions.throw_away(by=request.actor, holder=holder, key=key)
        messages.success(request, "It is thrown away.")
        mine = "submissions:mine" if request.actor.is_authenticated else "submissions:gate"
        return redirect(mine)
    if draft.submission:
        return redirect("submissions:receipt", key=key)
    return render(request, "submissions/throw_away.html", {"draft": draft})
