"""What pathways and contacts ask of somebody."""

from collections.abc import Iterator
from typing import Any

from cairn.audit.choices import Permission
from cairn.foundation import clock, wording
from cairn.foundation.dates import adult_on
from cairn.home.choices import About
from cairn.home.pages import address
from cairn.home.shortening import Need
from cairn.home.sources.lines import NAME, briefly, line
from cairn.pathways import queries as pathways
from cairn.pathways.choices import Level, Only, Order
from cairn.pathways.tracking import Asked
from cairn.plans import queries as plans

AHEAD = 14  # days: what is due later can wait
SOON = 7  # the same, of what somebody else arranges


def of_contacts(by: Any, most: int) -> Iterator[Need]:
    if Permission.PATHWAYS_SCREEN not in by.permissions:
        return
    found = briefly(pathways.to_screen(by=by), "reference", "source", "received_at", child=NAME)
    rows = list(found.order_by(*pathways.OLDEST_FIRST)[:most])
    dues = pathways.screening_dues(by=by, contacts=rows) if rows else []
    for row, due in zip(rows, dues, strict=True):
        why = f"{row.get_source_display()}, {wording.exact(row.received_at)}"
        page = address("pathways:contact", row.reference)
        yield line(About.CONTACTS, f"Screen the contact about {row.child.name}", why, page,
                    "contacts to screen", due)  # fmt: skip


def of_pathways(by: Any, most: int) -> Iterator[Need]:
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
    found = briefly(
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
    yield line(About.PATHWAYS, text, why, page, many, standing.due_on)


def _without_plan(by: Any, most: int) -> Iterator[Need]:
    """Children with a level for whom nobody has written a safety plan: on the lists of those who
    work with them.
    """
    if Permission.PLANS_WRITE not in by.permissions:
        return
    found = briefly(pathways.with_level(by=by), "reference", child=("reference", *NAME))
    rows = list(found[:most])
    planned = plans.with_safety_plan(by=by, children=[row.child_id for row in rows])
    for row in rows:
        if row.child_id not in planned:
            page = address("plans:plan", row.child.reference, "safety")
            text = f"Write the safety plan with {row.child.name}"
            why = f"Pathway: {Level(row.level_now).label}. There is no plan yet"
            yield line(About.PATHWAYS, text, why, page, "safety plans to write")


def _nearly_adults(by: Any, most: int) -> Iterator[Need]:
    """Young people of 17 and more in whose transition plan no adult service takes part yet."""
    is_mine = Permission.PATHWAYS_DECIDE not in by.permissions
    found = briefly(
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
            yield line(About.PATHWAYS, text, "The transition plan", page,
                        "young people to name an adult service for", on)  # fmt: skip


def _asked(by: Any, most: int) -> Iterator[Need]:
    if Permission.PATHWAYS_DECIDE not in by.permissions:
        return
    for row in pathways.asked_to_take(by=by).order_by(*pathways.NEWEST_FIRST)[:most]:
        text = f"Answer whether your council takes {row.child.name}’s pathway"
        page = address("pathways:answer", row.reference)
        yield line(About.PATHWAYS, text, f"{row.council} asks", page,
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
            yield line(About.PATHWAYS, text, why, page, "lead practitioners to name")
        if lacking.worker:
            page = address("children:involve", row.child.reference)
            text = f"Name an intervention worker for {name}"
            yield line(About.PATHWAYS, text, why, page, "intervention workers to name")
