"""Looking at contacts, a child's pathways and the county's lists: each leaves a trace."""

from typing import Any

from django.db.models import QuerySet

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children.models import Child
from cairn.foundation.paging import Page, page_of
from cairn.foundation.refusals import refuse_if
from cairn.pathways import diverging, queries
from cairn.pathways.choices import Event
from cairn.pathways.models import Contact, LevelSet, Pathway
from cairn.pathways.queries import Narrowing
from cairn.pathways.queries.contacts import EVERYTHING
from cairn.pathways.tracking import EVERYTHING as EVERY_PATHWAY
from cairn.pathways.tracking import Asked

MOST_EXPORTED = 5_000


@action(Permission.PATHWAYS_VIEW)
def list_contacts(
    *, by: Any, is_screened: bool = False, asked: Narrowing = EVERYTHING, after: str = ""
) -> Page:
    """A page of the contacts to screen, those that have waited longest first; or of those screened,
    the latest first.
    """
    rows, keys = _contacts(by, is_screened, asked)
    page = page_of(rows, keys=keys, after=after)
    trail.record(by=by, event=Event.CONTACTS_LISTED, on=by, found=len(page.rows))
    return page


@action(Permission.PATHWAYS_VIEW)
def export_contacts(
    *, by: Any, is_screened: bool = False, asked: Narrowing = EVERYTHING
) -> list[Contact]:
    """The whole list, narrowed as on the page, to take away."""
    rows, keys = _contacts(by, is_screened, asked)
    return _taken_away(rows.order_by(*keys), by=by, event=Event.CONTACTS_EXPORTED)


def _contacts(
    by: Any, is_screened: bool, asked: Narrowing
) -> tuple[QuerySet[Contact], tuple[str, ...]]:
    if is_screened:
        return queries.screened(by=by, asked=asked), queries.LATEST_FIRST
    return queries.to_screen(by=by, asked=asked), queries.OLDEST_FIRST


@action(Permission.PATHWAYS_VIEW)
def read_contact(*, by: Any, reference: str) -> Contact:
    row = queries.contact(by=by, reference=reference)
    trail.record(by=by, event=Event.CONTACT_READ, on=row)
    return row


@action(Permission.PATHWAYS_VIEW)
def read_pathway(*, by: Any, reference: str) -> Pathway:
    row = queries.pathway(by=by, reference=reference)
    trail.record(by=by, event=Event.READ, on=row)
    return row


@action(Permission.PATHWAYS_VIEW)
def read_child_pathways(*, by: Any, reference: str) -> tuple[Child, list[Pathway]]:
    """A child within reach, and the pathways they have and had."""
    child, rows = queries.pathways_of_child(by=by, reference=reference)
    trail.record(by=by, event=Event.READ, on=child, pathways=[row.reference for row in rows])
    return child, rows


@action(Permission.PATHWAYS_VIEW)
def list_tracker(*, by: Any, asked: Asked = EVERY_PATHWAY, after: str = "") -> Page:
    """A page of the vulnerability tracker: the open pathways within reach that were asked for."""
    page = page_of(queries.tracker(by=by, asked=asked), keys=asked.keys, after=after)
    trail.record(by=by, event=Event.LISTED, on=by, found=len(page.rows))
    return page


@action(Permission.PATHWAYS_VIEW)
def export_tracker(*, by: Any, asked: Asked = EVERY_PATHWAY) -> list[Pathway]:
    """The whole list, narrowed as on the page, to take away."""
    rows = queries.tracker(by=by, asked=asked).order_by(*asked.keys)
    return _taken_away(rows, by=by, event=Event.EXPORTED)


@action(Permission.PATHWAYS_DECIDE)
def list_divergences(*, by: Any, council: str = "", days: int = 0, after: str = "") -> Page:
    """A page of the levels set otherwise than prompted, the newest first."""
    rows = diverging.divergences(by=by, council=council, days=days)
    page = page_of(rows, keys=diverging.NEWEST_FIRST, after=after)
    trail.record(by=by, event=Event.DIVERGENCES_LISTED, on=by, found=len(page.rows))
    return page


@action(Permission.PATHWAYS_DECIDE)
def export_divergences(*, by: Any, council: str = "", days: int = 0) -> list[LevelSet]:
    """All of them, narrowed as on the page, to take away."""
    rows = diverging.divergences(by=by, council=council, days=days).order_by(
        *diverging.NEWEST_FIRST
    )
    return _taken_away(rows, by=by, event=Event.DIVERGENCES_EXPORTED)


def _taken_away(rows: QuerySet[Any], *, by: Any, event: Event) -> list[Any]:
    """All of a list, for a table; refused where that would be too long."""
    found = list(rows[: MOST_EXPORTED + 1])
    refuse_if(
        f"The table would have more than {MOST_EXPORTED:,} rows. Narrow the list first."
        if len(found) > MOST_EXPORTED
        else None
    )
    trail.record(by=by, event=event, on=by, found=len(found))
    return found
