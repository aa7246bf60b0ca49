"""Gathers what the rules reckon with: workers with their time, and interviews with their towns.

What others have planned is reckoned with as well, also with children whom the reader does not know of:
it takes the worker's time, and nothing more of it is said.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Q

from cairn.accounts.models import User
from cairn.agencies import queries as agencies
from cairn.children.models import Child, Involvement
from cairn.children.permissions import standing_reach
from cairn.interviews.choices import Relation
from cairn.interviews.models import Interview
from cairn.interviews.rules import independence
from cairn.interviews.telling import NOT_HELD
from cairn.missing.choices import What
from cairn.missing.models import Saying
from cairn.missing.settling import STANDING
from cairn.planner.models import Away, Hours, Week, Whereabouts
from cairn.planner.rules import hours
from cairn.planner.rules.judging import Job
from cairn.planner.rules.starts import Visit, Worker
from cairn.planner.rules.travel import Measures, Point, guess

Points = dict[int, Point]
KNOWS = "intervention_worker"
SHUT = "{who} may not open the child’s record."


@dataclass(frozen=True)
class Placed:
    """In which town an interview is to be, and what that is guessed from, if it is a guess."""

    town: Point | None
    guessed_from: str = ""


def measures_of(by: Any) -> Measures:
    def minutes(key: str) -> timedelta:
        return timedelta(minutes=agencies.standard(by=by, key=key))

    def from_to(key: str) -> tuple[time, time]:
        begins, ends = agencies.standard(by=by, key=key)
        return time.fromisoformat(begins), time.fromisoformat(ends)

    return Measures(
        interview=minutes("interview-minutes"),
        gap=minutes("interview-gap-minutes"),
        fixed=minutes("travel-fixed-minutes"),
        per_10_km=minutes("travel-10-km-minutes"),
        unknown=minutes("travel-unknown-minutes"),
        school=from_to("school-hours"),
        day=from_to("interview-day-hours"),
    )


def points_of(by: Any) -> Points:
    return {
        one.pk: Point(one.code, one.name, one.latitude, one.longitude)
        for one in agencies.towns(by=by)
    }


def workers_of(
    people: Sequence[User], points: Points, *, start: datetime, end: datetime, measures: Measures
) -> list[Worker]:
    """These people with their hours, what they are away for, and what they have planned."""
    weeks, offs = weeks_of(people, points), _offs(people, start, end)
    visits = _visits(people, points, start, end, measures)
    return [
        Worker(
            one.pk, one.name, tuple(hours.shifts(weeks[one.pk], start, end)),
            tuple(offs[one.pk]), tuple(visits[one.pk]),
        )
        for one in people
    ]  # fmt: skip


def weeks_of(people: Sequence[User], points: Points) -> dict[int, list[hours.Week]]:
    """Each one's weeks, in the order they were said."""
    days = defaultdict(list)
    for one in Hours.objects.filter(week__person__in=people).order_by("weekday"):
        base = points.get(one.base_id) if one.base_id else None
        days[one.week_id].append(hours.Day(one.weekday, one.begins, one.ends, base))
    found = defaultdict(list)
    for week in Week.objects.filter(person__in=people).order_by("id"):
        found[week.person_id].append(
            hours.Week(week.from_on, tuple(days[week.pk]), week.on_holidays)
        )
    return found


def _offs(people: Sequence[User], start: datetime, end: datetime) -> dict[int, list[hours.Off]]:
    rows = Away.objects.filter(
        Q(until_at=None) | Q(until_at__gt=start),
        person__in=people,
        taken_back_at=None,
        from_at__lt=end,
    )
    found = defaultdict(list)
    for one in rows.order_by("from_at", "id"):
        found[one.person_id].append(hours.Off(one.from_at, one.until_at, one.kind))
    return found


def _visits(
    people: Sequence[User], points: Points, start: datetime, end: datetime, measures: Measures
) -> dict[int, list[Visit]]:
    rows = list(
        Interview.objects.filter(
            ~NOT_HELD, interviewer__in=people, planned_at__gt=start - timedelta(days=1),
            planned_at__lt=end, held_at=None, joined_to=None, taken_back_at=None,
        ).select_related("child").order_by("planned_at", "id")
    )  # fmt: skip
    placed = placed_of(rows, points)
    found = defaultdict(list)
    for one in rows:
        if one.planned_at and one.interviewer_id:
            until = one.planned_at + measures.interview
            town = placed[one.pk].town
            found[one.interviewer_id].append(Visit(one.planned_at, until, town, one.reference))
    return found


def placed_of(rows: Sequence[Interview], points: Points) -> dict[int, Placed]:
    """In which town each interview is to be: as somebody said, or guessed from what is known."""
    said = dict(
        Whereabouts.objects.filter(interview__in=rows)
        .order_by("id")
        .values_list("interview", "town")
    )  # the last said counts
    rest = [one for one in rows if said.get(one.pk) not in points]
    found_where = _found_where(rest)
    towns = list(points.values())
    return {
        one.pk: Placed(points[said[one.pk]])
        if said.get(one.pk) in points
        else _guessed(one, found_where.get(one.pk, ""), towns)
        for one in rows
    }


def _guessed(one: Interview, found_where: str, towns: list[Point]) -> Placed:
    for words, called in (
        (one.planned_where, "the planned place"),
        (one.child.address, "the child’s address"),
        (found_where, "where the child was found"),
    ):
        if town := guess([words], towns):
            return Placed(town, called)
    return Placed(None)


def _found_where(rows: Iterable[Interview]) -> dict[int, str]:
    said = Saying.objects.filter(
        STANDING,
        episode__answered__interview__in=list(rows), episode__answered__taken_out_at=None,
        what__in=[What.FOUND, What.RETURNED],
    ).exclude(where="")  # fmt: skip
    found = said.order_by("said_at", "id").values_list("episode__answered__interview", "where")
    return {number: where for number, where in found if number}


def jobs_of(
    rows: Sequence[Interview], people: Sequence[User], placed: dict[int, Placed]
) -> list[Job]:
    """The interviews, with who should not go by the record, and whom the child knows."""
    children = {one.child_id for one in rows}
    may_open = {
        one.pk: set(
            Child.objects.filter(standing_reach(one), pk__in=children).values_list("pk", flat=True)
        )
        for one in people
    }
    kinds = defaultdict(set)
    involved = Involvement.objects.filter(child__in=children, person__in=people, until_on=None)
    for child, person, kind in involved.values_list("child", "person", "kind"):
        kinds[child, person].add(kind)
    return [_job(one, people, placed[one.pk], may_open, kinds) for one in rows]


def _job(row: Interview, people: Sequence[User], placed: Placed, may_open: Any, kinds: Any) -> Job:
    barred, shut = [], set()
    for one in people:
        theirs = kinds.get((row.child_id, one.pk), ())
        why = independence.concern(Relation.NONE, who=one.name, kinds=theirs)
        if row.child_id not in may_open[one.pk]:
            why = why or SHUT.format(who=one.name)
            shut.add(one.pk)
        if why:
            barred.append((one.pk, why))
    return Job(
        row.reference, row.due_at, placed.town, row.interviewer_id, row.planned_at,
        known_by=frozenset(p.pk for p in people if KNOWS in kinds.get((row.child_id, p.pk), ())),
        barred=tuple(barred), shut=frozenset(shut),
        asked=frozenset(one.pk for one in people if row.child.council_id in one.council_ids),
    )  # fmt: skip
