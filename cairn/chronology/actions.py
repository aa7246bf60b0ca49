"""What people do with a line of time: look at it, write on it, take back what they wrote."""

import uuid
from datetime import date
from typing import Any

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children.models import Child
from cairn.children.queries import child as child_of
from cairn.children.queries import is_standing
from cairn.children.rules import reason_not_to_change
from cairn.chronology import queries, rules
from cairn.chronology.choices import Event
from cairn.chronology.models import Entry
from cairn.chronology.queries import Line
from cairn.chronology.rules import Happened
from cairn.foundation import clock
from cairn.foundation.references import as_typed
from cairn.foundation.refusals import hold, refuse_if, refuse_used_key


@action(Permission.CHRONOLOGY_VIEW)
def read_line(*, by: Any, child: str) -> tuple[Child, Line]:
    """A child within reach, and all that their line of time shows."""
    row = child_of(by=by, reference=child)
    line = queries.line(by=by, child=row)
    trail.record(by=by, event=Event.READ, on=row, found=len(line.happened))
    return row, line


@action(Permission.CHRONOLOGY_VIEW)
def export_line(*, by: Any, child: str) -> list[Happened]:
    row = child_of(by=by, reference=child)
    found = queries.line(by=by, child=row).happened
    trail.record(by=by, event=Event.EXPORTED, on=row, found=len(found))
    return found


@action(Permission.CHRONOLOGY_VIEW)
def read_entry(*, by: Any, reference: str) -> Entry:
    row = queries.entry(by=by, reference=reference)
    trail.record(by=by, event=Event.READ, on=row)
    return row


@action(Permission.CHRONOLOGY_RECORD)
def write(
    *, by: Any, child: str, kind: str, what: str, from_on: date, key: uuid.UUID,
    until_on: date | None = None, turn: str = "", detail: str = "", known_from: str = "",
) -> Entry:  # fmt: skip
    """Write what happened, on a day or within days. Once for each key."""
    row = child_of(by=by, reference=child)
    refuse_if(reason_not_to_change(is_standing=row.is_standing))
    if kept := Entry.objects.filter(key=key, child=row, written_by=by.pk).first():
        return kept
    refuse_used_key(Entry.objects.all(), key)
    today = clock.today()
    refuse_if(
        rules.reason_not_to_write(
            kind=kind, what=what, on=from_on, today=today, born_on=row.born_on
        )
    )
    made = Entry.objects.create(
        key=key, child=row, kind=kind, turn=turn, from_on=from_on,
        until_on=min(until_on or from_on, today), what=what.strip(), detail=detail.strip(),
        known_from=known_from.strip(), written_at=clock.now(), written_by=by,
    )  # fmt: skip
    trail.record(by=by, event=Event.RECORDED, on=made, child=row.reference, kind=kind)
    return made


@action(Permission.CHRONOLOGY_RECORD)
def take_back(*, by: Any, reference: str, why: str) -> Entry:
    """It leaves the line and stays readable: as what was written, and why it was taken back."""
    row = hold(queries.entries(by=by), reference=as_typed(reference))
    standing = is_standing(by=by, reference=row.child.reference)
    refuse_if(reason_not_to_change(is_standing=standing))
    refuse_if(rules.reason_not_to_take_back(is_taken_back=row.taken_back_at is not None, why=why))
    row.taken_back_at, row.taken_back_by, row.taken_back_because = clock.now(), by, why.strip()
    row.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_because"])
    trail.record(by=by, event=Event.TAKEN_BACK, on=row, child=row.child.reference)
    return row
