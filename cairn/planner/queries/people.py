"""Workers and their time: usual weeks, time off, what is planned in a week, what time off touches."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from cairn.accounts.models import User
from cairn.agencies import queries as agencies
from cairn.agencies.models import Town
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.foundation import clock
from cairn.foundation.references import as_typed
from cairn.foundation.refusals import OutOfReach, find
from cairn.interviews import queries as interviews
from cairn.interviews.models import Interview
from cairn.interviews.queries import DUE_FIRST
from cairn.interviews.telling import RUNNING
from cairn.planner import gathering, permissions
from cairn.planner.drawing import Row, draw
from cairn.planner.models import Away, Week
from cairn.planner.rules.hours import Off, Shift, week_on
from cairn.planner.rules.hours import Week as Said
from cairn.planner.rules.judging import away_words
from cairn.planner.rules.starts import Worker, free

LATEST_FIRST = ("-from_at", "-id")
BY_NAME = ("name", "id")
SATURDAY = 5


@dataclass(frozen=True)
class Asked:
    """What a reader asked of time off. Empty: what is not over."""

    shown: str = ""
    person: str = ""


@dataclass(frozen=True)
class Planned:
    """Something in a worker's week. Without an interview: it is not within the reader's reach."""

    at: datetime
    until: datetime
    interview: Interview | None


@dataclass(frozen=True)
class OneDay:
    on: date
    usual: list[Shift]
    free: list[Shift]
    offs: list[Off]
    planned: list[Planned]


@query(Permission.INTERVIEWS_RECORD)
def workers(*, by: Any) -> QuerySet[User]:
    """Who holds interviews, of those whose time somebody may see."""
    rows = User.objects.filter(
        permissions.reach(by), roles__overlap=permissions.HOLDERS, ended_at=None
    )
    return rows.select_related("agency", "team").order_by(*BY_NAME)


@query(Permission.INTERVIEWS_RECORD)
def worker(*, by: Any, reference: str) -> User:
    return find(workers(by=by), reference=as_typed(reference))


@query(Permission.INTERVIEWS_RECORD)
def towns(*, by: Any) -> list[Town]:
    """The towns of the councils in which somebody works; where there are none, every town."""
    known = agencies.towns(by=by)
    near = [one for one in known if one.council_id in by.council_ids]
    return near or known


@query(Permission.INTERVIEWS_RECORD)
def town(*, by: Any, code: str) -> Town:
    found = next((one for one in agencies.towns(by=by) if one.code == code), None)
    if found is None:
        raise OutOfReach
    return found


@query(Permission.INTERVIEWS_RECORD)
def times_said(*, by: Any, person: User) -> int:
    """How often somebody's week was said: what a form was begun from."""
    return Week.objects.filter(person=person).count()


@query(Permission.INTERVIEWS_RECORD)
def week_said(*, by: Any, person: User, on: date) -> tuple[Said | None, list[Said]]:
    """The usual week that holds on a day, and those that begin later."""
    weeks = gathering.weeks_of([person], gathering.points_of(by))[person.pk]
    later = sorted({one.from_on for one in weeks if one.from_on > on})
    coming = [week for day in later if (week := week_on(weeks, day))]
    return week_on(weeks, on), coming


@query(Permission.INTERVIEWS_RECORD)
def aways(*, by: Any, asked: Asked = Asked()) -> QuerySet[Away]:
    """Time off of people whose time somebody may see."""
    rows = Away.objects.filter(permissions.reach(by, via="person__")).select_related(
        "person__agency", "said_by"
    )
    over = Q(until_at__isnull=False, until_at__lte=clock.now())
    if asked.person:
        rows = rows.filter(person__reference=as_typed(asked.person))
    if asked.shown == "all":
        return rows
    if asked.shown == "over":
        return rows.filter(over, taken_back_at=None)
    return rows.filter(~over, taken_back_at=None)


@query(Permission.INTERVIEWS_RECORD)
def away(*, by: Any, reference: str) -> Away:
    return find(aways(by=by, asked=Asked(shown="all")), reference=as_typed(reference))


@query(Permission.INTERVIEWS_RECORD)
def week_of(*, by: Any, person: User, first: date) -> list[OneDay]:
    """Seven days of a worker: usual hours, what is planned, time off, what is free."""
    start, end = clock.instant_of(first), clock.instant_of(first + timedelta(days=7))
    measures, points = gathering.measures_of(by), gathering.points_of(by)
    [found] = gathering.workers_of([person], points, start=start, end=end, measures=measures)
    known = interviews.interviews(by=by).filter(
        reference__in=[one.reference for one in found.visits]
    )
    named = {one.reference: one for one in known}
    days = [first + timedelta(days=number) for number in range(7)]
    left = free(found, measures)
    return [_day(on, found, left, named) for on in days]


@query(Permission.INTERVIEWS_RECORD)
def monday_to_show(*, by: Any, person: User) -> date:
    """This week's Monday; at a weekend on which nothing is left to do, that of the coming week."""
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    if today.weekday() < SATURDAY:
        return monday
    start, coming = clock.now(), monday + timedelta(days=7)
    measures, points = gathering.measures_of(by), gathering.points_of(by)
    [found] = gathering.workers_of(
        [person], points, start=start, end=clock.instant_of(coming), measures=measures
    )
    is_left = any(one.until_at > start for one in found.there)
    return monday if is_left or any(one.until > start for one in found.visits) else coming


def _day(on: date, found: Worker, left: list[Shift], named: dict[str, Interview]) -> OneDay:
    start, end = clock.instant_of(on), clock.instant_of(on + timedelta(days=1))
    return OneDay(
        on,
        [one for one in found.usual if start <= one.from_at < end],
        [one for one in left if start <= one.from_at < end],
        [one for one in found.offs if one.touches(start, end)],
        [
            Planned(one.at, one.until, named.get(one.reference))
            for one in found.visits
            if start <= one.at < end
        ],
    )


@query(Permission.INTERVIEWS_RECORD)
def to_hand_over(*, by: Any, away: Away) -> list[Row]:
    """Interviews within reach that this time off touches, each with who else could go: those planned
    in it, and those without a time that their interviewer cannot begin in time any more.
    """
    rows = interviews.interviews(by=by).filter(RUNNING, interviewer=away.person_id)
    rows = rows.order_by(*DUE_FIRST)
    if away.taken_back_at or not (found := list(rows)):
        return []
    off = Off(away.from_at, away.until_at, away.kind)
    people = list(workers(by=by)) if permissions.plans_for_others(by) else [away.person]
    drawn = draw(by, found, people, suggests=False)
    takes, person = drawn.measures.interview, away.person_id
    touched = [one.interview for one in drawn.rows if _is_touched(one, off, person, takes)]
    others = [one for one in people if one.pk != person]
    return draw(by, touched, others, anew=True).rows if touched else []


def _is_touched(row: Row, off: Off, person: int, takes: timedelta) -> bool:
    at, due = row.interview.planned_at, row.interview.due_at
    if at:
        return off.touches(at, at + takes)
    if due < clock.now() or not off.touches(clock.now(), due):
        return False
    theirs = [one for one in row.judged.candidates if one.worker.number == person]
    return bool(theirs) and not theirs[0].openings


@dataclass(frozen=True)
class Colleague:
    """Somebody who holds interviews: whether they are away now, until when, and what they have planned."""

    person: User
    worker: Worker
    away: Off | None
    is_said: bool

    @property
    def until_words(self) -> str:
        return away_words(self.worker, clock.now()) if self.away else ""


@query(Permission.INTERVIEWS_ALLOCATE)
def team(*, by: Any, shown: str = "") -> list[Colleague]:
    """Everybody whose time somebody plans, with the next seven days."""
    people, start = list(workers(by=by)), clock.now()
    measures, points = gathering.measures_of(by), gathering.points_of(by)
    end = start + timedelta(days=7)
    said = set(Week.objects.filter(person__in=people).values_list("person", flat=True))
    found = gathering.workers_of(people, points, start=start, end=end, measures=measures)
    rows = [
        Colleague(person, worker, _away_now(worker, start), person.pk in said)
        for person, worker in zip(people, found, strict=True)
    ]
    if shown == "away":
        return [one for one in rows if one.away]
    return [one for one in rows if not one.is_said] if shown == "unsaid" else rows


def _away_now(worker: Worker, at: datetime) -> Off | None:
    return next((one for one in worker.offs if one.touches(at, at + timedelta(minutes=1))), None)
