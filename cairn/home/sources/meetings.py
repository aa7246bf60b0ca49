"""What meetings and their tasks ask of somebody, and assessments that they began."""

from collections.abc import Iterator
from typing import Any

from django.utils.text import Truncator

from cairn.assessments import queries as assessments
from cairn.audit.choices import Permission
from cairn.foundation import clock, wording
from cairn.home.choices import About
from cairn.home.pages import address
from cairn.home.shortening import Need
from cairn.home.sources.lines import NAME, briefly, line
from cairn.meetings import queries as meetings

LONGEST = 120  # characters of a task: the whole stands on its page
AHEAD = 14  # days: what is due later can wait


def _meetings(by: Any, most: int) -> Iterator[Need]:
    if Permission.MEETINGS_VIEW not in by.permissions:
        return
    today = clock.today()
    unanswered = meetings.to_answer(by=by)
    rows = briefly(
        meetings.my_meetings(by=by), "reference", "kind", "starts_at", "where", child=NAME,
        council=("name",),
    )  # fmt: skip
    for row in rows[:most]:
        on = clock.local(row.starts_at).date()
        page = address("meetings:meeting", row.reference)
        when = wording.exact(row.starts_at)
        if on <= today:
            why = f"{when}, {row.where}"
            yield line(About.MEETINGS, row.title, why, page, "meetings", on, row.starts_at)
        elif row.reference in unanswered:
            text = f"Say if you come: {row.title}"
            yield line(About.MEETINGS, text, f"You are asked for {when}", page,
                        "invitations to answer", on)  # fmt: skip


def _minutes(by: Any, most: int) -> Iterator[Need]:
    """Minutes that wait to be sent by whoever chaired."""
    if Permission.MEETINGS_RUN not in by.permissions:
        return
    rows = briefly(
        meetings.listed(by=by, state="held").filter(chair=by.pk), "reference", "kind",
        "starts_at", "ended_at", child=NAME, council=("name",),
    )  # fmt: skip
    for row in rows.order_by(*meetings.BY_TIME)[:most]:
        ended = clock.local(row.ended_at or row.starts_at)
        page = address("meetings:meeting", row.reference)
        why = f"It ended on {wording.exact(ended)}"
        yield line(About.MEETINGS, f"Send the minutes: {row.title}", why, page,
                    "meetings whose minutes to send", ended.date())  # fmt: skip


def of_tasks(by: Any, most: int) -> Iterator[Need]:
    if Permission.MEETINGS_VIEW not in by.permissions:
        return
    soon = clock.today() + clock.timedelta(days=AHEAD)
    rows = briefly(
        meetings.my_tasks(by=by).filter(done_at=None, due_on__lte=soon), "reference", "what",
        "due_on", item=("id",), item__meeting=("kind",), item__meeting__child=NAME,
        item__meeting__council=("name",),
    )  # fmt: skip
    for row in rows.order_by(*meetings.BY_DUE)[:most]:
        page = address("meetings:task", row.reference)
        why = f"Task from the {row.item.meeting.title}"
        what = Truncator(row.what).chars(LONGEST)
        yield line(About.TASKS, what, why, page, "tasks", row.due_on)


def of_assessments(by: Any, most: int) -> Iterator[Need]:
    """Assessments that the person began, or wrote on last, and that nobody has finished."""
    if Permission.ASSESSMENTS_RECORD not in by.permissions:
        return
    rows: Any = assessments.assessments(by=by)
    open_ones = briefly(
        rows.filter(finished_at=None, discarded_at=None, changed_by=by.pk), "reference",
        "changed_at", child=NAME, tool=("name",),
    )  # fmt: skip
    for row in open_ones.order_by("changed_at", "id")[:most]:
        page = address("assessments:assessment", row.reference)
        why = f"{row.tool.name}, last written on {wording.exact(row.changed_at)}"
        yield line(About.ASSESSMENTS, f"Finish the assessment of {row.child.name}", why, page,
                    "assessments to finish")  # fmt: skip


def of_meetings(by: Any, most: int) -> Iterator[Need]:
    yield from _meetings(by, most)
    yield from _minutes(by, most)
