"""The form of an interview where there is no signal: taken along, its empty page, and the key to it."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from cairn.audit.choices import Permission
from cairn.foundation import wording
from cairn.foundation.refusals import Refused
from cairn.foundation.views import sent_from
from cairn.interviews import actions, queries
from cairn.interviews.forms import WriteForm
from cairn.interviews.keys import OPENS_FOR, key_for
from cairn.interviews.models import Interview

WORKER = Path(__file__).parents[1] / "static" / "interviews" / "worker.js"


@sent_from("interviews:write", "reference")
def along(request: Any, reference: str) -> HttpResponse:
    """Somebody takes an interview along: the key, until when it opens, and whom it is about."""
    row = actions.take_along(by=request.actor, reference=reference)
    when = ""
    if row.planned_at:
        when = f"{wording.exact(row.planned_at)}, {row.planned_where}"
    return JsonResponse({**_key(request, row), "child": row.child.name, "when": when})


@require_safe
def key(request: Any, reference: str) -> HttpResponse:
    """The key again, for whoever took it along and is signed in, and what sending needs."""
    row = queries.interview_to_write(by=request.actor, reference=reference)
    return JsonResponse(_key(request, row))


def _key(request: Any, row: Interview) -> dict[str, Any]:
    return {
        "key": key_for(request.actor, row),
        "person": request.actor.mark,
        "seconds": int(OPENS_FOR.total_seconds()),  # the phone has a clock of its own
        "token": get_token(request),
    }


@require_safe
def phone(request: Any) -> HttpResponse:
    """The empty form. It stays on the phone unsealed, so nobody's name stands in it: also not the
    reader's, and no token of theirs.
    """
    if Permission.INTERVIEWS_RECORD not in request.actor.permissions:
        raise Refused("Your role does not allow this.")
    nobody = SimpleNamespace(csp_nonce=request.csp_nonce, method="GET", is_demo=False)
    strands = queries.strands(by=request.actor)
    context = {"request": nobody, "form": WriteForm(versions={}, strands=strands)}
    return HttpResponse(render_to_string("interviews/phone.html", context))


@require_safe
def worker(request: Any) -> HttpResponse:
    """The script that keeps that page at hand. From here, because it may keep pages below its address."""
    return HttpResponse(WORKER.read_text(encoding="utf-8"), content_type="text/javascript")
