"""Looking at lists and records, searching, and taking a list away."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation.paging import Page, page_of
from cairn.foundation.references import as_typed
from cairn.foundation.refusals import find, refuse_if
from cairn.networks import permissions, queries, rules
from cairn.networks.choices import Event
from cairn.networks.models import Adult, Place, Record, Thing


@action(Permission.NETWORKS_VIEW)
def list_adults(*, by: Any, council: str = "", after: str = "") -> Page:
    """A page of the adults within reach, by name, or else by what people call them."""
    return _list(by, queries.adults(by=by), council, after, key="sorted_by")


@action(Permission.NETWORKS_VIEW)
def list_places(*, by: Any, council: str = "", after: str = "") -> Page:
    return _list(by, queries.places(by=by), council, after, key="name")


@action(Permission.NETWORKS_VIEW)
def list_things(*, by: Any, council: str = "", after: str = "") -> Page:
    return _list(by, queries.things(by=by), council, after, key="value")


@action(Permission.NETWORKS_VIEW)
def find_adults(*, by: Any, text: str, council: str = "") -> list[Adult]:
    """Search adults. What was found is kept in the trail, and what was typed is not."""
    return _searched(by, queries.search_adults(by=by, text=text, council=council))


@action(Permission.NETWORKS_VIEW)
def find_places(*, by: Any, text: str, council: str = "") -> list[Place]:
    return _searched(by, queries.search_places(by=by, text=text, council=council))


@action(Permission.NETWORKS_VIEW)
def find_things(*, by: Any, text: str, council: str = "") -> list[Thing]:
    return _searched(by, queries.search_things(by=by, text=text, council=council))


@action(Permission.NETWORKS_RECORD)
def find_same_adults(
    *, by: Any, name: str = "", also_known_as: Iterable[str] = (), born_on: date | None = None,
    key: uuid.UUID | None = None,
) -> list[Adult]:  # fmt: skip
    """Before an adult is added: records within reach that may be the same."""
    found = queries.same_adults(
        by=by, name=name, also_known_as=also_known_as, born_on=born_on, key=key
    )
    return _searched(by, found)


@action(Permission.NETWORKS_RECORD)
def find_same_places(
    *, by: Any, name: str = "", address: str = "", key: uuid.UUID | None = None
) -> list[Place]:
    return _searched(by, queries.same_places(by=by, name=name, address=address, key=key))


@action(Permission.NETWORKS_RECORD)
def find_same_things(*, by: Any, kind: str, value: str, platform: str = "") -> list[Thing]:
    return _searched(by, queries.same_things(by=by, kind=kind, value=value, platform=platform))


@action(Permission.NETWORKS_VIEW)
def export_adults(*, by: Any, council: str = "") -> list[Adult]:
    """The whole list, to take away. At most 2,000 records."""
    return _export(by, queries.adults(by=by), council, key="sorted_by")


@action(Permission.NETWORKS_VIEW)
def export_places(*, by: Any, council: str = "") -> list[Place]:
    return _export(by, queries.places(by=by), council, key="name")


@action(Permission.NETWORKS_VIEW)
def export_things(*, by: Any, council: str = "") -> list[Thing]:
    return _export(by, queries.things(by=by), council, key="value")


@action(Permission.NETWORKS_VIEW)
def read_adult(*, by: Any, reference: str) -> Adult:
    """Open one adult of concern to read."""
    return _read(by, queries.adults(by=by), reference, Event.ADULT_VIEWED)


@action(Permission.NETWORKS_VIEW)
def read_place(*, by: Any, reference: str) -> Place:
    return _read(by, queries.places(by=by), reference, Event.PLACE_VIEWED)


@action(Permission.NETWORKS_VIEW)
def read_thing(*, by: Any, reference: str) -> Thing:
    return _read(by, queries.things(by=by), reference, Event.THING_VIEWED)


def _list(by: Any, rows: QuerySet[Any], council: str, after: str, *, key: str) -> Page:
    page = page_of(permissions.of_area(rows, council), keys=(key, "id"), after=after)
    trail.record(
        by=by, event=Event.LISTED, on=by, found=len(page.rows), kind=rows.model._meta.label
    )  # fmt: skip
    return page


def _export(by: Any, rows: QuerySet[Any], council: str, *, key: str) -> list[Any]:
    found = list(permissions.of_area(rows, council).order_by(key, "id")[: rules.MOST_EXPORTED + 1])
    refuse_if(rules.reason_not_to_export(at_least=len(found)))
    trail.record(
        by=by, event=Event.EXPORTED, on=by, found=len(found), kind=rows.model._meta.label
    )  # fmt: skip
    return found


def _searched(by: Any, found: list[Any]) -> list[Any]:
    trail.record(by=by, event=Event.SEARCHED, on=by, found=[row.reference for row in found])
    return found


def _read(by: Any, rows: QuerySet[Any], reference: str, event: Event) -> Any:
    row: Record = find(rows, reference=as_typed(reference))
    trail.record(by=by, event=event, on=row)
    return row
