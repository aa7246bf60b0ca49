"""How one page of the form is shown, and which page comes before and after it."""

import secrets
from typing import Any
from uuid import UUID

from django.forms import Textarea
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from cairn.foundation import language
from cairn.submissions import rules, steps
from cairn.submissions.forms import PageForm
from cairn.submissions.rules import Stamp
from cairn.submissions.steps import Page
from cairn.submissions.views import holding

SHOWN_SUGGESTIONS = 8


def show(
    request: Any, key: UUID, page: Page, form: PageForm, answers: dict[str, Any], *,
    stamp: Stamp, others: list[dict[str, Any]] | None = None,
) -> HttpResponse:  # fmt: skip
    """The page. `others` are texts of other windows among which the person has to choose."""
    kind = page.step.name
    how_many = len(rules.numbers_of(kind, answers))
    context = {
        "form": form,
        "key": key,
        "page": page,
        "others": others or [],
        "now_said": answers.get("gate", {}).get("now", ""),
        "version": stamp.number,
        "window": stamp.window or secrets.token_urlsafe(9),
        "back": _before(page, answers, request.actor),
        "suggestions": suggestions(page.step.form, answers.get(page.name, {})),
        "may_add": how_many < rules.MOST_OF_A_KIND,
        "how_many": how_many,
    }
    if kind == "call":
        context |= holding.calls(request.actor)
    return render(request, "submissions/step.html", context)


def page_or_404(step: str, number: int) -> Page:
    page = steps.page(step, number)
    if page is None:
        raise Http404
    return page


def go(key: UUID, page: Page | None) -> HttpResponse:
    """On to this page, or to checking the answers where there is none."""
    if page is None:
        return redirect("submissions:check", key=key)
    at: dict[str, Any] = {"key": key, "step": page.step.name}
    if page.number:
        at["number"] = page.number
    return redirect("submissions:step", **at)


def after(page: Page, answers: dict[str, Any], by: Any) -> Page | None:
    """The next page, or None where the answers are checked."""
    walk = steps.pages(answers, signed_in=by.is_authenticated)
    names = [one.name for one in walk]
    at = names.index(page.name) if page.name in names else len(names)
    return walk[at + 1] if at + 1 < len(walk) else None


def _before(page: Page, answers: dict[str, Any], by: Any) -> Page | None:
    """The page before, or None for the gate."""
    begun = answers if page.name in answers else answers | {page.name: {}}
    walk = steps.pages(begun, signed_in=by.is_authenticated)
    names = [one.name for one in walk]
    at = names.index(page.name) if page.name in names else 0
    return walk[at - 1] if at else None


def suggestions(form: type[PageForm], typed: dict[str, Any]) -> list[dict[str, str]]:
    """Better words for what was written at length, for the writer's eyes only."""
    found: dict[str, dict[str, str]] = {}
    for name, field in form.base_fields.items():
        if isinstance(field.widget, Textarea):
            for one in language.suggestions(typed.get(name, "")):
                said = {"found": one.found, "say": one.say, "why": one.why}
                found.setdefault(one.found.casefold(), said)
    return list(found.values())[:SHOWN_SUGGESTIONS]
