"""When a worker can begin an interview: within their hours, between what they have planned, with the
ways there and back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from cairn.planner.rules.hours import Off, Shift, present
from cairn.planner.rules.travel import Measures, Point

STEP = timedelta(minutes=5)  # times are suggested by five minutes
_ZERO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Visit:
    """Something that is planned already: from when to when, and in which town, if that is known."""

    at: datetime
    until: datetime
    town: Point | None
    reference: str = ""


@dataclass(frozen=True)
class Worker:
    """Somebody who holds interviews. `number` tells them apart."""

    number: int
    name: str
    usual: tuple[Shift, ...]
    offs: tuple[Off, ...] = ()
    visits: tuple[Visit, ...] = ()

    @cached_property
    def there(self) -> list[Shift]:
        return present(self.usual, self.offs)


@dataclass(frozen=True)
class Opening:
    """Any start from `first` to `last`, of a stretch of work that begins and ends at `base`."""

    first: datetime
    last: datetime
    base: Point | None


def starts(
    worker: Worker, town: Point | None, *, after: datetime, by: datetime, measures: Measures
) -> list[Opening]:
    """Every possible start from `after` to `by`, in order, by five minutes."""
    found = []
    for shift in worker.there:
        way = measures.way(shift.base, town)
        first = max(shift.from_at, after) + way
        last = min(shift.until_at - way - measures.interview, by)
        for one, other in _between(first, last, worker.visits, town, measures):
            start, end = up(one), down(other)
            if start <= end:
                found.append(Opening(start, end, shift.base))
    return found


def _between(
    first: datetime, last: datetime, visits: Iterable[Visit], town: Point | None, measures: Measures
) -> list[tuple[datetime, datetime]]:
    """From first to last, without starts that would run into what is planned."""
    left = [(first, last)] if first <= last else []
    for visit in visits:
        way = measures.gap + measures.way(town, visit.town)
        too_late, again = visit.at - way - measures.interview, visit.until + way
        left = [
            part
            for start, end in left
            for part in ((start, min(end, too_late)), (max(start, again), end))
            if part[0] <= part[1]
        ] if too_late < again else left  # fmt: skip
    return sorted(set(left))


def free(worker: Worker, measures: Measures) -> list[Shift]:
    """What is left of somebody's hours beside what is planned and the ways to it."""
    as_off = [
        Off(
            one.at - measures.gap - measures.fixed,
            one.until + measures.gap + measures.fixed,
            "busy",
        )
        for one in worker.visits
    ]
    return present(worker.there, as_off)


def runs_into(
    worker: Worker, at: datetime, town: Point | None, measures: Measures
) -> Sequence[Visit]:
    """What is planned that an interview at this time would run into, the ways between among it."""
    until = at + measures.interview
    return [
        one
        for one in worker.visits
        if not (
            until + measures.gap + measures.way(town, one.town) <= one.at
            or one.until + measures.gap + measures.way(one.town, town) <= at
        )
    ]


def up(at: datetime) -> datetime:
    """The next five minutes."""
    return at + (_ZERO - at) % STEP


def down(at: datetime) -> datetime:
    return at - (at - _ZERO) % STEP
