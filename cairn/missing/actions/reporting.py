"""A report comes in: from a colleague, from somebody who looks after a child, from the police."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from cairn.accounts import people
from cairn.agencies.models import Council
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children.models import Child
from cairn.children.queries import child as child_of
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, refuse_if, refuse_used_key
from cairn.missing import queries
from cairn.missing.actions.calling import call_next
from cairn.missing.choices import Event, Kind, Source
from cairn.missing.models import Dropped, Report
from cairn.missing.notification import SAID, Row
from cairn.missing.settling import (
    held_with_episodes,
    name_of,
    named,
    numbered,
    settle,
    taken_before,
)
from cairn.missing.telling import tell_operators

MESSAGES = uuid.UUID("6d2a3c0e-5f2b-5c0d-9a51-2f7a1f0f9b6e")  # what a message's key is made in
FILES = "Folder of files"
NOT_IN_FULL = "A file of notifications of missing children was not taken in full."


@action(Permission.MISSING_RECORD)
def report_child(*, by: Any, child: str, key: uuid.UUID, **told: Any) -> Report:
    """A colleague says that a child within reach is missing, or was. Once for each key."""
    row = child_of(by=by, reference=child)
    refuse_if(queries.reason_not_to_write_of(by=by, child=row))
    return _received(by, key, source=Source.PAGE, council=row.council, child=row, **told)


@action(Permission.MISSING_REPORT)
def report_somebody(*, by: Any, council: Council, key: uuid.UUID, **told: Any) -> Report:
    """Somebody without reach to a record says that a child is missing: by name, as they know them."""
    is_colleague = Permission.MISSING_VIEW in by.permissions
    source = Source.PAGE if is_colleague else Source.CARER
    name = name_of(told)
    named_as = named([name]).get(name)
    return _received(by, key, source=source, council=council, named_as=named_as, **told)


@action(Permission.MISSING_SEND)
def receive(
    *, by: Any, source: str, sender: str, message: str, council: Council, **told: Any
) -> Report:
    """A notification of another system, once for each of its messages."""
    one = {"message": message, "council": council, **told}
    [report] = receive_all(by=by, source=source, sender=sender, told=[one])
    return report


@action(Permission.MISSING_SEND)
def receive_all(
    *, by: Any, source: str, sender: str, told: Sequence[Mapping[str, Any]]
) -> list[Report]:
    """Several of them: all, or none."""
    return _taken(by, told, source=source, sender=sender)


@action(Permission.MISSING_RECEIVE)
def take_rows(*, by: Any, rows: Iterable[Row]) -> list[Report]:
    """Notifications of a spreadsheet that somebody has looked through: all of them, or none."""
    told = [row.taken for row in rows]
    return _taken(by, told, source=Source.SPREADSHEET, sender=by.agency.name)


@action(Permission.SERVICE_OPERATE)
def take_file(
    *, by: Any, claimed: str, name: str, rows: Iterable[Row], unread: str = ""
) -> Dropped:
    """What can be taken of a file is, in one transaction with the note of what cannot. Once for each
    file, by the name under which it was claimed.
    """
    if kept := Dropped.objects.filter(claimed=claimed).first():
        return kept
    rows = list(rows)
    sound = [row.taken for row in rows if not row.wrong]
    taken = receive_all(by=by, source=Source.POLICE_FILE, sender=FILES, told=sound)
    reasons = [unread] if unread else []
    reasons += [f"Row {row.number}. {row.reasons}" for row in rows if row.wrong]
    made = Dropped.objects.create(
        claimed=claimed, name=name, at=clock.now(), taken=len(taken), reasons=reasons
    )
    trail.record(by=by, event=Event.FILE_TAKEN, on=made, taken=len(taken), refused=len(reasons))
    if reasons:
        tell_operators(by, key=f"missing.file:{claimed}", wording=NOT_IN_FULL)
    return made


def _taken(
    by: Any, told: Sequence[Mapping[str, Any]], *, source: str, sender: str
) -> list[Report]:  # fmt: skip
    """Notifications, each once. All that others may be taking too is held before the first is taken, in
    one order: two who take the same children in another order do not wait for each other.
    """
    messages = [one["message"] for one in told]
    _hold_messages(messages)
    known = numbered(messages)
    names = [name_of(one) for one in told]
    children = named(names)
    held_with_episodes(child.pk for child in children.values())
    reports = []
    for one, name in zip(told, names, strict=True):
        message = one["message"]
        report = message in known and taken_before(sender=sender, message=message, told=one)
        if not report:
            key = uuid.uuid5(MESSAGES, f"{sender}\n{message}")
            named_as = children.get(name)
            report = _received(by, key, source=source, sender=sender, named_as=named_as, **one)
        known.add(message)
        reports.append(report)
    return reports


def _hold_messages(messages: Iterable[str]) -> None:
    """Of two at one moment, also by two doors, the second waits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(number) FROM (SELECT DISTINCT"
            " hashtextextended(message, 2) AS number FROM unnest(%s::text[]) AS message"
            " ORDER BY number) AS numbered",
            [list(messages)],
        )


def _received(
    by: Any, key: uuid.UUID, *, source: str, council: Council, reported_at: datetime,
    said: dict[str, str] | None = None, child: Child | None = None, kind: str = Kind.MISSING,
    named_as: Child | None = None, **told: Any,
) -> Report:  # fmt: skip
    if unknown := set(said or {}) - set(SAID):
        raise ValueError(f"Nobody asked for these: {sorted(unknown)}")
    report, is_new = Report.objects.get_or_create(
        key=key,
        defaults={
            "source": source, "council": council, "reported_at": reported_at, "kind": kind,
            "said": said or {}, "child": child, "received_at": clock.now(), "received_by": by,
            **told,
        },
    )  # fmt: skip
    if report.received_by_id != by.pk:  # a key that somebody else used is no key of this person's
        raise OutOfReach
    if not is_new:
        if child and report.child_id != child.pk:
            refuse_used_key(Report.objects.all(), key)
        return report
    trail.record(by=by, event=Event.REPORTED, on=report, source=source)
    report.child = child or named_as
    if report.child:
        settle(by, report)
    call_next(by=people.system(), reference=report.reference)
    return report
