"""What people may read of adults, places and things: those of their areas, if that is their work."""

import re
import uuid
from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any, TypeVar

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, F, FloatField, Q, QuerySet, Value, When
from django.db.models.functions import Greatest

from cairn.agencies.models import Council
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.foundation.identifiers import (
    KNOWN_NEEDED,
    UNKNOWN,
    normal_address,
    normal_name,
    normal_phone,
    normal_plate,
    plate_matches,
)
from cairn.foundation.references import as_typed
from cairn.foundation.refusals import find
from cairn.networks import permissions, rules
from cairn.networks.choices import ThingKind
from cairn.networks.models import Adult, Place, Record, Thing

Row = TypeVar("Row", bound=Record)

MOST_FOUND = 20
MOST_WORDS = 6
MOST_PARTIAL_PLATES = 500
LONGEST = 100  # characters that a search reads
LIKELY = 0.5  # likeness from which another record is worth a look before a new one is made
CERTAIN = 1.0


@query(Permission.NETWORKS_VIEW)
def adults(*, by: Any) -> QuerySet[Adult]:
    """Adults of concern within reach."""
    return Adult.objects.filter(permissions.reach(by)).select_related("council")


@query(Permission.NETWORKS_VIEW)
def places(*, by: Any) -> QuerySet[Place]:
    """Places within reach."""
    return Place.objects.filter(permissions.reach(by)).select_related("council")


@query(Permission.NETWORKS_VIEW)
def things(*, by: Any) -> QuerySet[Thing]:
    """Phones, vehicles and online names within reach."""
    return Thing.objects.filter(permissions.reach(by)).select_related("council")


@query(Permission.NETWORKS_RECORD)
def areas(*, by: Any) -> list[Council]:
    """The areas in which the person may add a record."""
    return list(by.councils)


@query(Permission.NETWORKS_RECORD)
def changeable_adult(*, by: Any, reference: str) -> Adult:
    return find(adults(by=by), reference=as_typed(reference))


@query(Permission.NETWORKS_RECORD)
def changeable_place(*, by: Any, reference: str) -> Place:
    return find(places(by=by), reference=as_typed(reference))


@query(Permission.NETWORKS_RECORD)
def changeable_thing(*, by: Any, reference: str) -> Thing:
    return find(things(by=by), reference=as_typed(reference))


@query(Permission.NETWORKS_VIEW)
def search_adults(*, by: Any, text: str, council: str = "") -> list[Adult]:
    """The likeliest adults, at most 20: by name, other name, address or reference."""
    return _search(permissions.of_area(adults(by=by), council), text)


@query(Permission.NETWORKS_VIEW)
def search_places(*, by: Any, text: str, council: str = "") -> list[Place]:
    """The likeliest places, at most 20: by name, address or reference."""
    return _search(permissions.of_area(places(by=by), council), text)


@query(Permission.NETWORKS_VIEW)
def search_things(*, by: Any, text: str, council: str = "") -> list[Thing]:
    """The likeliest things, at most 20: by number, plate in whole or part, or online name."""
    rows = permissions.of_area(things(by=by), council)
    return _search(rows, text, certain=_is_thing(rows, text[:LONGEST]))


@query(Permission.NETWORKS_RECORD)
def same_adults(
    *, by: Any, name: str = "", also_known_as: Iterable[str] = (), born_on: date | None = None,
    key: uuid.UUID | None = None,
) -> list[Adult]:  # fmt: skip
    """Adults within reach who may be the one about to be added, the likeliest first.

    What the person made with this key is not another one: it is the one being added.
    """
    names = [normal_name(one[:LONGEST]) for one in (name, *also_known_as)]
    same_day = Q(born_on=born_on) if born_on else None
    return _alike(_others(adults(by=by), by, key), names, certain=same_day)


@query(Permission.NETWORKS_RECORD)
def same_places(
    *, by: Any, name: str = "", address: str = "", key: uuid.UUID | None = None
) -> list[Place]:
    """Places within reach that may be the one about to be added."""
    names = [normal_name(name[:LONGEST]), normal_address(address[:LONGEST])]
    return _alike(_others(places(by=by), by, key), names)


@query(Permission.NETWORKS_RECORD)
def same_things(*, by: Any, kind: str, value: str, platform: str = "") -> list[Thing]:
    """Things within reach that may be the one about to be added: for plates, seen in part."""
    rows = things(by=by).filter(kind=kind)
    normal = rules.normal_thing(kind=kind, value=value, platform=platform)
    if not normal:
        return []
    if kind != ThingKind.VEHICLE:
        return list(rows.filter(normal=normal))
    return list(rows.filter(_is_plate(rows, normal)).order_by("value", "id")[:MOST_FOUND])


def _others(rows: QuerySet[Row], by: Any, key: uuid.UUID | None) -> QuerySet[Row]:
    return rows.exclude(key=key, added_by=by.pk) if key else rows


def _search(rows: QuerySet[Row], text: str, certain: Q | None = None) -> list[Row]:
    """Rows that hold the words or something like them; those that are `certain` come first."""
    name = normal_name(text[:LONGEST])
    said = [Q(reference=as_typed(text[:LONGEST]))] if text.strip() else []
    if certain is not None:
        said.append(certain)
    if name:
        said.append(Q(search_text__trigram_word_similar=name))
    if words := [word for word in name.split()[:MOST_WORDS] if len(word) > 2]:
        said.append(reduce(and_, (Q(search_text__contains=word) for word in words)))
    if not said:
        return []
    rows = _ranked(rows.filter(reduce(or_, said)), [name], certain)
    return list(rows.order_by("-likeness", "search_text", "id")[:MOST_FOUND])


def _alike(rows: QuerySet[Row], names: list[str], certain: Q | None = None) -> list[Row]:
    names = [name for name in names if name][:MOST_WORDS]
    words = sorted({word for name in names for word in name.split() if len(word) > 2})
    said = [Q(search_text__trigram_word_similar=word) for word in words]
    if certain is not None:
        said.append(certain)
    if not said:
        return []
    rows = _ranked(rows.filter(reduce(or_, said)), names, certain).filter(likeness__gte=LIKELY)
    return list(rows.order_by("-likeness", "search_text", "id")[:MOST_FOUND])


def _ranked(rows: QuerySet[Row], names: list[str], certain: Q | None) -> QuerySet[Row]:
    zero = Value(0.0, output_field=FloatField())
    likeness = [TrigramWordSimilarity(name, "search_text") for name in names if name]
    rows = rows.annotate(wording_likeness=Greatest(zero, *likeness) if likeness else zero)
    if certain is None:
        return rows.annotate(likeness=F("wording_likeness"))
    sure = Case(When(certain, then=Value(CERTAIN)), default=zero, output_field=FloatField())
    return rows.annotate(likeness=F("wording_likeness") + sure)


def _is_thing(rows: QuerySet[Thing], text: str) -> Q:
    """Rows whose number, plate or online name this is, or is a part of."""
    text = "".join(c for c in text if c.isprintable())
    found = Q(normal=normal_phone(text) or "")
    digits = re.sub(r"[^0-9]", "", text)
    if len(digits) >= 4:
        found |= Q(kind=ThingKind.PHONE, search_text__contains=digits)
    if handle := text.strip().lstrip("@").casefold():
        found |= Q(kind=ThingKind.ONLINE, normal__endswith=f":{handle}")
    return found | _is_plate(rows, text)


def _is_plate(rows: QuerySet[Thing], text: str) -> Q:
    """Vehicles this plate may be, where either of the two was seen only in part."""
    plate = normal_plate(text)
    nobody: Q = Q(pk__in=[])
    if len(plate.replace(UNKNOWN, "")) < KNOWN_NEEDED or len(plate) > rules.LONGEST_PLATE:
        return nobody
    is_vehicle = Q(kind=ThingKind.VEHICLE)
    pattern = rules.plate_text(plate).replace(UNKNOWN, "[a-z0-9?]")
    partial = rows.filter(is_vehicle, normal__contains=UNKNOWN).values_list("pk", "normal")
    fitting = [pk for pk, seen in partial[:MOST_PARTIAL_PLATES] if plate_matches(seen, plate)]
    return is_vehicle & (Q(search_text__regex=pattern) | Q(pk__in=fitting))
