"""Draws interviews beside workers: how near each is to a breach, and one suggestion for all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from cairn.accounts.models import User
from cairn.agencies.queries import standard
from cairn.foundation import clock
from cairn.interviews.models import Interview
from cairn.missing.rules.seventy_two import WINDOW
from cairn.planner import gathering
from cairn.planner.choices import Level
from cairn.planner.gathering import Placed
from cairn.planner.rules import saying, solving
from cairn.planner.rules.judging import Candidate, Judged, judge
from cairn.planner.rules.solving import Choice, Suggested, Task
from cairn.planner.rules.starts import Worker, starts, up
from cairn.planner.rules.travel import Measures, Point

TOO_MUCH = "Interviews suggested for other children take all the time there is"


@dataclass(frozen=True)
class Row:
    """One interview, how near it is to a breach, who is suggested, and why."""

    interview: Interview
    judged: Judged
    placed: Placed
    suggested: Suggested | None = None
    person: User | None = None
    why: list[str] = field(default_factory=list)
    beside: Interview | None = None  # another that the child is due, which ends no later

    @property
    def cannot(self) -> list[Candidate]:
        """Who cannot go in time, each with why."""
        return [one for one in self.judged.candidates if not one.openings]

    @property
    def theirs_cannot(self) -> str:
        """Why whoever has it now cannot hold it in time, if so."""
        found = [one.why_not for one in self.cannot if one.is_theirs]
        return found[0] if found and self.judged.level != Level.ARRANGED else ""

    @property
    def no_time(self) -> str:
        """Why nobody is suggested, though it has no time yet."""
        if self.suggested or self.beside or self.judged.level == Level.ARRANGED:
            return ""
        return TOO_MUCH if self.judged.able else ""


@dataclass(frozen=True)
class Drawn:
    rows: list[Row]
    workers: dict[int, Worker]
    measures: Measures
    after: datetime
    towns: dict[str, Point]


def draw(
    by: Any, interviews: Iterable[Interview], people: Sequence[User], *, anew: bool = False,
    suggests: bool = True,
) -> Drawn:  # fmt: skip
    """Everything at one moment: those that are arranged are not suggested anew, unless all are asked
    for `anew`, as if nobody went to them yet.
    """
    rows, after = list(interviews), up(clock.now())
    measures, points = gathering.measures_of(by), gathering.points_of(by)
    end = max([after, *(one.due_at for one in rows)]) + WINDOW
    workers = gathering.workers_of(people, points, start=after, end=end, measures=measures)
    placed = gathering.placed_of(rows, points)
    chance = timedelta(hours=standard(by=by, key="interview-last-chance-hours"))
    judged = [
        judge(job, workers, after=after, measures=measures, chance=chance)
        for job in (
            replace(one, interviewer=None, planned_at=None) if anew else one
            for one in gathering.jobs_of(rows, people, placed)
        )
    ]
    beside = _beside(rows)
    to_suggest = [one for row, one in zip(rows, judged, strict=True) if row.pk not in beside]
    suggested = _suggested(to_suggest, after, measures) if suggests else {}
    named = {one.pk: one for one in people}
    return Drawn(
        [
            replace(
                _row(row, one, placed[row.pk], suggested.get(row.reference), named, measures),
                beside=beside.get(row.pk),
            )
            for row, one in zip(rows, judged, strict=True)
        ],
        {one.number: one for one in workers},
        measures,
        after,
        {one.code: one for one in points.values()},
    )


def _beside(rows: Iterable[Interview]) -> dict[int, Interview]:
    """Of each child's interviews all but the first: that one. One visit can answer them all, and nobody
    is at one child's door twice at the same time.
    """
    first: dict[int, Interview] = {}
    found = {}
    for row in sorted(rows, key=lambda one: (one.due_at, one.pk)):
        if first.setdefault(row.child_id, row) != row:
            found[row.pk] = first[row.child_id]
    return found


def _suggested(
    judged: Sequence[Judged], after: datetime, measures: Measures
) -> dict[str, Suggested]:
    tasks = [task_of(one, after, measures) for one in judged if one.level != Level.ARRANGED]
    return {one.reference: one for one in solving.suggest(tasks, measures=measures)}


def task_of(judged: Judged, after: datetime, measures: Measures) -> Task:
    """What is asked for one interview: in time where anybody can, or else as soon as somebody can."""
    job, able = judged.job, judged.able
    choices = [Choice(one.worker.number, one.openings, one.knows, one.is_theirs) for one in able]
    if not able:
        for one in judged.candidates:
            later = starts(one.worker, job.town, after=after, by=after + WINDOW, measures=measures)
            if later and not job.bar(one.worker):
                choices.append(
                    Choice(one.worker.number, tuple(later[:1]), one.knows, one.is_theirs)
                )
    return Task(job.reference, job.town, tuple(choices), is_late=not able)


def _row(
    row: Interview, judged: Judged, placed: Placed, said: Suggested | None,
    named: dict[int, User], measures: Measures,
) -> Row:  # fmt: skip
    if said is None:
        return Row(row, judged, placed)
    one = next(c for c in judged.candidates if c.worker.number == said.worker)
    return Row(row, judged, placed, said, named[said.worker], _why(judged, one, said.at, measures))


def _why(judged: Judged, one: Candidate, at: datetime, measures: Measures) -> list[str]:
    shift = next((s for s in one.worker.there if s.from_at <= at < s.until_at), None)
    return saying.why(judged.job, one, at, shift.base if shift else None, measures)
