"""Adding and changing adults, places and things. Before a record is made, its like are looked at."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from cairn.accounts.roles import Role
from cairn.agencies.models import Council
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock
from cairn.foundation.references import as_typed
from cairn.foundation.refusals import OutOfReach, Overtaken, hold, refuse_if
from cairn.networks import queries, rules
from cairn.networks.choices import Event
from cairn.networks.models import Adult, Place, Record, Thing

CHANGEABLE = {
    Adult: (
        "name", "also_known_as", "born_on", "age_guess", "description", "address", "notes",
    ),
    Place: ("name", "kind", "address", "times", "notes"),
    Thing: ("description", "notes"),  # another number is another thing
}  # fmt: skip


@action(Permission.NETWORKS_RECORD)
def add_adult(
    *, by: Any, council: Council, name: str = "", also_known_as: Sequence[str] = (),
    born_on: date | None = None, age_guess: str = "", description: str = "", address: str = "",
    notes: str = "", key: uuid.UUID | None = None, not_these: Collection[str] = (),
) -> Adult:  # fmt: skip
    """Add an adult, once for each key. `not_these`: references the person saw and ruled out."""
    if first := _sent_before(Adult, by, key):
        return first
    same = queries.same_adults(by=by, name=name, also_known_as=also_known_as, born_on=born_on)
    _refuse_to_add(by, council, same, not_these)
    said = {
        "name": name, "also_known_as": list(also_known_as), "born_on": born_on,
        "age_guess": age_guess, "description": description, "address": address, "notes": notes,
    }  # fmt: skip
    return _add(by, Adult(council=council, **said), key, Event.ADULT_ADDED)


@action(Permission.NETWORKS_RECORD)
def add_place(
    *, by: Any, council: Council, name: str, kind: str, address: str = "", times: str = "",
    notes: str = "", key: uuid.UUID | None = None, not_these: Collection[str] = (),
) -> Place:  # fmt: skip
    """Add a place, once for each key. `not_these`: references the person saw and ruled out."""
    if first := _sent_before(Place, by, key):
        return first
    _refuse_to_add(by, council, queries.same_places(by=by, name=name, address=address), not_these)
    place = Place(
        council=council, name=name, kind=kind, address=address, times=times, notes=notes
    )  # fmt: skip
    return _add(by, place, key, Event.PLACE_ADDED)


@action(Permission.NETWORKS_RECORD)
def add_thing(
    *, by: Any, council: Council, kind: str, value: str, platform: str = "", description: str = "",
    notes: str = "",
) -> Thing:  # fmt: skip
    """Add a phone, vehicle or online name; or the one within reach that is the same already.

    The same has the same normal form. Two plates seen in part may be alike without being one
    vehicle: they too are one record, until somebody knows more.
    """
    refuse_if(rules.reason_not_to_keep_thing(kind=kind, value=value, platform=platform))
    _refuse_area(by, council)
    normal = rules.normal_thing(kind=kind, value=value, platform=platform)
    here_first = Case(
        When(council=council, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    known = queries.things(by=by).filter(kind=kind, normal=normal).order_by(here_first, "id")
    if (first := known.first()) is not None:
        return first
    thing, is_new = Thing.objects.get_or_create(
        council=council, kind=kind, normal=normal,
        defaults={
            "value": f"{value} ({platform})" if platform else value,
            "description": description, "notes": notes,
            "search_text": rules.thing_text(kind=kind, normal=normal, description=description),
            "added_at": clock.now(), "added_by": by,
        },
    )  # fmt: skip
    if is_new:
        trail.record(by=by, event=Event.THING_ADDED, on=thing, council=council.code, kind=kind)
    return thing


@action(Permission.NETWORKS_RECORD)
def change_adult(*, by: Any, reference: str, version: int, changes: Mapping[str, Any]) -> Adult:
    """Change some of CHANGEABLE. `version` is the one the person saw; raises Overtaken."""
    return _change(by, queries.adults(by=by), reference, version, changes)


@action(Permission.NETWORKS_RECORD)
def change_place(*, by: Any, reference: str, version: int, changes: Mapping[str, Any]) -> Place:
    return _change(by, queries.places(by=by), reference, version, changes)


@action(Permission.NETWORKS_RECORD)
def change_thing(*, by: Any, reference: str, version: int, changes: Mapping[str, Any]) -> Thing:
    return _change(by, queries.things(by=by), reference, version, changes)


def _sent_before(model: type[Any], by: Any, key: uuid.UUID | None) -> Any:
    """What this key made before. A key that somebody else used is no key of this person's."""
    first = model.objects.filter(key=key).first() if key else None
    if first and first.added_by_id != by.pk:
        raise OutOfReach
    return first


def _refuse_area(by: Any, council: Council) -> None:
    is_own = council.pk in by.council_ids or Role.SYSTEM in by.roles
    refuse_if(None if is_own else "This area is not part of your work.")


def _refuse_to_add(by: Any, council: Council, same: list[Any], not_these: Collection[str]) -> None:
    _refuse_area(by, council)
    if Role.SYSTEM not in by.roles:  # set-up has nobody to ask
        unseen = {row.reference for row in same} - set(not_these)
        refuse_if(rules.reason_not_to_add(unseen=len(unseen)))


def _add(by: Any, row: Any, key: uuid.UUID | None, event: Event) -> Any:
    refuse_if(_reason_not_to_keep(row))
    said = {name: getattr(row, name) for name in CHANGEABLE[type(row)]}
    made, is_new = type(row).objects.get_or_create(
        key=key or uuid.uuid4(),
        defaults=said
        | {
            "council": row.council,
            "search_text": _text(row),
            "added_at": clock.now(),
            "added_by": by,
        },
    )
    if is_new:
        trail.record(by=by, event=event, on=made, council=row.council.code)
    elif made.added_by_id != by.pk:
        raise OutOfReach
    return made


def _change(
    by: Any, rows: QuerySet[Any], reference: str, version: int, changes: Mapping[str, Any]
) -> Any:
    row: Any = hold(rows, reference=as_typed(reference))
    if row.version != version:
        raise Overtaken("Somebody changed this record after you opened it. Nothing was changed.")
    if unknown := set(changes) - set(CHANGEABLE[type(row)]):
        raise ValueError(f"These cannot be changed here: {sorted(unknown)}")
    changed = sorted(name for name, value in changes.items() if getattr(row, name) != value)
    if not changed:
        return row
    for name in changed:
        setattr(row, name, changes[name])
    refuse_if(_reason_not_to_keep(row))
    row.search_text = _text(row)
    row.version += 1
    row.save(update_fields=[*changed, "search_text", "version"])
    trail.record(by=by, event=Event.CHANGED, on=row, changed=changed, version=row.version)
    return row


def _reason_not_to_keep(row: Record) -> str | None:
    if isinstance(row, Adult):
        return rules.reason_not_to_keep_adult(
            name=row.name, also=row.also_known_as, description=row.description,
            born_on=row.born_on, today=clock.today(),
        )  # fmt: skip
    return rules.reason_not_to_keep_place(name=row.name) if isinstance(row, Place) else None


def _text(row: Record) -> str:
    if isinstance(row, Adult):
        return rules.adult_text(
            name=row.name, also=row.also_known_as, description=row.description,
            address=row.address,
        )  # fmt: skip
    if isinstance(row, Place):
        return rules.place_text(name=row.name, address=row.address)
    if isinstance(row, Thing):
        return rules.thing_text(kind=row.kind, normal=row.normal, description=row.description)
    raise TypeError(row)
