"""Assessments that are to be made again: a tool may ask to be repeated while there is concern."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from cairn.agencies import queries as agencies
from cairn.assessments import rules
from cairn.assessments.models import Assessment
from cairn.assessments.queries.kept import assessments, assessments_of_child
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.foundation import clock

LAST_FINISHED_FIRST = ("-finished_at", "-id")


@dataclass(frozen=True)
class Again:
    """An assessment that is to be made again, and by when."""

    assessment: Assessment
    due_on: date
    is_late: bool


@query(Permission.ASSESSMENTS_VIEW)
def repeat_due(*, by: Any) -> QuerySet[Assessment]:
    """Of each child within reach, the latest assessment with a tool that is to be repeated, where that
    is overdue; the longest overdue first.
    """
    weeks = agencies.standard(by=by, key="assessment-repeat-weeks")
    rows = _repeated(assessments(by=by), by)
    latest = _repeated(Assessment.objects.filter(child=OuterRef("child")), by)
    last = Subquery(latest.order_by(*LAST_FINISHED_FIRST).values("pk")[:1])
    before = clock.instant_of(clock.today() - timedelta(weeks=weeks))
    return rows.filter(pk=last, finished_at__lt=before).order_by("finished_at", "id")


@query(Permission.ASSESSMENTS_VIEW)
def again(*, by: Any, child: str) -> Again | None:
    """The assessment of a child that is to be made again, if there is one."""
    rows = _repeated(assessments_of_child(by=by, child=child), by)
    last = rows.order_by(*LAST_FINISHED_FIRST).first()
    if last is None or last.finished_at is None:
        return None
    weeks = agencies.standard(by=by, key="assessment-repeat-weeks")
    due = rules.repeat_due(clock.local(last.finished_at).date(), weeks=weeks)
    return Again(last, due, is_late=due < clock.today())


def _repeated(rows: QuerySet[Assessment], by: Any) -> QuerySet[Assessment]:
    """Finished with a tool that is to be repeated."""
    tools = agencies.standard(by=by, key="assessment-repeat-tools")
    return rows.filter(finished_at__isnull=False, tool__code__in=tools)
