"""Each person's own list: what needs them, why, and by when. Nothing here is stored.

Each line comes from a query of the chapter it belongs to, and leads to a page that the person opens.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.text import Truncator

from cairn.assessments import queries as assessments
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.foundation import clock, wording
from cairn.foundation.dates import adult_on
from cairn.home.choices import About
from cairn.home.pages import address
from cairn.home.shortening import MOST, Need, in_order
from cairn.meetings import queries as meetings
from cairn.missing import queries as missing
from cairn.pathways import queries as pathways
from cairn.pathways.choices import Level, Only, Order
from cairn.pathways.tracking import Asked
from cairn.plans import queries as plans

OF_ONE_KIND = 200
LONGEST = 120  # characters of a task: the whole stands on its page
AHEAD = 14  # days: what is due later can wait
SOON = 7  # the same, of what somebody else arranges
NAME = ("given_name", "family_name", "also_known_as")  # of which a child’s name is made


@query(Permission.ACCOUNTS_SELF)
def needs(*, by: Any, about: str = "") -> list[Need]:
    """What needs this person, or what of one kind does: what is for the next days first.

    Of each kind no more than MOST are looked up, or OF_ONE_KIND where that is asked for.
    """
    most = OF_ONE_KIND if about else MOST
    found = [need for kind, of in _SOURCES.items() if about in ("", kind) for need in of(by, most)]
    return in_order(found, today=clock.today())


def _need(
    about: About, text: str, why: str, page: str, many: str, due_on: date | None = None
) -> Need:
    today = clock.today()
    due = "" if due_on is None else _due(due_on, today)
    return Need(about, text, why, page, many, due_on, due, due_on is not None and due_on < today)


def _due(on: date, today: date) -> str:
    if on == today:
        return "Today"
    if on < today:
        return f"{wording.plural((today - on).days, 'day')} late, was due {wording.day(on)}"
    return "By tomorrow" if (on - today).days == 1 else f"By {wording.weekday_day(on)}"


def _briefly(rows: QuerySet[Any], *fields: str, **joined: tuple[str, ...]) -> QuerySet[Any]:
    """With these fields alone: of many lines, most of the time goes into what nobody reads."""
    beyond = [f"{via}__{name}" for via, names in joined.items() for name in names]
    return rows.select_related(None).select_related(*joined).only(*fields, *beyond)


def _missing(by: Any, most: int) -> Iterator[Need]:
    """Reports this person is asked to take on, and in their area those that ask something."""
    if Permission.MISSING_VIEW not in by.permissions:
        return
    asked = {one.report_id for one in missing.my_calls(by=by)}
    receives = Permission.MISSING_RECEIVE in by.permissions
    for row in missing.waiting(by=by).order_by(*missing.OLDEST_FIRST)[:most]:
        if row.pk not in asked and not receives:
            continue
        name = row.child.name if row.child else "a child nobody has named yet"
        text = f"Look at the report about {name}"
        if row.acknowledged_at is None:
            text = f"Take on the report that {name} is missing"
        why = f"{row.get_source_display()}, {wording.exact(row.received_at)}"
        page = address("missing:report", row.reference)
        yield _need(About.MISSING, text, why, page, "reports of missing children", clock.today())


def _discussions(by: Any, most: int) -> Iterator[Need]:
    """Strategy discussions that missing episodes ask for, for those who answer whether they were held."""
    if Permission.MISSING_DECIDE not in by.permissions:
        return
    for one in missing.discussions_wanted(by=by)[:most]:
        text = f"Answer whether a strategy discussion about {one.child.name} was held"
        page = address("missing:discussion", one.child.reference)
        yield _need(About.MISSING, text, f"Missing {one.often.said.lower()}", page,
                    "strategy discussions to answer for", clock.local(one.often.last).date())  # fmt: skip


def _of_missing(by: Any, most: int) -> Iterator[Need]:
    yield from _missing(by, most)
    yield from _discussions(by, most)


def _contacts(by: Any, most: int) -> Iterator[Need]:
    if Permission.PATHWAYS_SCREEN not in by.permissions:
        return
    found = _briefly(pathways.to_screen(by=by), "reference", "source", "received_at", child=NAME)
    rows = list(found.order_by(*pathways.OLDEST_FIRST)[:most])
    dues = pathways.screening_dues(by=by, contacts=rows) if rows else []
    for row, due in zip(rows, dues, strict=True):
        why = f"{row.get_source_display()}, {wording.exact(row.received_at)}"
        page = address("pathways:contact", row.reference)
        yield _need(About.CONTACTS, f"Screen the contact about {row.child.name}", why, page,
                    "contacts to screen", due)  # fmt: skip


def _asked(by: Any, most: int) -> Iterator[Need]:
    if Permission.PATHWAYS_DECIDE not in by.permissions:
        return
    for row in pathways.asked_to_take(by=by).order_by(*pathways.NEWEST_FIRST)[:most]:
        text = f"Answer whether your council takes {row.child.name}’s pathway"
        page = address("pathways:answer", row.reference)
        yield _need(About.PATHWAYS, text, f"{row.council} asks", page,
                    "pathways that your council is asked to take", clock.today())  # fmt: skip


def _to_name(by: Any, most: int) -> Iterator[Need]:
    """Who leads and works in a pathway that a council of theirs took, for those who decide there."""
    if not {Permission.PATHWAYS_DECIDE, Permission.CHILDREN_RECORD} <= by.permissions:
        return
    rows = list(pathways.taken_over(by=by).order_by(*pathways.NEWEST_FIRST)[:most])
    for row, lacking in zip(rows, pathways.to_name(by=by, pathways=rows), strict=True):
        name, why = row.child.name, f"{row.council} has taken the pathway"
        if lacking.lead:
            page = address("children:lead_practitioner", row.child.reference)
            text = f"Name a lead practitioner for {name}"
            yield _need(About.PATHWAYS, text, why, page, "lead practitioners to name")
        if lacking.worker:
            page = address("children:involve", row.child.reference)
            text = f"Name an intervention worker for {name}"
            yield _need(About.PATHWAYS, text, why, page, "intervention workers to name")


def _meetings(by: Any, most: int) -> Iterator[Need]:
    if Permission.MEETINGS_VIEW not in by.permissions:
        return
    today = clock.today()
    unanswered = meetings.to_answer(by=by)
    rows = _briefly(
        meetings.my_meetings(by=by), "reference", "kind", "starts_at", "where", child=NAME,
        council=("name",),
    )  # fmt: skip
    for row in rows[:most]:
        on = clock.local(row.starts_at).date()
        page = address("meetings:meeting", row.reference)
        when = wording.exact(row.starts_at)
        if on <= today:
            yield _need(About.MEETINGS, row.title, f"{when}, {row.where}", page, "meetings", on)
        elif row.reference in unanswered:
            text = f"Say if you come: {row.title}"
            yield _need(About.MEETINGS, text, f"You are asked for {when}", page,
                        "invitations to answer", on)  # fmt: skip


def _minutes(by: Any, most: int) -> Iterator[Need]:
    """Minutes that wait to be sent by whoever chaired."""
    if Permission.MEETINGS_RUN not in by.permissions:
        return
    rows = _briefly(
        meetings.listed(by=by, state="held").filter(chair=by.pk), "reference", "kind",
        "starts_at", "ended_at", child=NAME, council=("name",),
    )  # fmt: skip
    for row in rows.order_by(*meetings.BY_TIME)[:most]:
        ended = clock.local(row.ended_at or row.starts_at)
        page = address("meetings:meeting", row.reference)
        why = f"It ended on {wording.exact(ended)}"
        yield _need(About.MEETINGS, f"Send the minutes: {row.title}", why, page,
                    "meetings whose minutes to send", ended.date())  # fmt: skip


def _tasks(by: Any, most: int) -> Iterator[Need]:
    if Permission.MEETINGS_VIEW not in by.permissions:
        return
    soon = clock.today() + clock.timedelta(days=AHEAD)
    rows = _briefly(
        meetings.my_tasks(by=by).filter(done_at=None, due_on__lte=soon), "reference", "what",
        "due_on", item=("id",), item__meeting=("kind",), item__meeting__child=NAME,
        item__meeting__council=("name",),
    )  # fmt: skip
    for row in rows.order_by(*meetings.BY_DUE)[:most]:
        page = address("meetings:task", row.reference)
        why = f"Task from the {row.item.meeting.title}"
        what = Truncator(row.what).chars(LONGEST)
        yield _need(About.TASKS, what, why, page, "tasks", row.due_on)


def _assessments(by: Any, most: int) -> Iterator[Need]:
    """Assessments that the person began, or wrote on last, and that nobody has finished."""
    if Permission.ASSESSMENTS_RECORD not in by.permissions:
        return
    rows: Any = assessments.assessments(by=by)
    open_ones = _briefly(
        rows.filter(finished_at=None, discarded_at=None, changed_by=by.pk), "reference",
        "changed_at", child=NAME, tool=("name",),
    )  # fmt: skip
    for row in open_ones.order_by("changed_at", "id")[:most]:
        page = address("assessments:assessment", row.reference)
        why = f"{row.tool.name}, last written on {wording.exact(row.changed_at)}"
        yield _need(About.ASSESSMENTS, f"Finish the assessment of {row.child.name}", why, page,
                    "assessments to finish")  # fmt: skip


def _of_pathways(by: Any, most: int) -> Iterator[Need]:
    if Permission.PATHWAYS_VIEW not in by.permissions:
        return
    yield from _asked(by, most)
    yield from _to_name(by, most)
    yield from _due_in_pathways(by, most)
    yield from _without_plan(by, most)
    yield from _nearly_adults(by, most)


def _due_in_pathways(by: Any, most: int) -> Iterator[Need]:
    """Level 1 meetings and reviews: overdue, due within a week, or to be arranged now."""
    arranges = Permission.MEETINGS_RUN_ALL in by.permissions
    asked = Asked(only=() if arranges else (Only.MINE,), order=Order.DUE)
    found = _briefly(
        pathways.tracker(by=by, asked=asked), "reference", "opened_at", "closed_at", child=NAME
    )
    rows = list(found.order_by(*asked.keys)[: 2 * most])
    if not rows:
        return
    standings = pathways.standings(by=by, pathways=rows)
    besides = pathways.meetings_beside(by=by, pathways=rows)
    ahead = clock.today() + clock.timedelta(days=AHEAD if arranges else SOON)
    for row, standing, beside in zip(rows, standings, besides, strict=True):
        is_first = arranges and standing.level is None  # a Level 1 is arranged at once
        if standing.due_on and (is_first or standing.due_on <= ahead):
            yield from _of_pathway(by, row, standing, beside)


def _of_pathway(by: Any, row: Any, standing: Any, beside: Any) -> Iterator[Need]:
    """What has its day and its room needs nobody until then, nor does what somebody else records."""
    text = f"{standing.due}: {row.child.name}"
    why = f"Pathway: {standing.state.label}"
    many = "reviews" if standing.level else "Level 1 meetings"
    if beside.next:
        on = clock.local(beside.next.starts_at).date()
        if clock.today() <= on <= standing.due_on:
            return
        why = f"The meeting is on {wording.exact(beside.next.starts_at)}"
        if on < clock.today():
            why = f"The meeting of {wording.day(on)} was not held, or not ended"
    elif beside.held:
        if Permission.PATHWAYS_DECIDE not in by.permissions:
            return
        held_on = wording.day(clock.local(beside.held.started_at).date())
        what = "Record the review" if standing.level else "Set the level"
        text, why = f"{what}: {row.child.name}", f"The meeting was on {held_on}"
        many = "reviews to record" if standing.level else "levels to set"
    elif Permission.MEETINGS_RUN_ALL in by.permissions:
        why = "No meeting is arranged yet"
    page = address("pathways:pathway", row.reference)
    yield _need(About.PATHWAYS, text, why, page, many, standing.due_on)


def _without_plan(by: Any, most: int) -> Iterator[Need]:
    """Children with a level for whom nobody has written a safety plan: on the lists of those who
    work with them.
    """
    if Permission.PLANS_WRITE not in by.permissions:
        return
    found = _briefly(pathways.with_level(by=by), "reference", child=("reference", *NAME))
    rows = list(found[:most])
    planned = plans.with_safety_plan(by=by, children=[row.child_id for row in rows])
    for row in rows:
        if row.child_id not in planned:
            page = address("plans:plan", row.child.reference, "safety")
            text = f"Write the safety plan with {row.child.name}"
            why = f"Pathway: {Level(row.level_now).label}. There is no plan yet"
            yield _need(About.PATHWAYS, text, why, page, "safety plans to write")


def _nearly_adults(by: Any, most: int) -> Iterator[Need]:
    """Young people of 17 and more in whose transition plan no adult service takes part yet."""
    is_mine = Permission.PATHWAYS_DECIDE not in by.permissions
    found = _briefly(
        pathways.nearly_adults(by=by, is_mine=is_mine), "reference",
        child=("reference", "born_on", *NAME),
    )  # fmt: skip
    rows = list(found.order_by("child__born_on", "id")[:most])
    settled = plans.with_adult_service(by=by, children=[row.child_id for row in rows])
    for row in rows:
        if row.child_id not in settled:
            page = address("plans:plan", row.child.reference, "transition")
            text = f"Name an adult service for {row.child.name}"
            on = adult_on(row.child.born_on)
            yield _need(About.PATHWAYS, text, "The transition plan", page,
                        "young people to name an adult service for", on)  # fmt: skip


def _of_meetings(by: Any, most: int) -> Iterator[Need]:
    yield from _meetings(by, most)
    yield from _minutes(by, most)


_SOURCES = {
    About.MISSING: _of_missing,
    About.CONTACTS: _contacts,
    About.PATHWAYS: _of_pathways,
    About.MEETINGS: _of_meetings,
    About.TASKS: _tasks,
    About.ASSESSMENTS: _assessments,
}
