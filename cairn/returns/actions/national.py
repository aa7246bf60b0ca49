"""What people do with the returns: look, take a file away, and say when a child was looked after."""

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
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Overtaken, refuse_if, refuse_used_key
from cairn.returns import queries
from cairn.returns.choices import Event, File
from cairn.returns.models import CarePeriod
from cairn.returns.queries import Return
from cairn.returns.rules import national as rules
from cairn.returns.rules.national import Care

OVERTAKEN = "Somebody changed this after you opened it. Nothing was changed."


@action(Permission.RETURNS_MAKE)
def read_return(*, by: Any, council: str, year: int) -> Return:
    """Look at a return: how many rows each file has, and which records it lacks."""
    found = queries.made(by=by, council=council, year=year)
    trail.record(by=by, event=Event.LOOKED, on=found.council, year=found.year.name)
    return found


@action(Permission.RETURNS_MAKE)
def take_return(*, by: Any, council: str, year: int, file: str) -> Return:
    """Take a file of the return away."""
    if file not in File.values:
        raise OutOfReach
    found = queries.made(by=by, council=council, year=year)
    rows = len(found.rows_903 if file == File.SSDA903 else found.rows_ssd)
    trail.record(
        by=by, event=Event.TAKEN, on=found.council, year=found.year.name, file=file, rows=rows,
        lacks=len(found.faults),
    )  # fmt: skip
    return found


@action(Permission.RETURNS_MAKE)
def take_faults(*, by: Any, council: str, year: int) -> Return:
    """Take away the list of the records that would not be accepted."""
    found = queries.made(by=by, council=council, year=year)
    event, rows = Event.FAULTS_TAKEN, len(found.faults)
    trail.record(by=by, event=event, on=found.council, year=found.year.name, rows=rows)
    return found


@action(Permission.RETURNS_MAKE)
def read_care(*, by: Any, child: str) -> tuple[Child, list[CarePeriod]]:
    """When a child was looked after."""
    row = child_of(by=by, reference=child)
    found = list(queries.care_of(by=by, child=row))
    trail.record(by=by, event=Event.CARE_READ, on=row)
    return row, found


@action(Permission.RETURNS_MAKE)
def record_care(
    *, by: Any, child: str, from_on: date, key: uuid.UUID, until_on: date | None = None
) -> CarePeriod:
    """A child was looked after, or is. Once for each key."""
    row = _to_write_of(by, child_of(by=by, reference=child))
    if kept := CarePeriod.objects.filter(key=key, child=row, recorded_by=by.pk).first():
        return kept
    refuse_used_key(CarePeriod.objects.all(), key)
    _refuse_if_it_cannot_be(row, None, from_on, until_on)
    made = CarePeriod.objects.create(
        child=row, key=key, from_on=from_on, until_on=until_on, recorded_at=clock.now(),
        recorded_by=by,
    )  # fmt: skip
    trail.record(by=by, event=Event.CARE_RECORDED, on=made, child=row.reference)
    return made


@action(Permission.RETURNS_MAKE)
def change_care(
    *, by: Any, reference: str, version: int, from_on: date, until_on: date | None = None
) -> CarePeriod:
    """Put right from when to when a child was looked after. The trail keeps what was said before."""
    known = queries.care_period(by=by, reference=reference)
    _to_write_of(by, known.child)
    row = queries.care_to_change(by=by, reference=reference)
    if row.version != version:
        raise Overtaken(OVERTAKEN)
    _refuse_if_it_cannot_be(row.child, row, from_on, until_on)
    before = {"from_before": row.from_on.isoformat(), "until_before": str(row.until_on or "")}
    row.from_on, row.until_on, row.version = from_on, until_on, row.version + 1
    row.save()
    trail.record(by=by, event=Event.CARE_CHANGED, on=row, child=row.child.reference, **before)
    return row


def _to_write_of(by: Any, child: Child) -> Child:
    standing = is_standing(by=by, reference=child.reference)
    refuse_if(reason_not_to_change(is_standing=standing))
    return Child.objects.select_for_update(no_key=True).get(pk=child.pk)  # one writes at a time


def _refuse_if_it_cannot_be(
    child: Child, row: CarePeriod | None, from_on: date, until_on: date | None
) -> None:
    others = CarePeriod.objects.filter(child=child)
    if row:
        others = others.exclude(pk=row.pk)
    refuse_if(
        rules.reason_not_to_record(
            from_on=from_on, until_on=until_on, born_on=child.born_on, today=clock.today(),
            others=[Care(one.from_on, one.until_on) for one in others],
        )
    )  # fmt: skip
