"""Each person's own list: what needs them, why, and by when. Nothing here is stored.

Each line comes from a query of the chapter it belongs to, and leads to a page that the person opens.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from cairn.assessments import queries as assessments
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.foundation import clock, wording
from cairn.home.choices import About
from cairn.home.pages import address
from cairn.meetings import queries as meetings
from cairn.pathways import queries as pathways
from cairn.pathways.choices import Due, Only, Order
from cairn.pathways.rules.growing_up import adult_on
from cairn.pathways.tracking import Asked
from cairn.plans import queries as plans

MOST = 100  # of each kind
AHEAD = 14  # days: what is due later can wait


@dataclass(frozen=True)
class Need:
    """One thing for this person to do. `due_on` is None where no day is set."""

    about: About
    text: str
    why: str
    page: str
    due_on: date | None = None
    due: str = ""  # in words
    is_late: bool = False


@query(Permission.ACCOUNTS_SELF)
def needs(*, by: Any, about: str = "") -> list[Need]:
    """What needs this person, or what of one kind does: the longest overdue first."""
    found = [need for kind, of in _SOURCES.items() if about in ("", kind) for need in of(by)]
    return sorted(found, key=lambda need: (need.due_on or date.max, need.text))


def _need(about: About, text: str, why: str, page: str, due_on: date | None = None) -> Need:
    today = clock.today()
    due = "" if due_on is None else _due(due_on, today)
    return Need(about, text, why, page, due_on, due, due_on is not None and due_on < today)


def _due(on: date, today: date) -> str:
    if on == today:
        return "Today"
    if on < today:
        return f"{wording.plural((today - on).days, 'day')} late, was due {wording.day(on)}"
    return "By tomorrow" if (on - today).days == 1 else f"By {wording.weekday_day(on)}"


def _contacts(by: Any) -> Iterator[Need]:
    if Permission.PATHWAYS_SCREEN not in by.permissions:
        return
    rows = list(pathways.to_screen(by=by).order_by(*pathways.OLDEST_FIRST)[:MOST])
    dues = pathways.screening_dues(by=by, contacts=rows) if rows else []
    for row, due in zip(rows, dues, strict=True):
        why = f"{row.get_source_display()}, {wording.exact(row.received_at)}"
        page = address("pathways:contact", row.reference)
        yield _need(About.CONTACTS, f"Screen the contact about {row.child.name}", why, page, due)


def _asked(by: Any) -> Iterator[Need]:
    if Permission.PATHWAYS_DECIDE not in by.permissions:
        return
    for row in pathways.asked_to_take(by=by).order_by(*pathways.NEWEST_FIRST)[:MOST]:
        text = f"Answer whether your council takes {row.child.name}’s pathway"
        page = address("pathways:answer", row.reference)
        yield _need(About.PATHWAYS, text, f"{row.council} asks", page, clock.today())


def _meetings(by: Any) -> Iterator[Need]:
    if Permission.MEETINGS_VIEW not in by.permissions:
        return
    today = clock.today()
    unanswered = meetings.to_answer(by=by)
    for row in meetings.my_meetings(by=by)[:MOST]:
        on = clock.local(row.starts_at).date()
        page = address("meetings:meeting", row.reference)
        when = wording.exact(row.starts_at)
        if on <= today:
            yield _need(About.MEETINGS, row.title, f"{when}, {row.where}", page, on)
        elif row.reference in unanswered:
            text = f"Say if you come: {row.title}"
            yield _need(About.MEETINGS, text, f"You are asked for {when}", page, on)


def _minutes(by: Any) -> Iterator[Need]:
    """Minutes that wait to be sent by whoever chaired."""
    if Permission.MEETINGS_RUN not in by.permissions:
        return
    rows = meetings.listed(by=by, state="held").filter(chair=by.pk)
    for row in rows.order_by(*meetings.BY_TIME)[:MOST]:
        ended = clock.local(row.ended_at or row.starts_at)
        page = address("meetings:meeting", row.reference)
        why = f"It ended on {wording.exact(ended)}"
        yield _need(About.MEETINGS, f"Send the minutes: {row.title}", why, page, ended.date())


def _tasks(by: Any) -> Iterator[Need]:
    if Permission.MEETINGS_VIEW not in by.permissions:
        return
    soon = clock.today() + clock.timedelta(days=AHEAD)
    rows = meetings.my_tasks(by=by).filter(done_at=None, due_on__lte=soon)
    for row in rows.order_by(*meetings.BY_DUE)[:MOST]:
        page = address("meetings:task", row.reference)
        why = f"Task from {row.item.meeting.title}"
        yield _need(About.TASKS, row.what, why, page, row.due_on)


def _assessments(by: Any) -> Iterator[Need]:
    """Assessments that the person began, or wrote on last, and that nobody has finished."""
    if Permission.ASSESSMENTS_RECORD not in by.permissions:
        return
    rows: Any = assessments.assessments(by=by)
    open_ones = rows.filter(finished_at=None, discarded_at=None, changed_by=by.pk)
    for row in open_ones.order_by("changed_at", "id")[:MOST]:
        page = address("assessments:assessment", row.reference)
        why = f"{row.tool.name}, last written on {wording.exact(row.changed_at)}"
        yield _need(About.ASSESSMENTS, f"Finish the assessment of {row.child.name}", why, page)


def _of_pathways(by: Any) -> Iterator[Need]:
    if Permission.PATHWAYS_VIEW not in by.permissions:
        return
    yield from _asked(by)
    yield from _due_in_pathways(by)
    yield from _nearly_adults(by)


def _whose(by: Any) -> tuple[str, ...]:
    """Who decides looks across their area; everybody else after the children they work with."""
    return () if Permission.PATHWAYS_DECIDE in by.permissions else (Only.MINE,)


def _due_in_pathways(by: Any) -> Iterator[Need]:
    """Level 1 meetings and reviews that are overdue or due within a week."""
    for due in (Due.OVERDUE, Due.WEEK):
        asked = Asked(due=due, only=_whose(by), order=Order.DUE)
        rows = list(pathways.tracker(by=by, asked=asked).order_by(*asked.keys)[:MOST])
        standings = pathways.standings(by=by, pathways=rows) if rows else []
        for row, standing in zip(rows, standings, strict=True):
            page = address("pathways:pathway", row.reference)
            why = f"Pathway: {standing.state.label}"
            text = f"{standing.due}: {row.child.name}"
            yield _need(About.PATHWAYS, text, why, page, standing.due_on)


def _nearly_adults(by: Any) -> Iterator[Need]:
    """Young people of 17 in whose transition plan no adult service takes part yet."""
    asked = Asked(only=(*_whose(by), Only.NEARLY_ADULT))
    rows = list(pathways.tracker(by=by, asked=asked).order_by(*asked.keys)[:MOST])
    settled = plans.with_adult_service(by=by, children=[row.child_id for row in rows])
    for row in rows:
        if row.child_id not in settled:
            page = address("plans:plan", row.child.reference, "transition")
            text = f"Name an adult service for {row.child.name}"
            yield _need(
                About.PATHWAYS, text, "The transition plan", page, adult_on(row.child.born_on)
            )


def _of_meetings(by: Any) -> Iterator[Need]:
    yield from _meetings(by)
    yield from _minutes(by)


_SOURCES = {
    About.CONTACTS: _contacts,
    About.PATHWAYS: _of_pathways,
    About.MEETINGS: _of_meetings,
    About.TASKS: _tasks,
    About.ASSESSMENTS: _assessments,
}
