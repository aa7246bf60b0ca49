"""Looking: at a child's list, at one assessment, at two beside each other; and taking them away."""

from typing import Any

from cairn.assessments import queries, rules
from cairn.assessments.choices import Event
from cairn.assessments.models import Assessment
from cairn.assessments.rules import Difference
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children import queries as children
from cairn.children.models import Child
from cairn.children.rules import reason_not_to_change

Comparison = tuple[Assessment, Assessment, tuple[Difference, ...]]


@action(Permission.ASSESSMENTS_VIEW)
def list_assessments(*, by: Any, child: str) -> tuple[Child, list[Assessment]]:
    """A child and their assessments, the latest first."""
    return _of_child(by, child, Event.LISTED)


@action(Permission.ASSESSMENTS_VIEW)
def export_assessments(*, by: Any, child: str) -> tuple[Child, list[Assessment]]:
    """The same, to take away as a table."""
    return _of_child(by, child, Event.EXPORTED)


def _of_child(by: Any, reference: str, event: Event) -> tuple[Child, list[Assessment]]:
    child = children.child(by=by, reference=reference)
    found = list(queries.assessments_of_child(by=by, child=reference))
    trail.record(by=by, event=event, on=child, assessments=[one.reference for one in found])
    return child, found


@action(Permission.ASSESSMENTS_VIEW)
def read_assessment(*, by: Any, reference: str) -> Assessment:
    """Open one assessment."""
    return _one(by, reference, Event.VIEWED)


@action(Permission.ASSESSMENTS_RECORD)
def open_to_write(*, by: Any, reference: str) -> tuple[Assessment, str | None]:
    """Open one assessment to go on with it, and why this person cannot write in it, if so."""
    row = _one(by, reference, Event.VIEWED)
    is_standing = children.is_standing(by=by, reference=row.child.reference)
    reason = reason_not_to_change(is_standing=is_standing) or rules.reason_not_to_write(
        is_finished=row.finished_at is not None, is_discarded=row.discarded_at is not None
    )
    return row, reason


@action(Permission.ASSESSMENTS_VIEW)
def export_assessment(*, by: Any, reference: str) -> Assessment:
    """Its answers, to take away as a table."""
    return _one(by, reference, Event.EXPORTED)


def _one(by: Any, reference: str, event: Event) -> Assessment:
    row = queries.assessment(by=by, reference=reference)
    trail.record(by=by, event=event, on=row, child=row.child.reference, version=row.version)
    return row


@action(Permission.ASSESSMENTS_VIEW)
def compare_assessments(*, by: Any, reference: str, other: str = "") -> Comparison:
    """An assessment beside the one before it, or beside `other` of the earlier ones."""
    return _two(by, reference, other, Event.COMPARED)


@action(Permission.ASSESSMENTS_VIEW)
def export_comparison(*, by: Any, reference: str, other: str = "") -> Comparison:
    """The same, to take away as a table."""
    return _two(by, reference, other, Event.EXPORTED)


def _two(by: Any, reference: str, other: str, event: Event) -> Comparison:
    row, then, differences = queries.comparison(by=by, reference=reference, other=other)
    trail.record(
        by=by, event=event, on=row, child=row.child.reference, other=then.reference
    )  # fmt: skip
    return row, then, differences
