"""Looking at contacts, a child's pathways and the county's list: each leaves a trace."""

from typing import Any

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children.models import Child
from cairn.foundation.paging import Page, page_of
from cairn.foundation.refusals import refuse_if
from cairn.pathways import queries
from cairn.pathways.choices import Event
from cairn.pathways.models import Contact, Pathway

MOST_EXPORTED = 5_000


@action(Permission.PATHWAYS_SCREEN)
def list_contacts(*, by: Any, after: str = "") -> Page:
    """A page of the contacts to screen, those that have waited longest first."""
    page = page_of(queries.to_screen(by=by), keys=queries.OLDEST_FIRST, after=after)
    trail.record(by=by, event=Event.CONTACTS_LISTED, on=by, found=len(page.rows))
    return page


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
def list_tracker(*, by: Any, level: str = "", council: str = "", after: str = "") -> Page:
    """A page of the vulnerability tracker: the open pathways within reach, the newest first."""
    rows = queries.tracker(by=by, level=level, council=council)
    page = page_of(rows, keys=queries.NEWEST_FIRST, after=after)
    trail.record(by=by, event=Event.LISTED, on=by, found=len(page.rows))
    return page


@action(Permission.PATHWAYS_VIEW)
def export_tracker(*, by: Any, level: str = "", council: str = "") -> list[Pathway]:
    """The whole list, narrowed as on the page, to take away."""
    rows = queries.tracker(by=by, level=level, council=council)
    found = list(rows.order_by(*queries.NEWEST_FIRST)[: MOST_EXPORTED + 1])
    refuse_if(
        f"The table would have more than {MOST_EXPORTED:,} rows. Narrow the list first."
        if len(found) > MOST_EXPORTED
        else None
    )
    trail.record(by=by, event=Event.EXPORTED, on=by, found=len(found))
    return found
