"""Reading is an act: a list looked at, an interview opened, taken along on a phone, a table taken away;
and with whom it was shared.
"""

import uuid
from datetime import datetime
from typing import Any

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children.models import Child
from cairn.children.queries import child as child_of
from cairn.foundation import clock
from cairn.foundation.paging import Page, page_of
from cairn.foundation.refusals import refuse_if, refuse_used_key
from cairn.interviews import queries
from cairn.interviews.choices import Event
from cairn.interviews.models import Interview, Share
from cairn.interviews.queries import Narrowing
from cairn.interviews.rules import states
from cairn.interviews.telling import facts_of


@action(Permission.INTERVIEWS_VIEW)
def list_interviews(*, by: Any, asked: Narrowing, after: str = "") -> Page:
    """A page of the interviews within reach, as the list is filtered."""
    page = page_of(queries.interviews(by=by, asked=asked), keys=asked.keys, after=after)
    trail.record(by=by, event=Event.LISTED, on=by, found=len(page.rows), first=page.is_first)
    return page


@action(Permission.INTERVIEWS_VIEW)
def list_of_child(*, by: Any, child: str, after: str = "") -> tuple[Child, Page]:
    """A page of one child's interviews, the latest first."""
    row = child_of(by=by, reference=child)
    page = page_of(queries.of_child(by=by, child=row), keys=queries.DUE_LAST, after=after)
    trail.record(by=by, event=Event.LISTED, on=row, found=len(page.rows), first=page.is_first)
    return row, page


@action(Permission.INTERVIEWS_VIEW)
def read_interview(*, by: Any, reference: str) -> Interview:
    row = queries.interview(by=by, reference=reference)
    trail.record(by=by, event=Event.READ, on=row, child=row.child.reference)
    return row


@action(Permission.INTERVIEWS_RECORD)
def open_to_write(*, by: Any, reference: str) -> tuple[Interview, str | None]:
    """An interview to go on in, and why this person may only read it, if so."""
    row = read_interview(by=by, reference=reference)
    return row, queries.reason_not_to_write_of(by=by, child=row.child)


@action(Permission.INTERVIEWS_RECORD)
def take_along(*, by: Any, reference: str) -> Interview:
    """The form with what stands in it goes onto somebody's phone, to be written in without a signal."""
    row = queries.to_change(by=by, reference=reference)
    refuse_if(states.reason_not_to_write(facts_of(row)))
    trail.record(by=by, event=Event.TAKEN_ALONG, on=row, child=row.child.reference)
    return row


@action(Permission.INTERVIEWS_VIEW)
def export_interviews(*, by: Any, asked: Narrowing) -> list[Interview]:
    """Every interview within reach as the list is filtered, for a spreadsheet."""
    found = list(queries.interviews(by=by, asked=asked).order_by(*asked.keys))
    trail.record(by=by, event=Event.EXPORTED, on=by, rows=len(found))
    return found


@action(Permission.INTERVIEWS_RECORD)
def share(
    *, by: Any, reference: str, key: uuid.UUID, at: datetime, with_whom: str, what: str, why: str
) -> Share:
    """With whom it was shared, what of it, and why. Also of one that is signed off."""
    row = queries.to_change(by=by, reference=reference)
    if made := Share.objects.filter(key=key, interview=row, said_by=by).first():
        return made
    refuse_used_key(Share.objects.all(), key)
    refuse_if(states.reason_not_at(at, now=clock.now()))
    made = Share.objects.create(
        interview=row, key=key, at=at, with_whom=with_whom.strip(), what=what.strip(),
        why=why.strip(), said_at=clock.now(), said_by=by,
    )  # fmt: skip
    trail.record(by=by, event=Event.SHARED, on=row, child=row.child.reference)
    return made
