"""Contacts within reach, and by when each is to be screened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from cairn.agencies.queries import standard
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.children.models import Child
from cairn.foundation import clock
from cairn.foundation.references import as_typed
from cairn.foundation.refusals import find
from cairn.pathways import permissions, repeating
from cairn.pathways.models import Contact
from cairn.pathways.rules import due
from cairn.submissions.queries import for_triage

OLDEST_FIRST = ("received_at", "id")
LATEST_FIRST = ("-received_at", "-id")


@dataclass(frozen=True)
class Narrowing:
    """What a reader asked of the contacts. Empty: all within reach."""

    outcome: str = ""
    source: str = ""
    council: str = ""
    received_from: date | None = None
    received_to: date | None = None


EVERYTHING = Narrowing()


@query(Permission.PATHWAYS_VIEW)
def contacts(*, by: Any) -> QuerySet[Contact]:
    """Contacts about children within reach."""
    return Contact.objects.filter(permissions.reach(by)).select_related(
        "child__council", "received_by__agency", "screening__by", "screening__pathway"
    )


@query(Permission.PATHWAYS_VIEW)
def to_screen(*, by: Any, asked: Narrowing = EVERYTHING) -> QuerySet[Contact]:
    """Contacts on which nobody has decided yet."""
    return _narrowed(contacts(by=by), asked).filter(screening=None)


@query(Permission.PATHWAYS_VIEW)
def screened(*, by: Any, asked: Narrowing = EVERYTHING) -> QuerySet[Contact]:
    """Contacts on which somebody has decided."""
    rows = _narrowed(contacts(by=by), asked).filter(screening__isnull=False)
    return rows.filter(screening__outcome=asked.outcome) if asked.outcome else rows


def _narrowed(rows: QuerySet[Contact], asked: Narrowing) -> QuerySet[Contact]:
    if asked.source:
        rows = rows.filter(source=asked.source)
    if asked.council:
        rows = rows.filter(child__council__code=asked.council)
    if asked.received_from:
        rows = rows.filter(received_at__gte=clock.instant_of(asked.received_from))
    if asked.received_to:
        rows = rows.filter(received_at__lt=clock.instant_of(asked.received_to + clock.ONE_DAY))
    return rows


@query(Permission.PATHWAYS_VIEW)
def submission_of(*, by: Any, contact: Contact) -> str:
    """The reference of what the desk passed on, for those who may open it there; else ""."""
    if contact.submission_id is None or Permission.SUBMISSIONS_TRIAGE not in by.permissions:
        return ""
    row = for_triage(by=by).filter(pk=contact.submission_id).first()
    return row.reference if row else ""


@query(Permission.PATHWAYS_VIEW)
def said_in(*, by: Any, contacts: Iterable[Contact]) -> list[str]:
    """What each contact that one of these queries gave says, as far as it may be read now."""
    return repeating.said_in(contacts)


@query(Permission.PATHWAYS_VIEW)
def contact(*, by: Any, reference: str) -> Contact:
    return find(contacts(by=by), reference=as_typed(reference))


@query(Permission.PATHWAYS_VIEW)
def earlier_contacts(*, by: Any, child: Child, before: datetime) -> list[Contact]:
    """What was said of the same child before, the latest first."""
    rows = contacts(by=by).filter(child=child, received_at__lt=before)
    return list(rows.order_by(*LATEST_FIRST))


@query(Permission.PATHWAYS_VIEW)
def screening_dues(*, by: Any, contacts: Iterable[Contact]) -> list[date]:
    """The day by whose end each is to be screened."""
    days = standard(by=by, key="screening-working-days")
    return [due.screening_due(one.received_at, working_days=days) for one in contacts]
