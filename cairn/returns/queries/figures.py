"""The answers to the public's questions, counted over every child who was missing in a council's area,
and the episodes behind a figure that are within somebody's reach.

The figures are the one thing here that does not start from reach: they count restricted children too,
for those whose permission says so, and name nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncDate, TruncMonth

from cairn.agencies.models import Council
from cairn.agencies.queries import standard
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach
from cairn.interviews import queries as interviews
from cairn.interviews.choices import Answer, Whom
from cairn.missing import queries as missing
from cairn.missing.choices import Ended
from cairn.missing.models import Episode
from cairn.missing.rules.seventy_two import WINDOW
from cairn.returns.choices import Outcome
from cairn.returns.models import CarePeriod
from cairn.returns.rules import questions
from cairn.returns.rules.heard import Since
from cairn.returns.rules.questions import CHILDREN, OF_CODE, TOTAL, Answers, Combo, Line

MOST_MONTHS = 24
MONTHS_BACK = 72
LATEST_BACK = ("-until_at", "-id")


@dataclass(frozen=True)
class Asked:
    """Whose answers, and of which months: 2026-04 to 2026-09."""

    council: Council
    first: str
    last: str

    @property
    def months(self) -> list[str]:
        return questions.months_between(
            questions.first_of(self.first), questions.first_of(self.last)
        )


@query(Permission.FIGURES_WHOLE)
def months(*, by: Any) -> list[str]:
    """The months that can be asked about, the latest first."""
    today = clock.today()
    number = today.year * 12 + today.month - 1 - MONTHS_BACK + 1
    found = questions.months_between(date(number // 12, number % 12 + 1, 1), today)
    return found[::-1]


@query(Permission.FIGURES_WHOLE)
def asked(*, by: Any, council: str, first: str, last: str) -> Asked:
    """Of a council of the person's, from month to month."""
    area = next((one for one in by.councils if one.code == council), None)
    known = months(by=by)
    if area is None or first not in known or last not in known or first > last:
        raise OutOfReach
    found = Asked(area, first, last)
    if len(found.months) > MOST_MONTHS:
        raise OutOfReach
    return found


@query(Permission.FIGURES_WHOLE)
def answers(*, by: Any, asked: Asked) -> Answers:
    """Every figure, of every child who was missing in the area, within reach or not."""
    found = Answers(asked.months)
    rows = _returns(Episode.objects, by, asked)
    by_all = rows.values("month", "outcome", "kind", "in_care", "why").annotate(number=Count("pk"))
    for row in by_all.order_by():
        combo = Combo(row["outcome"], row["kind"], row["in_care"], row["why"])
        found.counts[combo, f"{row['month']:%Y-%m}"] = row["number"]
    each = {
        code: Count("child", distinct=True, filter=Q(outcome__in=OF_CODE[code].outcomes))
        for code in CHILDREN
    }
    found.children = {(code, month): 0 for code in CHILDREN for month in found.columns}
    for row in rows.values("month").annotate(**each).order_by():
        _note(found, row, f"{row['month']:%Y-%m}")
    _note(found, rows.aggregate(**each), TOTAL)
    return found


@query(Permission.FIGURES_WHOLE)
def suppressed_under(*, by: Any) -> int:
    """Numbers from 1 to below this are held back outside, by the local standard of today."""
    return standard(by=by, key="figures-suppress-under")


@query(Permission.INTERVIEWS_VIEW)
def behind(*, by: Any, asked: Asked, line: str, month: str = TOTAL) -> QuerySet[Any]:
    """The episodes behind a figure that are within reach. A figure may count more than these."""
    if line not in OF_CODE or month not in (TOTAL, *asked.months):
        raise OutOfReach
    rows = _returns(missing.episodes(by=by), by, asked)
    if month:
        first = clock.instant_of(questions.first_of(month))
        until = clock.instant_of(questions.day_after(month))
        rows = rows.filter(until_at__gte=first, until_at__lt=until)
    return rows.filter(_counts(OF_CODE[line]))


def _note(found: Answers, row: dict[str, Any], column: str) -> None:
    for code in CHILDREN:
        if (code, column) in found.children:
            found.children[code, column] = row[code]


def _counts(line: Line) -> Q:
    """The same as Line.counts, as the database does it."""
    found = Q(outcome__in=line.outcomes)
    if line.kind:
        found &= Q(kind=line.kind)
    if line.in_care is not None:
        found &= Q(in_care=line.in_care)
    if line.why is not None:
        found &= Q(why=line.why)
    return found


def _returns(rows: Any, by: Any, asked: Asked) -> QuerySet[Any]:
    """Returns of the period, each with its month, what became of its interview, and whether in care."""
    until = clock.instant_of(questions.day_after(asked.last))
    rows = rows.filter(
        council=asked.council, ended=Ended.RETURNED, until_at__lt=until,
        until_at__gte=clock.instant_of(questions.first_of(asked.first)),
    )  # fmt: skip
    began = OuterRef("began")
    care = CarePeriod.objects.filter(child=OuterRef("child"), from_on__lte=began)
    care = care.filter(Q(until_on=None) | Q(until_on__gte=began))
    rows = rows.annotate(began=TruncDate("from_at", tzinfo=clock.LONDON))
    since = interviews.offered_since(by=by)
    return rows.annotate(
        of=FilteredRelation("answered", condition=Q(answered__taken_out_at=None)),
        why=Coalesce("of__interview__why_not", Value(""), output_field=TextField()),
        interview=F("of__interview__reference"),
        month=TruncMonth("until_at", tzinfo=clock.LONDON),
        in_care=Exists(care),
        outcome=_outcome(since),
    )


def _outcome(since: Since) -> Case:
    """What became of the interview after a return: the first that fits."""
    own = "of__interview__"
    answer, held = f"{own}answer", Q(**{f"{own}held_at__isnull": False})
    offered = Q(**{f"{own}offered_at__isnull": False})
    not_possible = Q(**{answer: Answer.NOT_POSSIBLE})
    declined = Q(**{answer: Answer.DECLINED})
    in_time = Q(
        **{f"{own}held_at__gte": F("until_at"), f"{own}held_at__lte": F("until_at") + WINDOW}
    )
    fits: Iterable[tuple[Q, Outcome]] = (
        (Q(until_at__gt=clock.now() - WINDOW), Outcome.RUNS),
        (held & in_time, Outcome.IN_TIME),
        (held, Outcome.LATE),
        (offered & Q(**{answer: Answer.ACCEPTED}), Outcome.WAITS),
        (declined & Q(**{f"{own}answered_by": Whom.CHILD}), Outcome.DECLINED_CHILD),
        (declined & Q(**{f"{own}answered_by": Whom.CARER}), Outcome.DECLINED_CARER),
        (declined, Outcome.DECLINED_OTHER),
        (offered & not_possible, Outcome.NOT_POSSIBLE),
        (offered, Outcome.UNANSWERED),
        (not_possible, Outcome.NEVER_POSSIBLE),
        (_none_due(since), Outcome.NONE_DUE),
    )
    whens = [When(condition, then=Value(str(outcome))) for condition, outcome in fits]
    return Case(*whens, default=Value(str(Outcome.NOT_OFFERED)), output_field=TextField())


def _none_due(since: Since) -> Q:
    """Returns on days on which the local standard offered nothing after their kind."""
    found = Q(pk__in=[])
    until = None
    for from_on, kinds in since:
        then = ~Q(kind__in=kinds)
        if from_on != date.min:
            then &= Q(until_at__gte=clock.instant_of(from_on))
        if until:
            then &= Q(until_at__lt=until)
        found |= then
        until = clock.instant_of(from_on) if from_on != date.min else None
    return found
