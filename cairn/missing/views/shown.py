"""What several pages of missing children show."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from cairn.audit.choices import Permission
from cairn.children.models import Child
from cairn.children.views.shown import address_of, record_context
from cairn.missing import queries
from cairn.missing.models import Episode
from cairn.plans import actions as plan_actions
from cairn.plans import queries as plans
from cairn.plans.choices import Kind
from cairn.plans.rules import first_steps


def child_page(request: Any, template: str, child: Child, **context: Any) -> HttpResponse:
    status = context.pop("status", 200)
    shown = record_context(request, child, section="missing")
    return render(request, f"missing/{template}.html", {**shown, **context}, status=status)


def response_of(by: Any, child: Child, *, is_needed: bool) -> dict[str, Any]:
    """The child's response plan at hand. Where it is needed now it is read here, and leaves its trace."""
    if is_needed:
        _, found = plan_actions.read_plan(by=by, child=child.reference, kind=Kind.RESPONSE)
    else:
        found = plans.current(by=by, child=child.reference, kind=Kind.RESPONSE)
    return {
        "response": found, "steps": first_steps(found.content) if found and is_needed else [],
        "may_write_plan": Permission.PLANS_WRITE in by.permissions,
    }  # fmt: skip


def interview_page(by: Any, episode: Episode) -> str:
    """Where the interview about an episode is read, for those who may; that chapter comes later."""
    if Permission.INTERVIEWS_VIEW not in by.permissions:
        return ""
    return address_of("interviews:of_episode", episode.reference)


def interviews_page(by: Any, child: Child) -> str:
    if Permission.INTERVIEWS_VIEW not in by.permissions:
        return ""
    return address_of("interviews:child", child.reference)


def with_interviews(
    by: Any, episodes: Sequence[Episode]
) -> list[tuple[Episode, datetime | None, Any]]:
    """Each episode with the end of its 72 hours, and how far its interview is, if there is one."""
    dues = queries.interviews_due(by=by, episodes=episodes)
    so_far = queries.interviews_so_far(by=by, episodes=episodes)
    return [(one, due, so_far.get(one.pk)) for one, due in zip(episodes, dues, strict=True)]
