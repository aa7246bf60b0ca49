"""What several pages of an assessment show: the child's bar, its parts, and its parts' names."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from cairn.assessments import rules
from cairn.assessments.forms import PAGES
from cairn.assessments.models import Assessment
from cairn.audit.choices import Permission
from cairn.children import queries as children
from cairn.children.models import Child
from cairn.children.views.shown import record_context


def page(
    request: Any, template: str, child: Child, *, status: int = 200, **context: Any
) -> HttpResponse:
    """One page within a child's record."""
    shown = record_context(request, child, section="assessments")
    may_assess = Permission.ASSESSMENTS_RECORD in request.actor.permissions
    reason = shown["reason_not_to_change"]
    context = {
        **shown, "may_assess": may_assess and not reason,
        "reason_not_to_assess": reason if may_assess else None, **context,
    }  # fmt: skip
    return render(request, f"assessments/{template}.html", context, status=status)


def page_of(
    request: Any, template: str, row: Assessment, *, status: int = 200, **context: Any
) -> HttpResponse:
    """One page of an assessment."""
    child = children.child(by=request.actor, reference=row.child.reference)
    return page(request, template, child, status=status, assessment=row, **context)


def name_of(row: Assessment, part: str) -> str:
    if part in PAGES:
        return PAGES[part][0]
    return next(one.name for one in row.tool.definition.domains if one.code == part)


def tasks(row: Assessment, missing: tuple[rules.Missing, ...]) -> list[dict[str, Any]]:
    """Each part with how far it is."""
    lacking = {one.part for one in missing}
    found = []
    for part in rules.parts(row.tool.definition):
        state = "Completed" if part not in lacking else "In progress"
        if part in lacking and not row.version_of(part):
            state = "Not started"
        found.append({"part": part, "name": name_of(row, part), "state": state})
    return found
