"""What repeats, beside a child's episodes; and the answer about a strategy discussion."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from cairn.audit.choices import Permission
from cairn.children import queries as children
from cairn.children.models import Child
from cairn.drafts.marking import keeps_drafts
from cairn.foundation import clock
from cairn.foundation.refusals import Refused
from cairn.missing import actions, picture, queries
from cairn.missing.forms import DiscussedForm
from cairn.missing.models import Episode
from cairn.missing.rules import patterns as rules
from cairn.missing.views.shown import child_page


def patterns_of(by: Any, child: Child, *, episode: Episode | None = None) -> dict[str, Any]:
    """What repeats in a child's last year; of one episode, only who was missing with them then."""
    known = queries.lately(by=by, child=child)
    return {
        "often": queries.often(by=by, child=child),
        "discussions": list(queries.discussions(by=by).filter(child=child)[:5]),
        "may_decide": Permission.MISSING_DECIDE in by.permissions,
        "together": queries.together(by=by, child=child, episode=episode, known=known),
        "habits": queries.habits(by=by, child=child, known=known), "is_of_one": episode is not None,
    }  # fmt: skip


def support_of(by: Any, child: Child) -> dict[str, Any]:
    """Before and since an intervention worker came, as a picture and a table; nothing to compare: {}."""
    begun = queries.days_begun(by=by, child=child)
    support_on = queries.support_began(by=by, child=child)
    today = clock.today()
    beside = rules.beside_support(begun, support_on=support_on, today=today)
    if beside is None or support_on is None:
        return {}
    months = picture.months(begun, support_on=support_on, today=today)
    return {
        "stretches": beside, "support_on": support_on, "months": months,
        "drawn": picture.picture(months, support_on=support_on),
    }  # fmt: skip


@keeps_drafts
def discussion(request: Any, reference: str) -> HttpResponse:
    """Whether a strategy discussion was held, by somebody who decides."""
    by = request.actor
    child = children.child(by=by, reference=reference)
    often = queries.asked_of(by=by, child=child)
    form = DiscussedForm(request.POST or None)
    if form.is_valid():
        try:
            actions.answer_discussion(by=by, child=reference, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Your answer is kept.")
            return redirect("missing:child", child.reference)
    reason = queries.reason_not_to_write_of(by=by, child=child)
    return child_page(request, "discussion", child, form=form, often=often, reason=reason)
