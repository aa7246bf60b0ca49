"""Looking at levels that were set otherwise than prompted, and taking them away."""

from typing import Any

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation.paging import Page, page_of
from cairn.foundation.refusals import refuse_if
from cairn.pathways.choices import Event
from cairn.pathways.diverging import NEWEST_FIRST, divergences
from cairn.pathways.models import LevelSet

MOST_EXPORTED = 5_000


@action(Permission.PATHWAYS_DECIDE)
def list_divergences(*, by: Any, council: str = "", days: int = 0, after: str = "") -> Page:
    """A page of them, the newest first."""
    rows = divergences(by=by, council=council, days=days)
    page = page_of(rows, keys=NEWEST_FIRST, after=after)
    trail.record(by=by, event=Event.DIVERGENCES_LISTED, on=by, found=len(page.rows))
    return page


@action(Permission.PATHWAYS_DECIDE)
def export_divergences(*, by: Any, council: str = "", days: int = 0) -> list[LevelSet]:
    """All of them, narrowed as on the page, to take away."""
    rows = divergences(by=by, council=council, days=days).order_by(*NEWEST_FIRST)
    found = list(rows[: MOST_EXPORTED + 1])
    refuse_if(
        f"The table would have more than {MOST_EXPORTED:,} rows. Narrow the list first."
        if len(found) > MOST_EXPORTED
        else None
    )
    trail.record(by=by, event=Event.DIVERGENCES_EXPORTED, on=by, found=len(found))
    return found
