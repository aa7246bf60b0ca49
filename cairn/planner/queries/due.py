"""The interviews that are due, beside who can go to each; and those that somebody has to decide."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.foundation import clock
from cairn.foundation.references import as_typed
from cairn.foundation.refusals import find
from cairn.interviews import queries as interviews
from cairn.interviews.models import Interview
from cairn.interviews.queries import DUE_FIRST, DUE_LAST
from cairn.interviews.telling import RUNNING
from cairn.planner.choices import Level
from cairn.planner.drawing import Drawn, Row, draw
from cairn.planner.models import Away, Warned
from cairn.planner.queries.people import workers
from cairn.planner.rules import saying

MOST = 200  # interviews reckoned with at once
WARNED_OF = (Level.LAST_CHANCE, Level.NOBODY, Level.LATE)
LATELY = timedelta(days=1)  # who was late before that was warned, or is on every list


@dataclass(frozen=True)
class Narrowing:
    """What a reader asked. Empty: those for which somebody has something to decide."""

    shown: str = ""
    council: str = ""

    def takes(self, row: Row) -> bool:
        if self.shown == "all":
            return True
        if self.shown:
            return row.judged.level == self.shown
        return row.judged.level != Level.ARRANGED


def _running(by: Any) -> QuerySet[Interview]:
    return interviews.interviews(by=by).filter(RUNNING).order_by(*DUE_FIRST)


@query(Permission.INTERVIEWS_ALLOCATE)
def due(*, by: Any, asked: Narrowing = Narrowing()) -> list[Row]:
    """Every interview that is to be held, within reach, as it was asked: the soonest breach first, and
    after those that can still be saved the late ones, the latest first.
    """
    rows, now = _running(by), clock.now()
    if asked.council:
        rows = rows.filter(child__council__code=asked.council)
    coming = list(rows.filter(due_at__gte=now)[:MOST])
    late = rows.filter(due_at__lt=now).order_by(*DUE_LAST)[: MOST - len(coming)]
    drawn = draw(by, [*coming, *late], list(workers(by=by)))
    return [one for one in drawn.rows if asked.takes(one)]


@query(Permission.INTERVIEWS_ALLOCATE)
def one(*, by: Any, reference: str) -> tuple[Row, Drawn]:
    """One interview that is to be held, and everybody who could go or cannot."""
    row = find(_running(by), reference=as_typed(reference))
    drawn = draw(by, [row], list(workers(by=by)))
    return drawn.rows[0], drawn


@query(Permission.INTERVIEWS_ALLOCATE)
def to_decide(*, by: Any) -> QuerySet[Interview]:
    """Those that people were warned of, or whose interviewer is away then, until somebody decides."""
    warned = Warned.objects.filter(interview=OuterRef("pk"), due_at=OuterRef("due_at"))
    away = Away.objects.filter(
        Q(until_at=None) | Q(until_at__gt=OuterRef("planned_at")),
        person=OuterRef("interviewer"), taken_back_at=None,
        from_at__lte=OuterRef("planned_at"),
    )  # fmt: skip
    open_still = Q(planned_at=None) | Q(planned_at__gt=F("due_at")) | Q(interviewer=None)
    return _running(by).filter(open_still & Exists(warned) | Exists(away))


@query(Permission.SERVICE_OPERATE)
def warnings_due(*, by: Any) -> list[tuple[str, Level, str]]:
    """Of which interviews people are to be warned now, of what, and in which words."""
    rows = list(_running(by).filter(due_at__gt=clock.now() - LATELY)[:1000])
    warned = set(
        Warned.objects.filter(interview__in=rows).values_list("interview", "level", "due_at")
    )
    if not rows:
        return []
    drawn = draw(by, rows, list(workers(by=by)), suggests=False)
    return [
        (row.interview.reference, level, saying.warning(row.judged, drawn.after))
        for row in drawn.rows
        if (level := row.judged.level) in WARNED_OF
        and (row.interview.pk, level, row.interview.due_at) not in warned
    ]
