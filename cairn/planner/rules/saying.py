"""In words: why somebody is suggested, and what follows where somebody goes at a time."""

from dataclasses import dataclass
from datetime import datetime

from cairn.foundation import wording
from cairn.planner.choices import Level
from cairn.planner.rules.judging import Candidate, Job, Judged, away_words
from cairn.planner.rules.starts import Worker, runs_into
from cairn.planner.rules.travel import Measures, Point


@dataclass(frozen=True)
class Follows:
    """One thing that follows. `is_against`: somebody should look at it before they decide."""

    text: str
    is_against: bool = False


def why(job: Job, candidate: Candidate, at: datetime, base: Point | None, m: Measures) -> list[str]:
    """Why this one is suggested, the weightiest first."""
    said = [in_time(job, at)]
    if candidate.is_theirs:
        said.append("It is theirs already")
    said.append("Has no part in the child’s care, by the record")
    if candidate.knows:
        said.append("Works with the child already")
    said.append(way_words(job.town, base, m))
    return said


def in_time(job: Job, at: datetime) -> str:
    if at <= job.due_at:
        return f"{wording.duration(job.due_at - at)} before the 72 hours end"
    return f"{wording.duration(at - job.due_at)} after the 72 hours end"


def way_words(town: Point | None, base: Point | None, m: Measures) -> str:
    minutes = wording.duration(m.way(base, town))
    if town is None or base is None:
        return f"The way is not known: {minutes} are reckoned"
    if town == base:
        return f"Starts in {town.name}"
    return f"{minutes} from {base.name}"


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
    found = [Follows(f"It begins {in_time(job, at)}.", at > job.due_at)]
    found += [Follows(one, True) for one in _against(job, worker, at, until, after, measures)]
    if now_with and now_with != worker.name:
        found.append(Follows(f"It goes from {now_with} to {worker.name}. Both are told."))
    shift = next((one for one in worker.there if one.from_at <= at and until <= one.until_at), None)
    if shift:
        way = measures.way(shift.base, job.town)
        start = f" from {shift.base.name}" if shift.base else ""
        found.append(
            Follows(
                f"{worker.name} sets out{start} at {wording.clock_time(at - way)} and can be back at"
                f" {wording.clock_time(until + way)}."
            )
        )
        if at - way < shift.from_at or until + way > shift.until_at:
            found.append(Follows(f"The way there or back is outside {worker.name}’s hours.", True))
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
        f"{worker.name} has something planned at {wording.near_time(one.at, now=after)}: with the way"
        " between, there is not time for both."
        for one in runs_into(worker, at, job.town, measures)
    ]
    return found


def warning(judged: Judged, after: datetime) -> str:
    """What people are told before a breach is certain, and when it is. It names nobody."""
    if judged.level == Level.LAST_CHANCE and judged.last:
        when = wording.near_time(judged.last, now=after)
        return f"Last chance for a return home interview: nobody can begin it in time after {when}."
    if judged.level == Level.NOBODY:
        return "Nobody can go to a return home interview in time, in the hours that are recorded."
    return "A return home interview is late: its 72 hours are over."


def state(judged: Judged, after: datetime) -> str:
    """How near an interview is to a breach, and until when who could still go."""
    job = judged.job
    if judged.level == Level.ARRANGED and job.planned_at:
        return f"It is planned for {wording.near_time(job.planned_at, now=after)}."
    if judged.level in (Level.ENOUGH, Level.LAST_CHANCE) and judged.last:
        when = wording.near_time(judged.last, now=after)
        return f"The last who could begin in time is {judged.last_by}, at {when}."
    if judged.level == Level.NOBODY:
        return "A breach, unless somebody changes something."
    return "It still matters to the child. It counts as late."
