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
from cairn.plans.sections import COPIES, SECTIONS

# What a page says in place of a plan that nobody has written yet, and above the form.
NOT_YET = {
    Kind.SAFETY: "There is no safety plan yet. It is written with the child: what they say, how they"
    " signal that something is wrong, and who does what.",
    Kind.RESPONSE: "There is no response plan yet. The carer keeps it: who does what if the child goes"
    " missing, where they may be, and what helps to find them.",
    Kind.TRANSITION: "There is no transition plan yet. It names the adult service for a young person"
    " towards 18, and who stays with them.",
}
ABOVE_COPIES = (
    "Leave empty what is not known yet. Below each question it says on whose copy the answer"
    " stands."
)
HOW_TO_WRITE = {
    Kind.SAFETY: f"Write it together, in words the child would use. {ABOVE_COPIES}",
    Kind.RESPONSE: "Write it with the carer, in quiet times. It is theirs: they hand it to the police when"
    " they report the child missing, and not before. Leave empty what is not known yet. All of it stands"
    " on the sheet to print.",
    Kind.TRANSITION: f"Write it together, in words the young person would use. {ABOVE_COPIES}",
}


def page(
    request: Any, template: str, child: Child, kind: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """One page about a plan, within the child's record."""
    shown = record_context(request, child, section="plan")
    may_write = Permission.PLANS_WRITE in request.actor.permissions
    reason = shown["reason_not_to_change"]
    context = {
        **shown, "kind": Kind(kind), "kinds": list(Kind), "not_yet": NOT_YET[Kind(kind)],
        "how_to_write": HOW_TO_WRITE[Kind(kind)],
        "copies": [(one.value, words) for one, words in COPIES[kind].items()],
        "may_write": may_write and not reason,
        "reason_not_to_write": reason if may_write else None, **context,
    }  # fmt: skip
    return render(request, f"plans/{template}.html", context, status=status)


def read(version: PlanVersion | None) -> dict[str, Any]:
    """What a version says, in its order: what stands before its contexts, they, and the rest.

    `empty` names the contexts that say nothing yet.
    """
    found: dict[str, Any] = {"before": [], "contexts": [], "after": [], "empty": []}
    if version is None:
        return found
    place = "before"
    for section in SECTIONS[version.kind]:
        rows = [(one.label, rules.shown(one, version.content)) for one in section.asked]
        rows = [row for row in rows if row[1]]
        if section.is_context:
            place = "after"
            if not rows:
                found["empty"].append(section.title)
        if rows:
            found["contexts" if section.is_context else place].append((section, rows))
    return found
