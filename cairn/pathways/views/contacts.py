"""Contacts: recording one about a child, the list to screen, and the decision on each."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cairn.audit.choices import Permission
from cairn.children import queries as children
from cairn.foundation import clock
from cairn.foundation.refusals import Refused
from cairn.pathways import actions, queries
from cairn.pathways.forms import ContactForm, ScreenForm
from cairn.pathways.views.shown import child_page


@require_safe
def contacts(request: Any) -> HttpResponse:
    by = request.actor
    page = actions.list_contacts(by=by, after=request.GET.get("after", ""))
    today = clock.today()
    dues = queries.screening_dues(by=by, contacts=page.rows)
    rows = [(one, due, due < today) for one, due in zip(page.rows, dues, strict=True)]
    return render(request, "pathways/contacts.html", {"page": page, "rows": rows})


def add_contact(request: Any, reference: str) -> HttpResponse:
    """About a child whose record is open to the person."""
    by = request.actor
    child = children.child(by=by, reference=reference)
    form = ContactForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.record_contact(by=by, child=reference, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, f"The contact is kept as {made.reference}. It waits to be screened."
            )
            return redirect("pathways:child", child.reference)
    return child_page(request, "add_contact", child, form=form)


def contact(request: Any, reference: str) -> HttpResponse:
    """One contact, and for the CERAR manager the decision on it."""
    by = request.actor
    row = actions.read_contact(by=by, reference=reference)
    form = None
    if Permission.PATHWAYS_SCREEN in by.permissions and not hasattr(row, "screening"):
        form = ScreenForm(request.POST or None)
        if form.is_valid():
            try:
                made = actions.screen(by=by, reference=reference, **form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, "Decided.")
                if made.pathway:
                    return redirect("pathways:pathway", made.pathway.reference)
                return redirect("pathways:contacts")
    due = queries.screening_due(by=by, contact=row)
    return child_page(
        request, "contact", row.child, contact=row, form=form,
        due=due, is_late=due < clock.today(),
    )  # fmt: skip
