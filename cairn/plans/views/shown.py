"""What several pages of a plan show: the child's bar, which plan it is, and what it says."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from cairn.audit.choices import Permission
from cairn.children.models import Child
from cairn.children.views.shown import record_context
from cairn.plans import rules
from cairn.plans.choices import Kind
from cairn.plans.models import PlanVersion
from cairn.plans.sections import SECTIONS, Section

Read = list[tuple[Section, list[tuple[str, str]]]]  # sections with their labels and texts


def page(
    request: Any, template: str, child: Child, kind: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """One page about a plan, within the child's record."""
    shown = record_context(request, child, section="plan")
    may_write = Permission.PLANS_WRITE in request.actor.permissions
    reason = shown["reason_not_to_change"]
    context = {
        **shown, "kind": Kind(kind), "kinds": list(Kind), "may_write": may_write and not reason,
        "reason_not_to_write": reason if may_write else None, **context,
    }  # fmt: skip
    return render(request, f"plans/{template}.html", context, status=status)


def read(version: PlanVersion | None) -> tuple[Read, Read, list[str]]:
    """What a version says: its sections, its contexts, and the contexts that say nothing yet."""
    sections: Read = []
    contexts: Read = []
    empty: list[str] = []
    if version is None:
        return sections, contexts, empty
    for section in SECTIONS[version.kind]:
        rows = [(one.label, rules.shown(one, version.content)) for one in section.asked]
        rows = [row for row in rows if row[1]]
        if rows:
            (contexts if section.is_context else sections).append((section, rows))
        elif section.is_context:
            empty.append(section.title)
    return sections, contexts, empty
