"""The two addresses of what is typed and not sent: to keep it, and to remove it. None gives it back."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from cairn.drafts import actions, rules
from cairn.drafts.marking import is_marked
from cairn.drafts.rules import Sent
from cairn.foundation import wording
from cairn.foundation.refusals import Refused

NOT_OURS = "Only the forms of some pages are kept as they are written."


@require_POST
def keep(request: Any) -> HttpResponse:
    """A form is kept as somebody writes it. Answers with a few words for them."""
    sent = _sent(request)
    try:
        kept = actions.keep(by=request.actor, sent=sent, size=len(request.body))
    except Refused as refusal:
        return JsonResponse({"words": f"Not kept: {refusal}", "is_kept": False})
    return JsonResponse({"words": f"Kept at {wording.clock_time(kept.kept_at)}", "is_kept": True})


@require_POST
def remove(request: Any) -> HttpResponse:
    sent = _sent(request)
    actions.remove(by=request.actor, page=sent.page, form=sent.form)
    return JsonResponse({"words": "", "is_kept": False})


def _sent(request: Any) -> Sent:
    sent = rules.read(request.body)
    if sent is None or not is_marked(sent.page):
        raise Refused(NOT_OURS)
    return sent
