"""Pathways within reach: where each stands, what is due, and all that was decided in it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from cairn.agencies.queries import councils, standard
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.children import rules as children
from cairn.children.models import Child
from cairn.children.queries import child as child_of
from cairn.foundation import clock
from cairn.foundation.references import as_typed
from cairn.foundation.refusals import find
from cairn.pathways import permissions, rules, tracking
from cairn.pathways.choices import Level, State
from cairn.pathways.models import (
    Ending,
    LevelSet,
    Pathway,
    Review,
    Screening,
    Transfer,
    WorkerNeed,
)
from cairn.pathways.rules import due as dues

NEWEST_FIRST = ("-opened_at", "-id")
# Thousands of characters of an assessment of which only the reference is shown.
ANSWERS = tuple(f"assessment__{name}" for name in ("answers", "context", "outcome", "versions"))


@dataclass(frozen=True)
class Standing:
    """Where a pathway stands, and what is due next."""

    state: State
    level: Level | None
    due_on: date | None  # of the Level 1 meeting or the next review
    due: str
    why: str = ""  # on that day


@dataclass(frozen=True)
class Step:
    """Something that was decided in a pathway: when, what, why, by whom, and the row that says so."""

    at: datetime
    what: str
    why: str
    who: str
    row: Any


@query(Permission.PATHWAYS_VIEW)
def pathways(*, by: Any) -> QuerySet[Pathway]:
    """Pathways of children within reach, each with the facts its state is told from."""
    return _with_facts(Pathway.objects.filter(permissions.reach(by)))


@query(Permission.PATHWAYS_VIEW)
def pathway(*, by: Any, reference: str) -> Pathway:
    """One pathway within reach, or one that a council of theirs is asked to take."""
    reach = permissions.or_asked_to_take(permissions.reach(by), by)
    rows = Pathway.objects.filter(reach)
    return find(_with_facts(rows), reference=as_typed(reference))


@query(Permission.PATHWAYS_DECIDE)
def pathway_to_change(*, by: Any, reference: str) -> Pathway:
    """The same, for a page on which somebody who decides may act upon it."""
    return pathway(by=by, reference=reference)


@query(Permission.PATHWAYS_VIEW)
def is_within_reach(*, by: Any, pathway: Pathway) -> bool:
    """Whether the child is theirs to know, and not only the pathway that they are asked to take."""
    return Pathway.objects.filter(permissions.reach(by), pk=pathway.pk).exists()


@query(Permission.PATHWAYS_VIEW)
def reason_not_to_change(*, by: Any, pathway: Pathway) -> str | None:
    """Why somebody may read a pathway that one of these queries gave, and nothing more."""
    reach = permissions.or_asked_to_take(permissions.standing_reach(by), by)
    is_standing = Pathway.objects.filter(reach, pk=pathway.pk).exists()
    return children.reason_not_to_change(is_standing=is_standing)


@query(Permission.PATHWAYS_DECIDE)
def open_pathway(*, by: Any, child: str) -> Pathway | None:
    """The pathway of a child within reach that has not ended."""
    row = child_of(by=by, reference=child)
    return pathways(by=by).filter(child=row, closed_at=None).first()


@query(Permission.PATHWAYS_VIEW)
def offer_waiting(*, by: Any, pathway: Pathway) -> Transfer | None:
    """The question that waits for a council's answer, of a pathway that one of these queries gave."""
    rows = pathway.transfers.filter(answered_at=None)
    return rows.select_related("from_council", "to_council", "offered_by").first()


@query(Permission.PATHWAYS_VIEW)
def earlier_pathways(*, by: Any, child: Child, before: datetime) -> list[tuple[Pathway, str]]:
    """The pathways that the same child had before, the latest first, and why each ended, if it did.

    Where there is one, the child is referred again.
    """
    rows = pathways(by=by).filter(child=child, opened_at__lt=before).order_by(*NEWEST_FIRST)
    ended = Ending.objects.filter(pathway__in=rows, reopened_at=None)
    why = {one.pathway_id: str(one.get_why_display()) for one in ended}
    return [(row, why.get(row.pk, "")) for row in rows]


@query(Permission.PATHWAYS_VIEW)
def story(*, by: Any, pathway: Pathway) -> list[Step]:
    """All that was decided in a pathway that one of these queries gave; the latest first."""
    return _story(pathway=pathway)


@query(Permission.PATHWAYS_VIEW)
def decided_of_child(*, by: Any, child: Child) -> list[Step]:
    """The levels, reviews and ends of all the pathways of a child whom a query gave; latest first."""
    steps = [*_levels_and_reviews(pathway__child=child), *_ends(pathway__child=child)]
    return sorted(steps, key=lambda step: step.at, reverse=True)


def _story(**of: Any) -> list[Step]:
    screenings = Screening.objects.filter(**of).select_related("by")
    transfers = Transfer.objects.filter(**of).select_related(
        "to_council", "offered_by", "answered_by"
    )
    needs = WorkerNeed.objects.filter(**of).select_related("by")
    steps = [
        *(_step(one, f"Screened: {one.get_outcome_display()}", one.reason) for one in screenings),
        *_levels_and_reviews(**of),
        *(_step(one, _of_worker(one), one.reason) for one in needs),
        *(step for one in transfers for step in _steps_of_transfer(one)),
        *_ends(**of),
    ]
    return sorted(steps, key=lambda step: step.at, reverse=True)


def _levels_and_reviews(**of: Any) -> Iterator[Step]:
    levels = LevelSet.objects.filter(**of).select_related("by", "pathway", "assessment")
    for one in levels.defer(*ANSWERS):
        yield _step(one, f"Level: {one.get_level_display()}", one.reason)
    for review in Review.objects.filter(**of).select_related("by", "pathway"):
        yield _step(review, "Review", review.note)


def _ends(**of: Any) -> Iterator[Step]:
    endings = Ending.objects.filter(**of).select_related("by", "reopened_by", "pathway")
    return (step for one in endings for step in _steps_of_ending(one))


def _step(row: Any, what: str, why: str) -> Step:
    return Step(row.at, what, why, row.by.name, row)


def _of_worker(one: Any) -> str:
    return f"Intervention worker: {'needed' if one.is_needed else 'not needed'}"


def _steps_of_transfer(one: Any) -> list[Step]:
    council = one.to_council.name if one.to_council else one.to_elsewhere
    steps = [Step(one.offered_at, f"{council} asked to take it", one.why, one.offered_by.name, one)]
    if one.answered_at:
        said = f"{council}: {one.get_answer_display().lower()}"
        steps.append(Step(one.answered_at, said, one.answer_reason, one.answered_by.name, one))
    return steps


def _steps_of_ending(one: Any) -> list[Step]:
    steps = [_step(one, f"Ended: {one.get_why_display()}", one.plans_outcome)]
    if one.reopened_at:
        because, who = one.reopened_because, one.reopened_by.name
        steps.append(Step(one.reopened_at, "Reopened", because, who, one))
    return steps


@query(Permission.PATHWAYS_VIEW)
def pathways_of_child(*, by: Any, reference: str) -> tuple[Child, list[Pathway]]:
    """A child within reach, and their pathways, the latest first."""
    row = child_of(by=by, reference=reference)
    return row, list(pathways(by=by).filter(child=row).order_by(*NEWEST_FIRST))


@query(Permission.PATHWAYS_DECIDE)
def asked_to_take(*, by: Any) -> QuerySet[Pathway]:
    """Pathways that wait for the answer of a council of theirs, asked by somebody else."""
    asked_by_them = Transfer.objects.filter(answered_at=None, offered_by=by.pk).values("pathway")
    rows = Pathway.objects.filter(permissions.asked_to_take(by)).exclude(pk__in=asked_by_them)
    return _with_facts(rows)


@query(Permission.PATHWAYS_VIEW)
def standing(*, by: Any, pathway: Pathway) -> Standing:
    """Of a pathway that one of these queries gave."""
    return standings(by=by, pathways=[pathway])[0]


@query(Permission.PATHWAYS_VIEW)
def standings(
    *, by: Any, pathways: Iterable[Pathway], said: tracking.Clocks | None = None
) -> list[Standing]:
    """Of each pathway that one of these queries gave, by the local standards of today, `said`."""
    said = said or clocks(by=by)
    return [_standing(one, said.working_days, said.weeks) for one in pathways]


@query(Permission.PATHWAYS_VIEW)
def clocks(*, by: Any) -> tracking.Clocks:
    """The day, and the local standards by which something is due."""
    weeks = {one.value: standard(by=by, key=f"review-weeks-{one.value}") for one in Level}
    days = standard(by=by, key="level-1-working-days")
    return tracking.Clocks(today=clock.today(), working_days=days, weeks=weeks)


def _standing(pathway: Any, days: int, weeks: Mapping[str, int]) -> Standing:
    facts = _facts(pathway)
    state = rules.state(facts)
    if state is State.CLOSED:
        return Standing(state, facts.level, None, "")
    if facts.level is None:
        due = dues.level_1_due(pathway.opened_at, working_days=days)
        why = dues.why_level_1_due(pathway.opened_at, working_days=days)
        return Standing(state, None, due, "Level 1 meeting", why)
    last = max(moment for moment in (pathway.level_at, pathway.reviewed_at) if moment)
    due = dues.review_due(last, facts.level, weeks=weeks)
    why = dues.why_review_due(
        facts.level, level_at=pathway.level_at, reviewed_at=pathway.reviewed_at,
        weeks=weeks[facts.level.value],
    )  # fmt: skip
    return Standing(state, facts.level, due, "Review", why)


@query(Permission.PATHWAYS_DECIDE)
def other_councils(*, by: Any, pathway: Pathway) -> list[Any]:
    """The councils of the county that could take a pathway."""
    return [one for one in councils(by=by) if one.pk != pathway.council_id]


def _facts(pathway: Any) -> rules.Facts:
    level = pathway.latest_level
    return rules.Facts(
        level=Level(level) if level else None,
        is_moving=pathway.is_moving,
        is_closed=pathway.closed_at is not None,
    )


def _with_facts(rows: QuerySet[Pathway]) -> QuerySet[Pathway]:
    latest = LevelSet.objects.filter(pathway=OuterRef("pk")).order_by("-at", "-id")
    reviews = Review.objects.filter(pathway=OuterRef("pk")).order_by("-at", "-id")
    offers = Transfer.objects.filter(Q(answered_at=None), pathway=OuterRef("pk"))
    return rows.select_related("child__council", "council").annotate(
        latest_level=Subquery(latest.values("level")[:1]),
        level_at=Subquery(latest.values("at")[:1]),
        reviewed_at=Subquery(reviews.values("at")[:1]),
        is_moving=Exists(offers),
    )
