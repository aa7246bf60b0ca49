"""Contacts: recording one about a child, the lists of them, and the decision on each."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cairn.audit.choices import Permission
from cairn.children import queries as children
from cairn.children.rules import reason_not_to_change
from cairn.drafts.marking import keeps_drafts
from cairn.foundation import clock
from cairn.foundation.refusals import Refused, refuse_if
from cairn.foundation.spreadsheets import download, workbook
from cairn.pathways import actions, queries
from cairn.pathways.forms import ContactForm, ContactsForm, ScreenForm
from cairn.pathways.queries import Narrowing
from cairn.pathways.rules.due import is_late
from cairn.pathways.views.shown import child_page

COLUMNS = (
    "Contact", "Child", "Name", "Area", "From", "Who", "Received", "Recorded by", "Screen by",
    "Screened", "By", "What became of it", "In time", "Pathway",
)  # fmt: skip


@require_safe
def contacts(request: Any) -> HttpResponse:
    """Contacts to screen, or those screened and what became of each."""
    by = request.actor
    form, is_screened = _asked(request)
    page = actions.list_contacts(
        by=by, is_screened=is_screened, asked=Narrowing(**form.narrowed),
        after=request.GET.get("after", ""),
    )  # fmt: skip
    tab = "tab=screened" if is_screened else ""
    context = {
        "page": page, "rows": _rows(by, page.rows), "filters": form, "is_screened": is_screened,
        "is_narrowed": bool(form.narrowed), "kept": "&".join(filter(None, [tab, form.kept])),
        "tab": tab,
    }  # fmt: skip
    return render(request, "pathways/contacts.html", context)


@require_safe
def contacts_spreadsheet(request: Any) -> HttpResponse:
    form, is_screened = _asked(request)
    found = actions.export_contacts(
        by=request.actor, is_screened=is_screened, asked=Narrowing(**form.narrowed)
    )
    rows = [_cells(*row) for row in _rows(request.actor, found)]
    return download("contacts", workbook(COLUMNS, rows, title="Contacts"))


def _asked(request: Any) -> tuple[ContactsForm, bool]:
    form = ContactsForm(request.GET, councils=request.actor.councils)
    is_screened = request.GET.get("tab") == "screened"
    if not is_screened:
        del form.fields["outcome"]
    return form, is_screened


def _rows(by: Any, found: list[Any]) -> list[tuple[Any, date, bool]]:
    """Each with the day by whose end it is to be screened, and whether that was, or is, missed."""
    today = clock.today()
    dues = queries.screening_dues(by=by, contacts=found)
    return [
        (one, due, is_late(due, screened_at=_screened_at(one), today=today))
        for one, due in zip(found, dues, strict=True)
    ]


def _screened_at(contact: Any) -> datetime | None:
    return contact.screening.at if hasattr(contact, "screening") else None


def _cells(contact: Any, due: date, is_late: bool) -> tuple[Any, ...]:
    done = contact.screening if hasattr(contact, "screening") else None
    return (
        contact.reference, contact.child.reference, contact.child.name,
        contact.child.council.name, contact.get_source_display(), contact.who,
        contact.received_at, contact.received_by.name, due, done and done.at,
        done and done.by.name, done and done.get_outcome_display(), "No" if is_late else "Yes",
        done and done.pathway and done.pathway.reference,
    )  # fmt: skip


@keeps_drafts
def add_contact(request: Any, reference: str) -> HttpResponse:
    """About a child whose record is open to the person."""
    by = request.actor
    child = children.child(by=by, reference=reference)
    if request.method == "POST":  # the refusal gives every word back
        refuse_if(reason_not_to_change(is_standing=child.is_standing))
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


@keeps_drafts
def contact(request: Any, reference: str) -> HttpResponse:
    """One contact, and for the CERAR manager the decision on it."""
    by = request.actor
    row = actions.read_contact(by=by, reference=reference)
    form, reason = None, _reason_not_to_screen(by, row)
    if request.method == "POST" and Permission.PATHWAYS_SCREEN in by.permissions:
        refuse_if(reason)  # which gives every word back
    if not reason:
        has_open = queries.open_pathway(by=by, child=row.child.reference) is not None
        form = ScreenForm(request.POST or None, has_open_pathway=has_open)
        if form.is_valid():
            try:
                made = actions.screen(by=by, reference=reference, **form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                outcome = made.get_outcome_display()
                messages.success(request, f"{row.child.name}: {outcome}.")
                if made.pathway:
                    return redirect("pathways:pathway", made.pathway.reference)
                return redirect("pathways:contacts")
    [(_, due, is_late)] = _rows(by, [row])
    [said] = queries.said_in(by=by, contacts=[row])
    return child_page(
        request, "contact", row.child, contact=row, said=said, form=form, due=due, is_late=is_late,
        submission=queries.submission_of(by=by, contact=row),
        contacts_before=queries.earlier_contacts(by=by, child=row.child, before=row.received_at),
        pathways_before=queries.earlier_pathways(by=by, child=row.child, before=row.received_at),
    )  # fmt: skip


def _reason_not_to_screen(by: Any, contact: Any) -> str | None:
    if Permission.PATHWAYS_SCREEN not in by.permissions:
        return "The CERAR manager screens contacts."
    if hasattr(contact, "screening"):
        return "This contact has been screened already."
    is_standing = children.is_standing(by=by, reference=contact.child.reference)
    return reason_not_to_change(is_standing=is_standing)
