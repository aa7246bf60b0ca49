"""Reading is an act: an episode opened, who is missing looked at, a table taken away."""

from typing import Any

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children.models import Child
from cairn.foundation.paging import Page, page_of
from cairn.missing import queries
from cairn.missing.actions.calling import show
from cairn.missing.choices import Event
from cairn.missing.models import Episode, Report
from cairn.missing.queries import Narrowing


@action(Permission.MISSING_VIEW)
def read_episode(*, by: Any, reference: str) -> Episode:
    episode = queries.episode(by=by, reference=reference)
    trail.record(by=by, event=Event.READ, on=episode)
    return episode


@action(Permission.MISSING_VIEW)
def read_report(*, by: Any, reference: str) -> Report:
    report = queries.report(by=by, reference=reference)
    trail.record(by=by, event=Event.READ, on=report)
    show(by=by, report=report)
    return report


@action(Permission.MISSING_VIEW)
def list_missing(*, by: Any, after: str = "") -> Page:
    """A page of who is missing now, the longest first."""
    page = page_of(queries.still_missing(by=by), keys=queries.LONGEST_FIRST, after=after)
    return _listed(by, page)


@action(Permission.MISSING_VIEW)
def list_episodes(*, by: Any, asked: Narrowing, after: str = "") -> Page:
    """A page of the episodes within reach, the latest first."""
    rows = queries.episodes(by=by, asked=asked)
    return _listed(by, page_of(rows, keys=queries.LATEST_FIRST, after=after))


@action(Permission.MISSING_VIEW)
def list_of_child(*, by: Any, child: Child, after: str = "") -> Page:
    """A page of the episodes of a child found within reach, the latest first."""
    rows = queries.of_child(by=by, child=child)
    return _listed(by, page_of(rows, keys=queries.LATEST_FIRST, after=after), of=child)


def _listed(by: Any, page: Page, of: Child | None = None) -> Page:
    trail.record(by=by, event=Event.LISTED, on=of or by, found=len(page.rows), first=page.is_first)
    return page


@action(Permission.MISSING_VIEW)
def export_episodes(*, by: Any, asked: Narrowing) -> list[Episode]:
    """Every episode within reach as the list is filtered, for a spreadsheet."""
    found = list(queries.episodes(by=by, asked=asked).order_by(*queries.LATEST_FIRST))
    trail.record(by=by, event=Event.EXPORTED, on=by, rows=len(found))
    return found
