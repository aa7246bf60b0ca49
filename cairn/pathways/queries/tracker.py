"""The county's list of open pathways, who works in each, and the views that a person saved of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from cairn.agencies.queries import standard
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.children.models import Involvement
from cairn.foundation import clock, dates
from cairn.foundation.references import as_typed
from cairn.foundation.refusals import find
from cairn.pathways import permissions, rules, tracking
from cairn.pathways.choices import AgeBand, Level
from cairn.pathways.models import LevelSet, Pathway, SavedView, WorkerNeed
from cairn.pathways.queries.pathways import (
    NEWEST_FIRST,
    Standing,
    clocks,
    pathways,
    standings,
)
from cairn.pathways.rules import growing_up


@dataclass(frozen=True)
class Work:
    """Who works in a pathway: the lead practitioner, the workers, and what was said of one at Low."""

    lead: Involvement | None
    workers: list[Involvement]
    need: WorkerNeed | None
    lacks_worker: bool


@dataclass(frozen=True)
class Row:
    """One line of the tracker."""

    pathway: Pathway
    standing: Standing
    work: Work
    moved: rules.Movement | None

    @property
    def opened_on(self) -> date:
        return clock.local(self.pathway.opened_at).date()


@query(Permission.PATHWAYS_VIEW)
def tracker(*, by: Any, asked: tracking.Asked = tracking.EVERYTHING) -> QuerySet[Pathway]:
    """The county's list of open pathways within reach, and of those what was asked for."""
    rows = pathways(by=by).filter(closed_at=None)
    return tracking.narrowed(rows, asked, reader=by.pk, clocks=clocks(by=by))


@query(Permission.PATHWAYS_VIEW)
def with_level(*, by: Any) -> QuerySet[Pathway]:
    """Open pathways of children whose record names the person, that have a level: `level_now`."""
    rows = _open_ones(by).filter(tracking.mine(by.pk), latest__level__isnull=False)
    return rows.annotate(level_now=F("latest__level"))


@query(Permission.PATHWAYS_VIEW)
def nearly_adults(*, by: Any, is_mine: bool) -> QuerySet[Pathway]:
    """Open pathways of young people of 17 and more; those whose record names the person, or all."""
    ages = (tracking.AGE_LAST, growing_up.AGES[AgeBand.ADULT][1])
    born = growing_up.born_between(ages, today=clock.today())
    mine = tracking.mine(by.pk) if is_mine else Q()
    return _open_ones(by).filter(mine, child__born_on__range=born)


def _open_ones(by: Any) -> QuerySet[Pathway]:
    """Without the facts that a state is told from, which take most of the time."""
    rows = Pathway.objects.filter(permissions.reach(by), closed_at=None)
    return rows.select_related("child").order_by(*NEWEST_FIRST)


@query(Permission.PATHWAYS_VIEW)
def tracker_rows(*, by: Any, pathways: Sequence[Pathway]) -> list[Row]:
    """What the tracker shows of pathways that one of these queries gave."""
    levels: dict[int, list[tuple[datetime, Level]]] = {}
    for one in LevelSet.objects.filter(pathway__in=pathways).order_by("at", "id"):
        levels.setdefault(one.pathway_id, []).append((one.at, Level(one.level)))
    lines = zip(
        pathways, standings(by=by, pathways=pathways), works(by=by, pathways=pathways), strict=True
    )
    return [
        Row(pathway, standing, work, rules.movement(levels.get(pathway.pk, [])))
        for pathway, standing, work in lines
    ]


@query(Permission.PATHWAYS_VIEW)
def works(*, by: Any, pathways: Sequence[Pathway]) -> list[Work]:
    """Who works in each pathway that one of these queries gave."""
    needs = {one.pathway_id: one for one in _needs(pathways)}
    people: dict[tuple[int, str], list[Involvement]] = {}
    for one in tracking.at_work().filter(child__in=[row.child_id for row in pathways]):
        people.setdefault((one.child_id, one.kind), []).append(one)
    return [_work(row, people, needs.get(row.pk)) for row in pathways]


def _needs(pathways: Sequence[Pathway]) -> QuerySet[WorkerNeed]:
    return tracking.standing_needs().filter(pathway__in=pathways).select_related("by")


def _work(row: Any, people: Mapping[Any, list[Involvement]], need: WorkerNeed | None) -> Work:
    workers = people.get((row.child_id, tracking.WORKER), [])
    lead = next(iter(people.get((row.child_id, tracking.LEAD), [])), None)
    lacks = rules.lacks_worker(
        level=Level(row.latest_level) if row.latest_level else None,
        is_needed=need.is_needed if need else None,
        has_worker=bool(workers),
    )
    return Work(lead, workers, need, lacks)


@query(Permission.PATHWAYS_DECIDE)
def with_a_birthday(*, by: Any) -> list[str]:
    """Open pathways of young people who had one of the days on the way to eighteen of late."""
    ages = growing_up.born_between((0, dates.ADULT_AT), today=clock.today())
    rows = pathways(by=by).filter(closed_at=None, child__born_on__range=ages)
    return [row.reference for row in rows if birthday_to_tell(by=by, pathway=row)]


@query(Permission.PATHWAYS_VIEW)
def birthday_to_tell(*, by: Any, pathway: Pathway) -> growing_up.Birthday | None:
    """The day on the way to eighteen that somebody must hear of now, by the local standard."""
    if pathway.child.born_on is None or pathway.closed_at:
        return None
    return growing_up.birthday_to_tell(
        pathway.child.born_on, opened_on=clock.local(pathway.opened_at).date(),
        today=clock.today(), alerts=standard(by=by, key="towards-18-alerts"),
    )  # fmt: skip


@query(Permission.PATHWAYS_VIEW)
def saved_views(*, by: Any) -> QuerySet[SavedView]:
    """The person's own, and nobody else's."""
    return SavedView.objects.filter(person=by.pk).order_by("name", "id")


@query(Permission.PATHWAYS_VIEW)
def saved_view(*, by: Any, reference: str) -> SavedView:
    return find(saved_views(by=by), reference=as_typed(reference))
