"""A report comes in: from a colleague, from somebody who looks after a child, from the police."""

import uuid
from datetime import date, datetime
from typing import Any

from cairn.accounts import people
from cairn.agencies.models import Council
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children.models import Child
from cairn.children.queries import child as child_of
from cairn.foundation import clock
from cairn.foundation.identifiers import normal_name
from cairn.foundation.refusals import OutOfReach, refuse_if
from cairn.missing import queries
from cairn.missing.actions.calling import call_next
from cairn.missing.choices import Event, Kind, Source
from cairn.missing.models import Report
from cairn.missing.settling import settle

SAID = frozenset(
    {
        "last_seen_by", "last_seen_where", "reported_by", "circumstances", "found_by",
        "found_where", "returned_by", "returned_how", "wearing", "worries", "home",
    }
)  # fmt: skip


@action(Permission.MISSING_RECORD)
def report_child(*, by: Any, child: str, key: uuid.UUID, **told: Any) -> Report:
    """A colleague says that a child within reach is missing, or was. Once for each key."""
    row = child_of(by=by, reference=child)
    refuse_if(queries.reason_not_to_write_of(by=by, child=row))
    return _received(by, key, source=Source.PAGE, council=row.council, child=row, **told)


@action(Permission.MISSING_REPORT)
def report_somebody(*, by: Any, council: Council, key: uuid.UUID, **told: Any) -> Report:
    """Somebody without reach to a record says that a child is missing: by name, as they know them."""
    return _received(by, key, source=Source.CARER, council=council, **told)


@action(Permission.MISSING_SEND)
def receive(
    *, by: Any, source: str, sender: str, message: str, council: Council, **told: Any
) -> Report:
    """A notification of another system, once for each of its messages."""
    kept = Report.objects.filter(sender=sender, message=message).first()
    if kept:
        return kept
    return _received(
        by, uuid.uuid4(), source=source, council=council, sender=sender, message=message, **told
    )


def _received(
    by: Any, key: uuid.UUID, *, source: str, council: Council, reported_at: datetime,
    said: dict[str, str] | None = None, child: Child | None = None, kind: str = Kind.MISSING,
    **told: Any,
) -> Report:  # fmt: skip
    if unknown := set(said or {}) - SAID:
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
        return report
    trail.record(by=by, event=Event.REPORTED, on=report, source=source)
    report.child = child or _named(report.given_name, report.family_name, report.born_on)
    if report.child:
        settle(by, report)
    call_next(by=people.system(), reference=report.reference)
    return report


def _named(given_name: str, family_name: str, born_on: date | None) -> Child | None:
    """The one child of this name and this birthday. Of two, somebody has to say which it is."""
    whole = normal_name(f"{given_name} {family_name}")
    if not whole or born_on is None:
        return None
    found = [
        one for one in Child.objects.filter(born_on=born_on)
        if whole in {normal_name(name) for name in (one.name, *one.also_known_as)}
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None
