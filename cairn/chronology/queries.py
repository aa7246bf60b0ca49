"""What people may read of a line of time: what each chapter lets them know, put in order.

Nothing is asked of a chapter that its own query would not give this person.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cairn.assessments import queries as assessments
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.children import queries as children
from cairn.children.choices import InvolvementKind
from cairn.children.models import Child
from cairn.chronology import permissions, rules
from cairn.chronology.choices import Kind, Lane, Turn
from cairn.chronology.models import Entry
from cairn.chronology.rules import Happened, Stretch
from cairn.foundation import clock, wording
from cairn.foundation.references import as_typed
from cairn.foundation.refusals import find
from cairn.intelligence import queries as intelligence
from cairn.meetings import queries as meetings
from cairn.missing import queries as missing
from cairn.missing.choices import Kind as MissingKind
from cairn.pathways import queries as pathways
from cairn.pathways.models import Ending, LevelSet
from cairn.pathways.queries import Step
from cairn.plans import queries as plans
from cairn.plans.choices import Kind as PlanKind

MISSING = {MissingKind.MISSING: "Reported missing", MissingKind.AWAY: MissingKind.AWAY.label}
WORKERS = {InvolvementKind.INTERVENTION_WORKER, InvolvementKind.LEAD_PRACTITIONER}


@dataclass(frozen=True)
class Fact:
    """One line of where things stand: what, in words, and where to read more."""

    name: str
    words: str
    page: tuple[str, str] = ("", "")
    is_late: bool = False


@dataclass(frozen=True)
class Line:
    """All that a line of time shows: what happened, the latest first, the levels, and how it stands."""

    happened: list[Happened]
    levels: list[Stretch]
    now: list[Fact]


@query(Permission.CHRONOLOGY_VIEW)
def entries(*, by: Any) -> QuerySet[Entry]:
    """What was written on the lines of children within reach, and not only what still stands."""
    return Entry.objects.filter(permissions.reach(by)).select_related(
        "child", "written_by", "taken_back_by"
    )


@query(Permission.CHRONOLOGY_VIEW)
def entry(*, by: Any, reference: str) -> Entry:
    return find(entries(by=by), reference=as_typed(reference))


@query(Permission.CHRONOLOGY_RECORD)
def child_to_write_on(*, by: Any, reference: str) -> Child:
    """A child within reach, for the page on which somebody writes."""
    return children.child(by=by, reference=reference)


@query(Permission.CHRONOLOGY_VIEW)
def line(*, by: Any, child: Child) -> Line:
    """Of a child within reach. Each chapter is asked once for what several parts of it show."""
    decided = pathways.decided_of_child(by=by, child=child)
    held: Any = list(meetings.of_child(by=by, child=child.reference))
    found = [
        *_entries(by, child), *_missing(by, child), *_contacts(by, child), *_strands(by, child),
        *_meetings(held), *_assessments(by, child), *_plans(by, child), *_involved(by, child),
        *_decided(decided),
    ]  # fmt: skip
    return Line(
        happened=sorted(found, key=lambda one: one.on, reverse=True),
        levels=_levels(decided),
        now=[*_standing(by, child), *_plan(by, child), *_next_meeting(held)],
    )


def _levels(decided: list[Step]) -> list[Stretch]:
    """Which level lasted from when to when."""
    told: list[tuple[date, str]] = []
    for step in reversed(decided):
        on = clock.local(step.at).date()
        if isinstance(step.row, LevelSet):
            told.append((on, step.row.get_level_display()))
        elif isinstance(step.row, Ending):
            before = next((level for _, level in reversed(told) if level), "")
            told.append((on, before if step.what == "Reopened" else ""))
    return rules.stretches(told, today=clock.today())


def _standing(by: Any, child: Child) -> Iterator[Fact]:
    rows = pathways.pathways(by=by).filter(child=child)
    row = rows.order_by("closed_at", *pathways.NEWEST_FIRST).last()  # an open one comes last
    if not row:
        return
    page = ("pathways:pathway", row.reference)
    if row.closed_at:
        yield Fact("Pathway", f"Ended on {wording.day(clock.local(row.closed_at).date())}", page)
        return
    standing = pathways.standing(by=by, pathway=row)
    yield Fact("Pathway", str(standing.state.label), page)
    if standing.due_on:
        due = f"By {wording.day(standing.due_on)}"
        yield Fact(standing.due, due, is_late=standing.due_on < clock.today())


def _plan(by: Any, child: Child) -> Iterator[Fact]:
    now = plans.current(by=by, child=child.reference, kind=PlanKind.SAFETY)
    if now:
        words = f"Version {now.number}, {wording.day(clock.local(now.at).date())}"
        yield Fact("Safety plan", words, ("plans:child", child.reference))
        if said := now.content.get("childs_words"):
            yield Fact("In the child’s words", said)


def _next_meeting(held: list[Any]) -> Iterator[Fact]:
    """`held`: the latest first."""
    to_come = [one for one in held if one.started_at is None and one.cancelled_at is None]
    if to_come:
        page = ("meetings:meeting", to_come[-1].reference)
        yield Fact("Next meeting", wording.exact(to_come[-1].starts_at), page)


def _entries(by: Any, child: Child) -> Iterator[Happened]:
    for one in entries(by=by).filter(child=child, taken_back_at=None):
        yield Happened(
            one.from_on, rules.LANE_OF[Kind(one.kind)], one.what, one.detail, Turn(one.turn),
            ("chronology:entry", one.reference), one.written_at, one.written_by.name,
        )  # fmt: skip


def _missing(by: Any, child: Child) -> Iterator[Happened]:
    """Each episode on the day it began, and how long it was."""
    now = clock.now()
    for one in (
        missing.of_child(by=by, child=child).select_related(None).select_related("opened_by")
    ):
        length = wording.duration((one.until_at or now) - one.from_at)
        yield Happened(
            clock.local(one.from_at).date(), Lane.MISSING, MISSING[MissingKind(one.kind)],
            f"After {length}: {one.get_ended_display().lower()}" if one.ended else
            f"Still missing after {length}",
            page=("missing:episode", one.reference), written_at=one.opened_at,
            who=one.opened_by.name,
        )  # fmt: skip


def _contacts(by: Any, child: Child) -> Iterator[Happened]:
    found = pathways.contacts(by=by).filter(child=child).select_related(None)
    rows = list(found.select_related("received_by"))
    for one, said in zip(rows, pathways.said_in(by=by, contacts=rows), strict=True):
        yield Happened(
            clock.local(one.received_at).date(), Lane.INFORMATION,
            f"Contact: {one.get_source_display()}", said,
            page=("pathways:contact", one.reference), written_at=one.received_at,
            who=one.received_by.name,
        )  # fmt: skip


def _strands(by: Any, child: Child) -> Iterator[Happened]:
    """That something is known, and where to read it: its handling conditions are shown there."""
    rows = intelligence.strands_naming(by=by, kind="child", record=child)
    shown = rows.only("reference", "happened_from", "learned_on", "made_at")
    for one in shown.prefetch_related(None):
        yield Happened(
            one.happened_from or one.learned_on, Lane.INFORMATION, f"Information {one.reference}",
            page=("intelligence:strand", one.reference), written_at=one.made_at,
        )  # fmt: skip


def _meetings(held: list[Any]) -> Iterator[Happened]:
    for one in held:
        if one.started_at:
            yield Happened(
                clock.local(one.started_at).date(), Lane.SUPPORT, one.get_kind_display(),
                page=("meetings:meeting", one.reference), written_at=one.started_at,
                who=one.chair.name,
            )  # fmt: skip


def _assessments(by: Any, child: Child) -> Iterator[Happened]:
    rows: Any = assessments.assessments(by=by).filter(child=child, finished_at__isnull=False)
    shown = rows.select_related(None).select_related("tool", "finished_by")
    for one in shown.only("reference", "finished_at", "tool__name", "finished_by__name"):
        yield Happened(
            clock.local(one.finished_at).date(), Lane.SUPPORT, f"Assessment: {one.tool.name}",
            page=("assessments:assessment", one.reference), written_at=one.finished_at,
            who=one.finished_by.name,
        )  # fmt: skip


def _plans(by: Any, child: Child) -> Iterator[Happened]:
    for one in plans.versions_in_time(by=by, child=child.reference):
        label = PlanKind(one.plan.kind).label
        yield Happened(
            clock.local(one.at).date(), Lane.SUPPORT, f"{label}: version {one.number}", one.why,
            page=("plans:child", child.reference), written_at=one.at, who=one.by.name,
        )  # fmt: skip


def _involved(by: Any, child: Child) -> Iterator[Happened]:
    for one in children.involvements(by=by, child=child):
        if one.kind not in WORKERS:
            continue
        who = one.person.name if one.person else one.agency.name
        label = InvolvementKind(one.kind).label
        page = ("children:involvements", child.reference)
        yield Happened(one.since_on, Lane.SUPPORT, f"{label}: {who}", one.why, page=page)
        if one.until_on:
            yield Happened(one.until_on, Lane.SUPPORT, f"{label}: {who} until this day", page=page)


def _decided(decided: list[Step]) -> Iterator[Happened]:
    for step in decided:
        yield Happened(
            clock.local(step.at).date(), Lane.SUPPORT, step.what, step.why,
            page=("pathways:pathway", step.row.pathway.reference), written_at=step.at, who=step.who,
        )  # fmt: skip
