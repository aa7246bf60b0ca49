"""Reading: the plan as it is now, its versions, two side by side, and the copies to take away."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from cairn.children.models import Child
from cairn.foundation.forms import number
from cairn.foundation.refusals import refuse_if
from cairn.plans import actions, printing, queries, rules
from cairn.plans.choices import Copy, Kind
from cairn.plans.forms import CompareForm
from cairn.plans.models import PlanVersion
from cairn.plans.views.shown import page, read

TITLES = {
    (Kind.SAFETY, Copy.CHILD): "My plan",
    (Kind.SAFETY, Copy.CARERS): "A plan to stay safe",
    (Kind.RESPONSE, Copy.SHEET): "If this child is missing",
    (Kind.TRANSITION, Copy.CHILD): "My plan from 18 on",
    (Kind.TRANSITION, Copy.CARERS): "A plan from 18 on",
}
# The name tells nobody who looks at a list of downloads whose plan it is.
FILES = {
    Copy.CHILD: "my-plan.pdf", Copy.CARERS: "plan-for-carers.pdf", Copy.SHEET: "response-plan.pdf",
}  # fmt: skip
ADVICE = {
    Copy.CHILD: "Read it through together before you hand it over. Cairn puts no name on it, in case it"
    " is found.",
    Copy.CARERS: "Read it through before you hand it over: the carers see every word.",
    Copy.SHEET: "It is the carer’s. They hand it to the police when they report the child missing, and not"
    " before.",
}


@require_safe
def plan(request: Any, reference: str, kind: str = Kind.SAFETY) -> HttpResponse:
    child, found = actions.read_plan(by=request.actor, child=reference, kind=kind)
    return _read_page(request, child, kind, found, latest=found.number if found else 0)


@require_safe
def version(request: Any, reference: str, kind: str, number: int) -> HttpResponse:
    child, found = actions.read_version(by=request.actor, child=reference, kind=kind, number=number)
    return _read_page(request, child, kind, found, latest=found.plan.version)


def _read_page(
    request: Any, child: Child, kind: str, found: PlanVersion | None, *, latest: int
) -> HttpResponse:
    is_current = found is None or found.number == latest
    return page(
        request, "plan", child, kind, version=found, latest=latest, is_current=is_current,
        **read(found),
    )  # fmt: skip


@require_safe
def versions(request: Any, reference: str, kind: str) -> HttpResponse:
    child, rows = actions.list_versions(by=request.actor, child=reference, kind=kind)
    return page(request, "versions", child, kind, rows=rows, form=None)


@require_safe
def compare(request: Any, reference: str, kind: str) -> HttpResponse:
    """Any two versions; unless an address says which, the last two."""
    by = request.actor
    child, found = actions.compare(
        by=by, child=reference, kind=kind, then=_which(request, "then"),
        now=_which(request, "now"),
    )  # fmt: skip
    rows = list(queries.versions(by=by, child=child.reference, kind=kind))
    chosen = {"then": found.then.number, "now": found.now.number}
    form = CompareForm(initial=chosen, versions=rows)
    return page(request, "compare", child, kind, found=found, form=form)


def _which(request: Any, name: str) -> int:
    """0 where nothing is asked for; what cannot be a number is asked for as one that never was."""
    return number(request.GET[name], otherwise=-1) if request.GET.get(name) else 0


@require_safe
def copy(request: Any, reference: str, kind: str, copy: str) -> HttpResponse:
    child, found = actions.print_copy(by=request.actor, child=reference, kind=kind, copy=copy)
    context = _copied(request, child, found, copy)
    return render(request, "plans/copy.html", context | {"can_pdf": printing.is_possible()})


@require_safe
def copy_pdf(request: Any, reference: str, kind: str, copy: str) -> HttpResponse:
    """The same as a file."""
    child, found = actions.download_copy(
        by=request.actor, child=reference, kind=kind, copy=copy
    )  # fmt: skip
    refuse_if(None if printing.is_possible() else printing.IMPOSSIBLE)
    page = render_to_string("plans/copy_pdf.html", _copied(request, child, found, copy), request)
    response = HttpResponse(printing.pdf(page), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{FILES[Copy(copy)]}"'
    return response


def _copied(request: Any, child: Child, found: PlanVersion, copy: str) -> dict[str, Any]:
    """What a copy says. The child's has no name and no reference: it may be left on a bus."""
    is_childs = copy == Copy.CHILD
    return {
        "child": child, "kind": found.kind, "copy": Copy(copy), "is_childs": is_childs,
        "title": TITLES[found.kind, Copy(copy)], "version": found, "advice": ADVICE[Copy(copy)],
        "parts": rules.parts_of_copy(found.kind, copy, found.content),
        "calls": queries.whom_to_call(by=request.actor, child=child),
        "printed_by": "" if is_childs else request.actor.name,
    }  # fmt: skip
