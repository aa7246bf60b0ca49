"""Of one interview: who can begin it in time, why the others cannot, and until when anybody can.

What is not certain is never called so: nobody can go within their hours as they are recorded, and
what would help is said.

Source: DfE (2014), Statutory guidance on children who run away or go missing from home or care:
within 72 hours of the return, by somebody independent of the child's care.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from cairn.foundation import wording
from cairn.foundation.clock import local
from cairn.planner.choices import Kind, Level
from cairn.planner.rules.hours import Shift, back_at
from cairn.planner.rules.starts import Opening, Worker, starts
from cairn.planner.rules.travel import Measures, Point

STRETCH = timedelta(hours=3)  # nobody is asked to stay longer than that
AWAY = {Kind.LEAVE: "On leave", Kind.TRAINING: "On training", Kind.COURT: "At court"}
COULD_COME = {Kind.TRAINING, Kind.OTHER}  # somebody ill, on leave or at court is left alone


@dataclass(frozen=True)
class Job:
    """An interview that is to be held. `barred`: why, by the record, somebody should not go."""

    reference: str
    due_at: datetime
    town: Point | None
    interviewer: int | None = None
    planned_at: datetime | None = None
    known_by: frozenset[int] = frozenset()
    barred: tuple[tuple[int, str], ...] = ()
    shut: frozenset[int] = frozenset()  # of those, who may not open the child's record
    asked: frozenset[int] = frozenset()  # whose work the child's area is

    def bar(self, worker: Worker) -> str:
        return dict(self.barred).get(worker.number, "")


@dataclass(frozen=True)
class Candidate:
    worker: Worker
    openings: tuple[Opening, ...]
    why_not: str = ""
    knows: bool = False
    is_theirs: bool = False

    @property
    def last(self) -> datetime:
        return max(one.last for one in self.openings)


@dataclass(frozen=True)
class Judged:
    job: Job
    level: Level
    candidates: tuple[Candidate, ...]
    last: datetime | None = None
    last_by: str = ""
    helps: tuple[str, ...] = ()

    @property
    def able(self) -> list[Candidate]:
        return [one for one in self.candidates if one.openings]


def judge(
    job: Job, workers: Iterable[Worker], *, after: datetime, measures: Measures, chance: timedelta
) -> Judged:
    """`after`: from when on somebody could set out. `chance`: how near the last start is a last chance."""
    asked = [_without(one, job) for one in workers if one.number in job.asked]
    candidates = tuple(_candidate(job, one, after, measures) for one in asked)
    able = [one for one in candidates if one.openings]
    latest = max(able, key=lambda one: (one.last, one.worker.name), default=None)
    level = _level(job, asked, latest.last if latest else None, after, measures, chance)
    helps = tuple(_helps(job, asked, after, measures)) if level == Level.NOBODY else ()
    return Judged(
        job, level, candidates, latest.last if latest else None,
        latest.worker.name if latest else "", helps,
    )  # fmt: skip


def _without(worker: Worker, job: Job) -> Worker:
    """Without what is planned of this interview itself: it can be planned anew."""
    rest = tuple(one for one in worker.visits if one.reference != job.reference)
    return worker if len(rest) == len(worker.visits) else replace(worker, visits=rest)


def _level(
    job: Job, asked: list[Worker], last: datetime | None, after: datetime, measures: Measures,
    chance: timedelta,
) -> Level:  # fmt: skip
    if is_arranged(job, asked, measures):
        return Level.ARRANGED
    if job.due_at < after:
        return Level.LATE
    if last is None:
        return Level.NOBODY
    return Level.LAST_CHANCE if last - after <= chance else Level.ENOUGH


def is_arranged(job: Job, asked: Iterable[Worker], measures: Measures) -> bool:
    """It has a time before the 72 hours end, and whoever goes is not away then."""
    if job.interviewer is None or job.planned_at is None or job.planned_at > job.due_at:
        return False
    until = job.planned_at + measures.interview
    goes = next((one for one in asked if one.number == job.interviewer), None)
    return goes is None or not any(one.touches(job.planned_at, until) for one in goes.offs)


def _candidate(job: Job, worker: Worker, after: datetime, measures: Measures) -> Candidate:
    bar = job.bar(worker)
    found = _openings(job, worker, after, measures)
    why_not = bar or ("" if found else _why_not(job, worker, after, measures))
    return Candidate(
        worker, () if bar else tuple(found), why_not,
        knows=worker.number in job.known_by, is_theirs=worker.number == job.interviewer,
    )  # fmt: skip


def _openings(job: Job, worker: Worker, after: datetime, measures: Measures) -> list[Opening]:
    return starts(worker, job.town, after=after, by=job.due_at, measures=measures)


def _why_not(job: Job, worker: Worker, after: datetime, measures: Measures) -> str:
    """Why somebody has no time, in a sentence: away, or busy, or not at work."""
    if job.due_at < after:
        return "The 72 hours are over"
    if not worker.usual:
        return "No working hours are recorded for this time"
    if _openings(job, replace(worker, offs=()), after, measures):
        return away_words(worker, after)
    if _openings(job, replace(worker, visits=()), after, measures):
        return "Other appointments leave no time"
    if short := _short_by(job, worker, after, measures):
        return short[0]
    return "Not at work before the 72 hours end"


def away_words(worker: Worker, after: datetime) -> str:
    """On leave until 9am on Monday 23 November; Away until they say."""
    coming = [one for one in worker.offs if one.until_at is None or one.until_at > after]
    first = min(coming, key=lambda one: one.from_at)
    called = AWAY.get(Kind(first.kind), "Away")
    until = back_at(coming, max(first.from_at, after))
    if until is None:
        return f"{called} with no end date"
    return f"{called} until {wording.near_time(until, now=after)}"


def _short_by(
    job: Job, worker: Worker, after: datetime, measures: Measures
) -> tuple[str, datetime] | None:
    """By how much somebody's hours are too short, in a sentence, and when they could begin."""
    found = []
    for shift in worker.there:
        way = measures.way(shift.base, job.town)
        on = wording.WEEKDAYS[_weekday(shift)]
        longer = _alone(worker, replace(shift, until_at=shift.until_at + STRETCH))
        for one in _openings(job, longer, after, measures)[:1]:
            over = one.first + measures.interview + way - shift.until_at
            if timedelta(0) < over <= STRETCH:
                found.append(
                    (over, f"Finishes {wording.duration(over)} too early on {on}", one.first)
                )
        longer = _alone(worker, replace(shift, from_at=shift.from_at - STRETCH))
        for one in _openings(job, longer, after, measures)[-1:]:
            over = shift.from_at - (one.last - way)
            if timedelta(0) < over <= STRETCH:
                said = f"Starts {wording.duration(over)} too late on {on}"
                found.append((over, said, one.last))
    return min(found)[1:] if found else None


def _alone(worker: Worker, shift: Shift) -> Worker:
    return replace(worker, usual=(shift,), offs=())


def _weekday(shift: Shift) -> int:
    return local(shift.from_at).weekday()


def _helps(job: Job, asked: list[Worker], after: datetime, measures: Measures) -> list[str]:
    """What somebody could change so that it is held in time, the likeliest first."""
    found = [one for worker in asked if (one := _help(job, worker, after, measures))]
    return [words for _, words in sorted(found)]


def _help(job: Job, worker: Worker, after: datetime, measures: Measures) -> tuple[int, str] | None:
    name, bar = worker.name, job.bar(worker)
    if could := _openings(job, worker, after, measures):
        when = wording.near_time(could[0].first, now=after)
        if worker.number in job.shut:
            return (
                0,
                f"{name} is free at {when}, once they or their team are recorded as involved.",
            )
        return 3, f"{name} is free at {when}. {bar}"
    if bar:
        return None
    if short := _short_by(job, worker, after, measures):
        why, when = _small(short[0]), wording.near_time(short[1], now=after)
        return 1, f"{name}: {why}. If that can change, they could start at {when}."
    if come := _if_they_came(job, worker, after, measures):
        why, when = _small(away_words(worker, after)), wording.near_time(come.first, now=after)
        return 2, f"{name}: {why}. If they can be released, they could start at {when}."
    return None


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _if_they_came(job: Job, worker: Worker, after: datetime, measures: Measures) -> Opening | None:
    rest = tuple(one for one in worker.offs if one.kind not in COULD_COME)
    if len(rest) == len(worker.offs):
        return None
    return next(iter(_openings(job, replace(worker, offs=rest), after, measures)), None)
