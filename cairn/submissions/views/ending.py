"""Checking the answers, sending them, and the receipt."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from cairn.foundation.views import sent_from
from cairn.submissions import actions, queries, rules, steps
from cairn.submissions.forms import Options
from cairn.submissions.models import Draft
from cairn.submissions.views import holding
from cairn.submissions.views.form import name_of
from cairn.submissions.views.showing import suggestions


@require_GET
def check(request: Any, key: UUID) -> HttpResponse:
    """Everything that was typed, and what is still missing in place of the button."""
    holder = holding.holder_of(request)
    draft = queries.draft(by=request.actor, key=key, holder=holder)
    if draft is None:
        return holding.sign_in_first(request)
    if draft.submission:
        return redirect("submissions:receipt", key=key)
    options = holding.options(request.actor, draft.answers)
    gate = draft.answers.get("gate", {})
    context = {
        "draft": draft,
        "gate": steps.gate_rows(gate),
        "gate_is_complete": rules.is_complete(gate),
        "cards": _cards(draft, options, signed_in=request.actor.is_authenticated),
        "files": queries.attachments(by=request.actor, key=key, holder=holder),
        "desk": holding.desk(request.actor),
    }
    return render(request, "submissions/check.html", context)


def _cards(draft: Draft, options: Options, *, signed_in: bool) -> list[dict[str, Any]]:
    cards = []
    for page in steps.pages(draft.answers, signed_in=signed_in):
        typed = draft.answers.get(page.name, {})
        form = steps.form_of(page, draft.answers, options, check=True)
        cards.append(
            {
                "page": page,
                "name": name_of(page, draft.answers),
                "rows": form.rows(typed),
                "undecided": bool(draft.answers.get(f"{page.name}~")),
                "problems": form.error_list,
                "suggestions": suggestions(page.step.form, typed),
                "read": _read(form),
            }
        )
    return cards


def _read(form: Any) -> Any:
    """How a date in the person's own words was understood, where it was."""
    return getattr(form, "read", None) if form.is_valid() else None


@sent_from("submissions:check", "key")
def send(request: Any, key: UUID) -> HttpResponse:
    """Once, however often it is clicked: the receipt is the same."""
    signed_in = request.actor.is_authenticated

    def compose(answers: dict[str, Any]) -> rules.Composed | None:
        options = holding.options(request.actor, answers)
        return steps.compose(answers, options, signed_in=signed_in)

    holder = holding.holder_of(request)
    receipt = actions.send(by=request.actor, holder=holder, key=key, compose=compose)
    return redirect("submissions:receipt" if receipt else "submissions:check", key=key)


@require_GET
def receipt(request: Any, key: UUID) -> HttpResponse:
    """The reference and the code, for whoever holds the draft that was sent."""
    holder = holding.holder_of(request)
    given = queries.receipt(by=request.actor, key=key, holder=holder)
    if given is None:
        return holding.sign_in_first(request)
    context = {"receipt": given, "desk": holding.desk(request.actor)}
    return render(request, "submissions/receipt.html", context)
