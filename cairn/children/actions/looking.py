"""Looking: at a list, at one record, for a record, at an address; and taking a list away."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children import queries, rules
from cairn.children.choices import Event
from cairn.children.models import Child, EmergencyAccess
from cairn.foundation.paging import Page, page_of
from cairn.foundation.refusals import refuse_if

LATEST_FIRST = ("-from_at", "-id")


@action(Permission.CHILDREN_VIEW)
def list_children(
    *, by: Any, council: str = "", kind: str = "", is_mine: bool = False, after: str = ""
) -> Page:
    """A page of the children within reach, by name."""
    rows = queries.listed(by=by, council=council, kind=kind, is_mine=is_mine)
    page = page_of(rows, keys=queries.BY_NAME, after=after)
    trail.record(by=by, event=Event.LISTED, on=by, found=len(page.rows), first=page.is_first)
    return page


@action(Permission.CHILDREN_VIEW)
def find_children(
    *, by: Any, text: str, born_on: date | None = None, council: str = "", kind: str = "",
    is_mine: bool = False,
) -> list[Child]:  # fmt: skip
    """Search by name, other name, reference or birthday, within reach. What was found is kept."""
    among = queries.listed(by=by, council=council, kind=kind, is_mine=is_mine)
    found = queries.search(by=by, text=text, born_on=born_on, among=among)
    _trace_search(by, found)
    return found


@action(Permission.CHILDREN_RECORD)
def find_same(
    *, by: Any, given_name: str = "", family_name: str = "", also_known_as: Iterable[str] = (),
    born_on: date | None = None, key: uuid.UUID | None = None,
) -> list[Child]:  # fmt: skip
    """Before a record is added: children within reach who may be the same child."""
    found = queries.likely_same(
        by=by, given_name=given_name, family_name=family_name, also_known_as=also_known_as,
        born_on=born_on, key=key,
    )  # fmt: skip
    _trace_search(by, found)
    return found


def _trace_search(by: Any, found: list[Child]) -> None:
    # The words searched for are a name, so the trail keeps what they led to instead.
    trail.record(
        by=by, event=Event.SEARCHED, on=by, found=[child.reference for child in found]
    )  # fmt: skip


@action(Permission.CHILDREN_VIEW)
def export_children(
    *, by: Any, council: str = "", kind: str = "", is_mine: bool = False
) -> list[Child]:
    """The whole list, narrowed as on the page, to take away. At most 2,000 children."""
    rows = queries.listed(by=by, council=council, kind=kind, is_mine=is_mine)
    found = list(rows.order_by(*queries.BY_NAME)[: rules.MOST_EXPORTED + 1])
    refuse_if(rules.reason_not_to_export(at_least=len(found)))
    trail.record(by=by, event=Event.EXPORTED, on=by, found=len(found))
    return found


@action(Permission.CHILDREN_VIEW)
def read_child(*, by: Any, reference: str) -> Child:
    """Open one child's record to read it."""
    child = queries.child(by=by, reference=reference)
    trail.record(by=by, event=Event.VIEWED, on=child)
    return child


@action(Permission.CHILDREN_VIEW)
def show_address(*, by: Any, reference: str) -> Child:
    """See where the child lives: asked for on purpose, and kept in the trail by itself."""
    child = queries.child(by=by, reference=reference)
    trail.record(by=by, event=Event.ADDRESS_SEEN, on=child)
    return child


@action(Permission.AUDIT_VIEW)
def review_emergencies(*, by: Any, is_reviewed: bool = False, after: str = "") -> Page:
    """A page of requests for emergency access, to review or reviewed, the latest first."""
    page = page_of(_requests(by, is_reviewed), keys=LATEST_FIRST, after=after)
    trail.record(by=by, event=Event.EMERGENCIES_REVIEWED, on=by, found=len(page.rows))
    return page


@action(Permission.AUDIT_VIEW)
def export_emergencies(*, by: Any, is_reviewed: bool = False) -> list[EmergencyAccess]:
    """All of them, to take away."""
    found = list(_requests(by, is_reviewed).order_by(*LATEST_FIRST))
    trail.record(by=by, event=Event.EMERGENCIES_EXPORTED, on=by, found=len(found))
    return found


def _requests(by: Any, is_reviewed: bool) -> QuerySet[EmergencyAccess]:
    asked = queries.emergencies_reviewed if is_reviewed else queries.emergencies_to_review
    return asked(by=by)
