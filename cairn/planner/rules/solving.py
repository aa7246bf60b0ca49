"""A suggestion for all interviews at once: who could go to which, and when. Nothing is decided by it.

In this order it aims for: the most interviews held within 72 hours; those that cannot be in time held
at all; whoever has it already keeps it; somebody whom the child knows (the newsletter of 2024 says
that works well); the shortest ways. Whoever is not independent by the record is never suggested.

The same question gives the same answer: one thread, a fixed seed, and an end counted in steps of work
and not in seconds. It is never worse than the plain answer, from which it starts: the most pressing
interview first, with whoever is nearest to what is aimed for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import combinations

from cairn.planner.rules.starts import STEP, Opening, down, up
from cairn.planner.rules.travel import Measures, Point

AT_ONCE, KEPT = 16, 8  # looked at together, and of these decided before the next are looked at
WORK = 0.05  # how long the solver looks each time, in its own measure


@dataclass(frozen=True)
class Choice:
    """Somebody who can go, and when."""

    worker: int
    openings: tuple[Opening, ...]
    knows: bool = False
    is_theirs: bool = False


@dataclass(frozen=True)
class Task:
    """An interview that has no time yet. `is_late`: no opening of anybody's is within the 72 hours."""

    reference: str
    town: Point | None
    choices: tuple[Choice, ...]
    is_late: bool = False


@dataclass(frozen=True)
class Suggested:
    reference: str
    worker: int
    at: datetime


def suggest(tasks: Iterable[Task], *, measures: Measures) -> list[Suggested]:
    """One for each interview for which there is time beside the others, in the order given."""
    asked = tuple(one for one in tasks if one.choices)
    return list(_suggest(asked, measures)) if asked else []


@lru_cache(maxsize=64)  # pages ask the same again; the question says everything
def _suggest(tasks: tuple[Task, ...], measures: Measures) -> tuple[Suggested, ...]:
    """The most pressing first, so many at a time, and the next beside what was found for those."""
    order = sorted(tasks, key=lambda one: (one.is_late, _last(one), one.reference))
    named = {one.reference: one for one in tasks}
    found: dict[str, Suggested] = {}
    for place in range(0, len(order), KEPT):
        some = [
            one
            for task in order[place : place + AT_ONCE]
            if (one := _beside(task, found, named, measures)).choices
        ]
        solved = _best(tuple(some), measures)
        kept = {one.reference for one in order[place : place + KEPT]}
        found |= {name: said for name, said in solved.items() if name in kept}
    best = max(found, _plainly(tasks, measures), key=lambda them: _value(tasks, them, measures))
    return tuple(best[one.reference] for one in tasks if one.reference in best)


def _value(tasks: tuple[Task, ...], found: dict[str, Suggested], m: Measures) -> int:
    worth = _worth(tasks, m)
    return sum(worth[one.reference, one.worker] for one in found.values())


def _beside(task: Task, found: dict[str, Suggested], named: dict[str, Task], m: Measures) -> Task:
    """The same with the starts that are left beside what is found already."""
    choices = []
    for choice in task.choices:
        left = [(one.first, one.last, one.base) for one in choice.openings]
        for said in found.values():
            if said.worker != choice.worker:
                continue
            other = named[said.reference]
            too_late, again = said.at - needs(m, task, other), said.at + needs(m, other, task)
            left = [
                part
                for first, last, base in left
                for part in (
                    (first, min(last, down(too_late)), base),
                    (max(first, up(again)), last, base),
                )
                if part[0] <= part[1]
            ]
        openings = tuple(Opening(*one) for one in left)
        if openings:
            choices.append(replace(choice, openings=openings))
    return replace(task, choices=tuple(choices))


def _best(tasks: tuple[Task, ...], m: Measures) -> dict[str, Suggested]:
    plain = _plainly(tasks, m)
    if len(tasks) < 2:
        return plain
    began = min(one.first for task in tasks for choice in task.choices for one in choice.openings)
    return _earliest(tasks, _solve(tasks, m, began, plain) or plain, m)


def needs(measures: Measures, one: Task, other: Task) -> timedelta:
    """From the start of one to the start of the next, for the same person."""
    return measures.interview + measures.gap + measures.way(one.town, other.town)


def _fits(at: datetime, task: Task, taken: Iterable[tuple[datetime, Task]], m: Measures) -> bool:
    return all(
        at + needs(m, task, other) <= when or when + needs(m, other, task) <= at
        for when, other in taken
    )


def _first(
    task: Task, choice: Choice, taken: Sequence[tuple[datetime, Task]], m: Measures
) -> datetime | None:
    """The first start of somebody's that fits beside what they were given."""
    ends = [when + needs(m, other, task) for when, other in taken]
    for opening in choice.openings:
        for at in sorted({opening.first, *(up(one) for one in ends)}):
            if opening.first <= at <= opening.last and _fits(at, task, taken, m):
                return at
    return None


def _plainly(tasks: tuple[Task, ...], m: Measures) -> dict[str, Suggested]:
    """The most pressing first, to whoever is nearest to what is aimed for."""
    taken: dict[int, list[tuple[datetime, Task]]] = {}
    found = {}
    order = sorted(tasks, key=lambda one: (one.is_late, _last(one), one.reference))
    for task in order:
        ways = [
            (not choice.is_theirs, not choice.knows, _way(task, choice, m), at, choice.worker)
            for choice in task.choices
            if (at := _first(task, choice, taken.get(choice.worker, []), m))
        ]
        if ways:
            *_, at, worker = min(ways)
            taken.setdefault(worker, []).append((at, task))
            found[task.reference] = Suggested(task.reference, worker, at)
    return found


def _last(task: Task) -> datetime:
    return max(one.last for choice in task.choices for one in choice.openings)


def _way(task: Task, choice: Choice, m: Measures) -> int:
    """There from where they start, in minutes."""
    return min(int(m.way(one.base, task.town).total_seconds() // 60) for one in choice.openings)


def _worth(tasks: tuple[Task, ...], m: Measures) -> dict[tuple[str, int], int]:
    """Of each interview with each person, so that no lesser aim ever outweighs a greater one."""
    number = len(tasks)
    far = 1 + max(_way(task, choice, m) for task in tasks for choice in task.choices)
    knows = number * far + 1
    theirs = number * (knows + far) + 1
    late = number * (theirs + knows + far) + 1
    in_time = number * (late + theirs + knows) + 1
    return {
        (task.reference, choice.worker): (late if task.is_late else in_time)
        + theirs * choice.is_theirs
        + knows * choice.knows
        - _way(task, choice, m)
        for task in tasks
        for choice in task.choices
    }


def _solve(
    tasks: tuple[Task, ...], m: Measures, began: datetime, plain: dict[str, Suggested]
) -> dict[str, Suggested]:
    """What the solver finds, or nothing."""
    # Loaded where it is needed: most processes and most pages never ask it.
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    begins, goes = {}, {}
    for task in tasks:
        spans = [_steps(one, began) for choice in task.choices for one in choice.openings]
        begin = model.new_int_var_from_domain(cp_model.Domain.from_intervals(spans), "")
        begins[task.reference] = begin
        for choice in task.choices:
            goes[task.reference, choice.worker] = chosen = model.new_bool_var("")
            theirs = [_steps(one, began) for one in choice.openings]
            domain = cp_model.Domain.from_intervals(theirs)
            model.add_linear_expression_in_domain(begin, domain).only_enforce_if(chosen)
        model.add_at_most_one(goes[task.reference, one.worker] for one in task.choices)
    _keep_apart(model, tasks, m, begins, goes)
    worth = _worth(tasks, m)
    model.maximize(sum(worth[key] * chosen for key, chosen in goes.items()))
    for key, chosen in goes.items():
        said = plain.get(key[0])
        model.add_hint(chosen, bool(said and said.worker == key[1]))
    for reference, said in plain.items():
        model.add_hint(begins[reference], (said.at - began) // STEP)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 72
    solver.parameters.max_deterministic_time = WORK
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return {}
    return {
        reference: Suggested(reference, worker, began + solver.value(begins[reference]) * STEP)
        for (reference, worker), chosen in goes.items()
        if solver.value(chosen)
    }


def _steps(opening: Opening, began: datetime) -> tuple[int, int]:
    return (opening.first - began) // STEP, (opening.last - began) // STEP


def _keep_apart(model, tasks, m, begins, goes) -> None:  # type: ignore[no-untyped-def]  # the solver's
    """Nobody is at two interviews at once, nor on the way from one when the next begins."""
    least = -(-(m.interview + m.gap + m.fixed) // STEP)
    for worker in sorted({choice.worker for task in tasks for choice in task.choices}):
        model.add_no_overlap(
            model.new_optional_fixed_size_interval_var(begins[task.reference], least, goes[key], "")
            for task in tasks
            if (key := (task.reference, worker)) in goes
        )
    for one, other in combinations(tasks, 2):
        shared = {choice.worker for choice in one.choices} & {c.worker for c in other.choices}
        if not shared:
            continue
        there, back = (-(-needs(m, *pair) // STEP) for pair in ((one, other), (other, one)))
        if there <= least:  # the same town
            continue
        is_first = model.new_bool_var("")
        for worker in sorted(shared):
            both = [goes[one.reference, worker], goes[other.reference, worker]]
            begin, next_begin = begins[one.reference], begins[other.reference]
            model.add(begin + there <= next_begin).only_enforce_if([*both, is_first])
            model.add(next_begin + back <= begin).only_enforce_if([*both, is_first.negated()])


def _earliest(
    tasks: tuple[Task, ...], found: dict[str, Suggested], m: Measures
) -> dict[str, Suggested]:
    """Everybody begins as early as they can, in the order that was found."""
    named = {one.reference: one for one in tasks}
    taken: dict[int, list[tuple[datetime, Task]]] = {}
    moved = {}
    for said in sorted(found.values(), key=lambda one: (one.at, one.reference)):
        task = named[said.reference]
        choice = next(one for one in task.choices if one.worker == said.worker)
        beside = taken.setdefault(said.worker, [])
        at = _first(task, choice, beside, m)
        at = said.at if at is None or at > said.at else at
        beside.append((at, task))
        moved[said.reference] = Suggested(said.reference, said.worker, at)
    return moved
