"""Assessments within reach: one, those of a child, the latest, and two side by side."""

from typing import Any

from django.db.models import Q, QuerySet

from cairn.assessments import permissions, rules
from cairn.assessments.models import Assessment
from cairn.assessments.rules import Difference, Missing
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.children import queries as children
from cairn.foundation.references import as_typed
from cairn.foundation.refusals import OutOfReach, find

LATEST_FIRST = ("-started_at", "-id")


@query(Permission.ASSESSMENTS_VIEW)
def assessments(*, by: Any) -> QuerySet[Assessment]:
    """Every assessment within reach."""
    return Assessment.objects.filter(permissions.reach(by)).select_related(
        "child", "tool", "started_by", "changed_by", "finished_by", "discarded_by"
    )


@query(Permission.ASSESSMENTS_VIEW)
def assessment(*, by: Any, reference: str) -> Assessment:
    """One assessment within reach, by the reference as people type it."""
    return find(assessments(by=by), reference=as_typed(reference))


@query(Permission.ASSESSMENTS_VIEW)
def assessments_of_child(*, by: Any, child: str) -> QuerySet[Assessment]:
    """The assessments of one child within reach, the latest first."""
    row = children.child(by=by, reference=child)
    return assessments(by=by).filter(child=row).order_by(*LATEST_FIRST)


@query(Permission.ASSESSMENTS_VIEW)
def latest_finished(*, by: Any, child: str, kind: str = "") -> Assessment | None:
    """The assessment of a child that was finished last, of one kind of tool if said."""
    rows = assessments_of_child(by=by, child=child).filter(finished_at__isnull=False)
    if kind:
        rows = rows.filter(tool__kind=kind)
    return rows.order_by("-finished_at", "-id").first()


@query(Permission.ASSESSMENTS_VIEW)
def earlier(*, by: Any, reference: str) -> list[Assessment]:
    """Finished assessments of the same child with the same tool, before this one; latest first."""
    row = assessment(by=by, reference=reference)
    rows = assessments(by=by).filter(
        child=row.child_id, tool__code=row.tool.code, finished_at__isnull=False
    )
    if row.finished_at:
        same_moment = Q(finished_at=row.finished_at, pk__lt=row.pk)
        rows = rows.filter(Q(finished_at__lt=row.finished_at) | same_moment)
    return list(rows.exclude(pk=row.pk).order_by("-finished_at", "-id"))


@query(Permission.ASSESSMENTS_VIEW)
def comparison(
    *, by: Any, reference: str, other: str = ""
) -> tuple[Assessment, Assessment, tuple[Difference, ...]]:
    """An assessment, the one before it (or `other`), and each indicator in both."""
    row = assessment(by=by, reference=reference)
    before = earlier(by=by, reference=reference)
    wanted = [one for one in before if not other or one.reference == as_typed(other)]
    if not wanted:
        raise OutOfReach
    then = wanted[0]
    found = rules.compare(then.tool.definition, then.answers, row.tool.definition, row.answers)
    return row, then, found


@query(Permission.ASSESSMENTS_VIEW)
def lacking(*, by: Any, reference: str) -> tuple[Missing, ...]:
    """What an assessment still needs before it can be finished."""
    row = assessment(by=by, reference=reference)
    return rules.missing(row.tool.definition, row.answers, row.said)
