"""In words: why somebody is suggested, and what follows where somebody goes at a time."""

from dataclasses import dataclass
from datetime import datetime

from cairn.foundation import wording
from cairn.foundation.clock import instant_of, is_working_day, local
from cairn.foundation.wording import clock_time
from cairn.planner.choices import Level
from cairn.planner.rules.judging import Candidate, Job, Judged, away_words
from cairn.planner.rules.starts import Worker, runs_into
from cairn.planner.rules.travel import Measures, Point

KNOWS = "Already works with the child, and is independent of their care"
INDEPENDENT = "Independent of the child’s care, as far as the record shows"


@dataclass(frozen=True)
class Follows:
    """One thing that follows. `is_against`: somebody should look at it before they decide."""

    text: str
    is_against: bool = False


def why(job: Job, candidate: Candidate, at: datetime, base: Point | None, m: Measures) -> list[str]:
    """Why this one is suggested, the weightiest first."""
    said = [in_time(job, at)]
    if candidate.is_theirs:
        said.append("Already has this interview")
    said.append(KNOWS if candidate.knows else INDEPENDENT)
    said.append(way_words(job.town, base, m))
    return said + to_check(at, m)


def to_check(at: datetime, m: Measures) -> list[str]:
    """What somebody should ask before they choose a time: school, and what is early or late for a child."""
    here, until = local(at), local(at + m.interview)
    begins, ends = (clock_time(instant_of(here.date(), one)) for one in m.day)
    found = []
    if is_working_day(here.date()) and here.time() < m.school[1] and m.school[0] < until.time():
        found.append("In school hours: check with the school, or choose a later time")
    if here.time() < m.day[0]:
        found.append(f"Starts before {begins}: check that this suits the child")
    if until.time() > m.day[1] or until.date() > here.date():
        found.append(f"Ends after {ends}: check that this suits the child")
    return found


def in_time(job: Job, at: datetime) -> str:
    if at <= job.due_at:
        return f"{wording.duration(job.due_at - at)} before the 72 hours end"
    return f"{wording.duration(at - job.due_at)} after the 72 hours end"


def way_words(town: Point | None, base: Point | None, m: Measures) -> str:
    minutes = wording.duration(m.way(base, town))
    if town is None or base is None:
        return f"Travel time not known: {minutes} allowed"
    if town == base:
        return f"Based in {town.name}, the same town"
    return f"Travel from {base.name}: {minutes}"


def follows(
    job: Job,
    worker: Worker,
    at: datetime,
    *,
    after: datetime,
    measures: Measures,
    now_with: str = "",
) -> list[Follows]:
    """What follows where this worker goes at this time, before anybody decides."""
    until = at + measures.interview
    found = [Follows(f"It would start {in_time(job, at)}.", at > job.due_at)]
    found += [Follows(one, True) for one in _against(job, worker, at, until, after, measures)]
    found += [Follows(f"{one}.", True) for one in to_check(at, measures)]
    if now_with and now_with != worker.name:
        found.append(Follows(f"It moves from {now_with} to {worker.name}. Both will be told."))
    shift = next((one for one in worker.there if one.from_at <= at and until <= one.until_at), None)
    if shift:
        way = measures.way(shift.base, job.town)
        start = f" {shift.base.name}" if shift.base else ""
        found.append(
            Follows(
                f"{worker.name} leaves{start} at {clock_time(at - way)} and can be back at"
                f" {clock_time(until + way)}."
            )
        )
        if at - way < shift.from_at or until + way > shift.until_at:
            found.append(Follows(f"Travel there or back is outside {worker.name}’s hours.", True))
    return found


def _against(
    job: Job, worker: Worker, at: datetime, until: datetime, after: datetime, measures: Measures
) -> list[str]:
    found = [job.bar(worker)] if job.bar(worker) else []
    if any(one.touches(at, until) for one in worker.offs):
        words = away_words(worker, after)
        found.append(f"{worker.name} is away then: {words[:1].lower()}{words[1:]}.")
    elif not any(one.from_at <= at and until <= one.until_at for one in worker.usual):
        found.append(f"This is outside {worker.name}’s hours.")
    found += [
        f"{worker.name} has another appointment at {wording.near_time(one.at, now=after)}. With"
        " travel, there is not time for both."
        for one in runs_into(worker, at, job.town, measures)
    ]
    return found


def warning(judged: Judged, after: datetime) -> str:
    """What people are told before a breach is certain, and when it is. It names nobody."""
    if judged.level == Level.LAST_CHANCE and judged.last:
        when = wording.near_time(judged.last, now=after)
        return f"Last chance for a return home interview: nobody can start it in time after {when}."
    if judged.level == Level.NOBODY:
        return "Nobody can hold a return home interview in time, by the hours recorded."
    return "A return home interview is late: its 72 hours are over."


def state(judged: Judged, after: datetime) -> str:
    """How urgent an interview is: until when who could still go."""
    job = judged.job
    if judged.level == Level.ARRANGED and job.planned_at:
        return f"It is planned for {wording.near_time(job.planned_at, now=after)}."
    if judged.level in (Level.ENOUGH, Level.LAST_CHANCE) and judged.last:
        when = wording.near_time(judged.last, now=after)
        return f"The latest start in time is {when}, by {judged.last_by}."
    if judged.level == Level.NOBODY:
        return "It will be late unless something changes."
    return "It counts as late, but it still matters to the child."
