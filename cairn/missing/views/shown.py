"""What several pages of missing children show."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render

from cairn.children.models import Child
from cairn.children.views.shown import record_context
from cairn.missing import queries
from cairn.missing.models import Episode


def child_page(request: Any, template: str, child: Child, **context: Any) -> HttpResponse:
    status = context.pop("status", 200)
    shown = record_context(request, child, section="missing")
    return render(request, f"missing/{template}.html", {**shown, **context}, status=status)


def interview_by(by: Any, episode: Episode) -> datetime | None:
    """Until when the return interview is to be held, where the child came back."""
    return queries.interview_due(by=by, episode=episode)


def kept_of(form: Any) -> str:
    """What was asked of a list, as part of an address."""
    return urlencode({name: form[name].value() for name in form.narrowed})
