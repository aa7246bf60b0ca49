"""The gate: three questions before a word is typed, and where else to go."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from cairn.agencies import queries as agencies
from cairn.foundation.views import sent_from
from cairn.submissions import actions, queries, rules
from cairn.submissions.choices import About, Now
from cairn.submissions.forms import GateForm
from cairn.submissions.views import holding


@require_GET
def gate(request: Any) -> HttpResponse:
    """The three questions, and what this person or browser began before."""
    holder = holding.holder_of(request)
    begun = list(queries.drafts(by=request.actor, holder=holder)[:10])
    key = _key(request.GET.get("draft", ""))
    again = next((draft for draft in begun if draft.key == key), None)
    if again:
        form = GateForm(initial=again.answers.get("gate", {}))
        return _page(request, form, again.key, begun=[])
    return _page(request, GateForm(), uuid4(), begun)


@sent_from("submissions:gate")
def gate_answer(request: Any) -> HttpResponse:
    form = GateForm(request.POST)
    key = _key(request.POST.get("key", ""))
    if not form.is_valid():
        return _page(request, form, key, begun=[])
    said = form.cleaned_data
    if said["about"] == About.NO:
        return redirect(f"{reverse('submissions:elsewhere')}?now={said['now']}")
    secret = request.COOKIES.get(holding.COOKIE, "")
    if not 0 < len(secret) <= holding.LONGEST_SECRET:
        secret = holding.new_secret()
    draft = actions.start_draft(
        by=request.actor, holder=holding.digest_of(secret), key=key, gate=said
    )
    first = "call" if rules.must_call(said) else "story"
    response = redirect("submissions:step", key=draft.key, step=first)
    holding.hold(response, secret)
    return response


@require_GET
def elsewhere(request: Any) -> HttpResponse:
    """Where information goes that is not about exploitation."""
    now = request.GET.get("now", "")
    context = {
        "now_said": now if now in Now.values else Now.NONE,
        "destinations": agencies.destinations(by=request.actor),
        **holding.calls(request.actor),
    }
    return render(request, "submissions/elsewhere.html", context)


def _key(text: str) -> UUID:
    """The key that the page was given; a fresh one where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def _page(request: Any, form: GateForm, key: UUID, begun: list) -> HttpResponse:
    context = {
        "form": form,
        "key": key,
        "begun": begun,
        "desk": holding.desk(request.actor),
        **holding.calls(request.actor),
    }
    return render(request, "submissions/gate.html", context)
