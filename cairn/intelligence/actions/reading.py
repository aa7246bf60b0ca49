"""Reading intelligence is an act: the desk, lists, tables, one strand and its source leave a trace."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children.actions import find_children
from cairn.children.models import Child
from cairn.foundation import clock
from cairn.foundation.paging import Page, page_of
from cairn.foundation.refusals import find
from cairn.intelligence import queries
from cairn.intelligence.choices import Event
from cairn.intelligence.models import LastLook, Source, Strand, StrandVersion
from cairn.intelligence.offers import Candidate, Desk, candidate
from cairn.intelligence.queries import EVERYTHING, Narrowing
from cairn.networks.actions import find_adults, find_places, find_things

# Somebody who comes back within this time is still reading: what was new to them stays new.
A_SITTING = timedelta(minutes=30)
MOST_ROWS_OF_A_TABLE = 5_000


@dataclass(frozen=True)
class ChildStrands:
    """One page of the strands that name a child, and since when they are new to this reader."""

    child: Child
    page: Page
    new_since: datetime | None  # None: they look for the first time

    def is_new(self, strand: Strand) -> bool:
        return self.new_since is not None and strand.changed_at > self.new_since


@action(Permission.INTELLIGENCE_GRADE)
def open_desk(*, by: Any, submission: str = "") -> Desk:
    """Open what was sent, to make a strand of it, with the records it may be about."""
    desk = queries.desk(by=by, submission=submission)
    if desk.submission:
        trail.record(by=by, event=Event.DESK_OPENED, on=desk.submission)
    return desk


@action(Permission.INTELLIGENCE_GRADE)
def find_records(*, by: Any, text: str) -> list[Candidate]:
    """The likeliest records within reach that a strand may name.

    Each chapter searches its own, and keeps what its search led to.
    """
    searches: list[Callable[..., list[Any]]] = [
        find_children, find_adults, find_places, find_things,
    ]  # fmt: skip
    return [candidate(row) for search in searches for row in search(by=by, text=text)]


@action(Permission.INTELLIGENCE_GRADE)
def offer_records(*, by: Any, references: Iterable[str]) -> list[Candidate]:
    """The records within reach that have these references, to be ticked. Of others, nothing."""
    found = queries.records_to_name(by=by, references=references)
    if found:
        shown = [one.reference for one in found]
        trail.record(by=by, event=Event.RECORDS_MATCHED, on=by, records=shown)
    return found


@action(Permission.INTELLIGENCE_VIEW)
def list_strands(*, by: Any, narrowing: Narrowing = EVERYTHING, after: str = "") -> Page:
    """One page of everything this person may read, newest first if they do not say otherwise."""
    rows = queries.strands_to_read(by=by, narrowing=narrowing)
    page = page_of(rows, keys=narrowing.keys, after=after)
    _leave_trace(by, Event.LISTED, page.rows)
    return page


@action(Permission.INTELLIGENCE_VIEW)
def read_strands_of_child(
    *, by: Any, child: str, narrowing: Narrowing = EVERYTHING, after: str = ""
) -> ChildStrands:
    """One page of the strands that name a child; remembers that this person looked."""
    row = queries.record_named(by=by, kind="child", reference=child)
    rows = queries.strands_naming(by=by, kind="child", record=row, narrowing=narrowing)
    page = page_of(rows, keys=narrowing.keys, after=after)
    _leave_trace(by, Event.CHILD_STRANDS_READ, page.rows, on=row)
    return ChildStrands(row, page, new_since=_look(by, row))


@action(Permission.INTELLIGENCE_VIEW)
def read_strands_naming(
    *, by: Any, kind: str, record: str, narrowing: Narrowing = EVERYTHING, after: str = ""
) -> tuple[Any, Page]:
    """An adult, a place or a thing, and one page of the strands that name it."""
    row = queries.record_named(by=by, kind=kind, reference=record)
    rows = queries.strands_naming(by=by, kind=kind, record=row, narrowing=narrowing)
    page = page_of(rows, keys=narrowing.keys, after=after)
    _leave_trace(by, Event.RECORD_STRANDS_READ, page.rows, on=row)
    return row, page


@action(Permission.INTELLIGENCE_VIEW)
def export_strands(
    *, by: Any, kind: str = "", record: str = "", narrowing: Narrowing = EVERYTHING
) -> list[Strand]:
    """The strands of a list, or those that name one record, to take away as a table."""
    on = None
    rows = queries.strands_to_read(by=by, narrowing=narrowing)
    if record:
        on = queries.record_named(by=by, kind=kind, reference=record)
        rows = queries.strands_naming(by=by, kind=kind, record=on, narrowing=narrowing)
    rows = rows.prefetch_related(None)
    found = list(rows.order_by(*narrowing.keys)[:MOST_ROWS_OF_A_TABLE])
    _leave_trace(by, Event.EXPORTED, found, on=on)
    return found


@action(Permission.INTELLIGENCE_VIEW)
def read_strand(*, by: Any, reference: str) -> Strand:
    """Open one strand."""
    strand = find(queries.strands_to_read(by=by), reference=reference)
    trail.record(by=by, event=Event.STRAND_READ, on=strand, version=strand.version)
    return strand


@action(Permission.INTELLIGENCE_GRADE)
def read_version(*, by: Any, reference: str, number: int) -> StrandVersion:
    """Open a strand as it stood."""
    strand = find(queries.strands(by=by), reference=reference)
    version = find(strand.versions.select_related("by"), number=number)
    trail.record(by=by, event=Event.STRAND_READ, on=strand, version=number)
    return version


@action(Permission.INTELLIGENCE_VIEW_SOURCE)
def read_source(*, by: Any, reference: str) -> Source:
    """See where a strand came from."""
    source = find(queries.sources(by=by), strand__reference=reference)
    trail.record(by=by, event=Event.SOURCE_SEEN, on=source.strand)
    return source


def _leave_trace(by: Any, event: Event, rows: list[Strand], on: Any = None) -> None:
    """Which strands were shown, by reference; a list belongs to the person who looked at it."""
    trail.record(by=by, event=event, on=on or by, strands=[strand.reference for strand in rows])


def _look(by: Any, child: Child) -> datetime | None:
    now = clock.now()
    look, is_first = LastLook.objects.get_or_create(person=by, child=child, defaults={"at": now})
    if is_first:
        return None
    if now - look.at > A_SITTING:
        look.new_since = look.at
    look.at = now
    look.save(update_fields=["at", "new_since"])
    return look.new_since
