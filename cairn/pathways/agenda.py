"""What is due, for the agenda of a group: the children on open pathways of whom it should talk, and why."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.children.models import Child
from cairn.foundation import clock, dates
from cairn.foundation.refusals import refuse_if
from cairn.meetings import queries as meetings
from cairn.meetings.choices import State
from cairn.meetings.models import Meeting
from cairn.missing.queries import reported_since
from cairn.pathways import queries, rules, tracking
from cairn.pathways.choices import Level
from cairn.pathways.models import LevelSet
from cairn.pathways.queries.pathways import clocks
from cairn.pathways.rules import Case, growing_up

MOST_SHOWN = 100
OLDEST = 120  # years
LATELY = timedelta(days=31)  # before the first meeting of a group
LOOKED_AT = (
    "opened_at", "closed_at", "child__reference", "child__given_name", "child__family_name",
    "child__also_known_as", "child__born_on",
)  # fmt: skip


@dataclass(frozen=True)
class Due:
    """A child of whom the group should talk, and why."""

    child: Child
    reasons: list[str]
    is_overdue: bool
    is_on_agenda: bool
    under: str  # the standing item below which they belong

    @property
    def said(self) -> str:
        return "; ".join(self.reasons)


@query(Permission.PATHWAYS_VIEW)
def meeting_to_fill(*, by: Any, reference: str) -> Meeting:
    """A meeting about several children that the person runs, and whose agenda is still open."""
    row = meetings.to_show(by=by, reference=reference)
    refuse_if("This meeting is about one child. Nobody else comes onto it." if row.child else None)
    is_open = row.state in {State.PLANNED, State.UNDER_WAY}
    refuse_if(None if is_open else "The agenda of this meeting is closed.")
    return row


@query(Permission.PATHWAYS_VIEW)
def due_for(*, by: Any, meeting: Meeting) -> list[Due]:
    """The children within reach, in the meeting's area, for whom something is due: overdue first."""
    meeting_on = clock.local(meeting.starts_at).date()
    last = meetings.last_before(by=by, meeting=meeting)
    since = last.started_at if last else None  # without it there is nothing to compare with
    said = clocks(by=by)
    missing = _missing(by, since)
    found = _to_look_at(by, meeting, said, since, missing)
    levels = _levels(found, since)
    on_agenda = meetings.on_agenda(by=by, meeting=meeting)
    due = []
    standings = queries.standings(by=by, pathways=found, said=said)
    for row, standing in zip(found, standings, strict=True):
        case = Case(
            standing.level, standing.due, standing.due_on, *_move(levels[row.pk], since),
            dates.adult_on(row.child.born_on), _high_since(levels[row.pk]), missing.get(row.child_id),
        )  # fmt: skip
        reasons, is_overdue = rules.reasons_for_agenda(
            case, meeting_on=meeting_on, today=clock.today()
        )
        if reasons:
            is_on = row.child_id in on_agenda
            due.append(Due(row.child, reasons, is_overdue, is_on, rules.agenda_item(case)))
    return sorted(due, key=lambda one: (not one.is_overdue, -len(one.reasons)))


def _to_look_at(
    by: Any, meeting: Meeting, said: tracking.Clocks, since: datetime | None,
    missing: Mapping[int, date],
) -> list[Any]:  # fmt: skip
    """The open pathways of whom there may be something to say; no more of each than that needs."""
    rows = queries.pathways(by=by).filter(closed_at=None)
    if meeting.council:
        rows = rows.filter(council=meeting.council)
    until = max(clock.local(meeting.starts_at).date(), clock.today())
    rows = tracking.to_talk_about(
        rows, clocks=said, until=until, since=since, born_by=born_by(until),
        missing=missing,
    )  # fmt: skip
    rows = rows.select_related(None).select_related("child").only(*LOOKED_AT)
    return list(rows.order_by("child__search_name", "id"))


def born_by(until: date) -> date:
    """Who turns 18 soon enough after that day to be talked about was born by this one."""
    on = until + rules.BEFORE_EIGHTEEN + clock.ONE_DAY  # a day more, for who is born on a leap day
    return growing_up.born_between((dates.ADULT_AT, OLDEST), today=on)[1]


def _missing(by: Any, since: datetime | None) -> dict[int, date]:
    """Children within reach who were missing since the last meeting, or of late: the last day."""
    then = clock.local(since).date() if since else clock.today() - LATELY
    return reported_since(by=by, since=then)


def _levels(found: Iterable[Any], since: datetime | None) -> dict[int, list[LevelSet]]:
    """All levels of the pathways that are High, or whose level was set since the last meeting."""
    wanted = [
        one.pk
        for one in found
        if one.latest_level == Level.HIGH or (since and one.level_at and one.level_at > since)
    ]
    levels = defaultdict(list)
    for one in LevelSet.objects.filter(pathway__in=wanted).order_by("at", "id"):
        levels[one.pathway_id].append(one)
    return levels


def _move(levels: list[LevelSet], since: datetime | None) -> tuple[Level | None, date | None]:
    """Where the level was set since the last meeting of this kind: from what, and when."""
    if since is None or not levels or levels[-1].at <= since:
        return None, None
    before = [one for one in levels if one.at <= since]
    was = Level(before[-1].level) if before else None
    return was, clock.local(levels[-1].at).date()


def _high_since(levels: list[LevelSet]) -> date | None:
    moved = rules.movement([(one.at, Level(one.level)) for one in levels])
    return moved.since_on if moved and levels[-1].level == Level.HIGH else None


def key_of(meeting: Meeting, child: Child) -> uuid.UUID:
    """The same however often somebody clicks."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{meeting.reference} {child.reference}")
