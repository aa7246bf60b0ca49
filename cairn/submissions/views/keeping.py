"""How the words of a page are kept: on each post, by themselves, and when a page was open too long."""

import contextlib
import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from cairn.foundation import clock, wording
from cairn.foundation.views import form_expired
from cairn.submissions import actions, rules, steps
from cairn.submissions.rules import Stamp, Verdict
from cairn.submissions.steps import Page
from cairn.submissions.views import holding
from cairn.submissions.views.showing import after, go, page_or_404, show, suggestions

LONGEST_NAME = 32  # of a window
WHY_NOT_KEPT = {
    Verdict.SENT: (
        "This was sent before, so it cannot be changed. What you have just written is below: copy "
        "it, and add it with your reference and code."
    ),
    Verdict.NOWHERE: (
        "We could not find what this belongs to. It may have been thrown away, or this browser may "
        "have forgotten it. What you have just written is below: copy it before you go on."
    ),
    Verdict.TOO_MANY: (
        f"You can add up to {rules.MOST_OF_A_KIND} of a kind. What you have just written is below: "
        "copy it, and put it into what happened."
    ),
    Verdict.TOO_LONG: (
        "This is more than we can keep here. What you have just written is below: copy it into a "
        "document, and add that as a file."
    ),
}
SHORTLY = {
    Verdict.SENT: "Not saved: this was sent before. Copy what you have written.",
    Verdict.NOWHERE: "Not saved: this is no longer here. Copy what you have written.",
    Verdict.TOO_MANY: "Not saved: there are too many. Copy what you have written.",
    Verdict.TOO_LONG: "Not saved: it is too long. Copy what you have written into a document.",
    Verdict.KEEP_BOTH: (
        "Saved beside what you wrote in another window. You can choose when you continue."
    ),
}
OPEN_TOO_LONG = (
    "This page had been open for a long time. What you wrote is kept. Check it and carry on."
)


def save_and_go_on(request: Any, key: UUID, page: Page) -> HttpResponse:
    """Keep what was typed, then say what is wrong with it or go on."""
    saved, _typed = _save(request, key, page)
    if saved.verdict in WHY_NOT_KEPT:
        status = 404 if saved.verdict is Verdict.NOWHERE else 200
        return holding.words_kept(request, WHY_NOT_KEPT[saved.verdict], status=status)
    if f"{page.name}~" in saved.answers:  # two windows disagree: the person has to choose
        return go(key, page)
    then = request.POST.get("then", "")
    if then == "tasks":
        return redirect("submissions:task_list", key=key)
    answers = saved.answers
    form = steps.form_of(page, answers, holding.options(request.actor, answers), check=True)
    if not form.is_valid():
        stamp = Stamp(saved.number, _stamp(request).window)
        return show(request, key, page, form, answers, stamp=stamp)
    if then == "another" and page.step.another:
        number = steps.next_number(page.step.name, saved.versions)
        return redirect("submissions:step", key=key, step=page.step.name, number=number)
    return go(key, after(page, answers, request.actor))


@require_POST
def step_save(request: Any, key: UUID, step: str, number: int = 0) -> HttpResponse:
    """A page saves itself while it is written. Tells its new number, and words for the person."""
    page = page_or_404(step, number)
    saved, typed = _save(request, key, page, by_itself=True)
    said = {
        "version": saved.number,
        "words": SHORTLY.get(saved.verdict, f"Saved at {wording.clock_time(clock.now())}."),
        "suggestions": suggestions(page.step.form, typed),
    }
    return JsonResponse(said)


def _save(
    request: Any, key: UUID, page: Page, *, by_itself: bool = False
) -> tuple[actions.Saved, dict[str, Any]]:
    typed = page.step.form.typed_in(request.POST)
    saved = actions.save_page(
        by=request.actor,
        holder=holding.holder_of(request),
        key=key,
        page=page.name,
        typed=typed,
        sent=_stamp(request),
        by_itself=by_itself,
    )
    return saved, typed


def _stamp(request: Any) -> Stamp:
    """What the window says of itself. Nonsense reads as a window that has seen nothing."""
    numbers = {"version": 0, "order": 0}
    for name in numbers:
        with contextlib.suppress(ValueError):
            numbers[name] = max(0, int(request.POST.get(name, "")[:9]))
    window = rules.storable(request.POST.get("window", ""))[:LONGEST_NAME]
    return Stamp(numbers["version"], window or secrets.token_urlsafe(9), numbers["order"])


# --- when a page was open too long ----------------------------------------------------------------


def keep_expired(request: Any, key: UUID, step: str, number: int = 0) -> HttpResponse:
    """A form whose anti-forgery token had gone stale: keep its words, and show them again.

    Safe, because it only saves words into a draft and does nothing else with them; because the
    draft's secret is in a SameSite cookie, which a browser does not send with another site's form;
    and because the browser must say that the form came from a page of ours (Origin). Whoever cannot
    show both gets the ordinary refusal. Sending, removing and choosing have no such second way.
    """
    page = steps.page(step, number)
    if page is None or not holding.is_from_here(request):
        return form_expired(request)
    saved, _typed = _save(request, key, page)
    if saved.verdict in WHY_NOT_KEPT:
        return holding.words_kept(request, WHY_NOT_KEPT[saved.verdict], status=403)
    messages.info(request, OPEN_TOO_LONG)
    return go(key, page)


def keep_expired_by_itself(request: Any, key: UUID, step: str, number: int = 0) -> HttpResponse:
    """The same for a page that saves itself."""
    if not holding.is_from_here(request):
        return form_expired(request)
    return step_save(request, key, step, number)


step_save.when_form_expired = keep_expired_by_itself  # type: ignore[attr-defined]  # foundation asks
