"""Reading is an act: a list, one meeting, its minutes, one task, a table taken away."""

from typing import Any

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children import queries as children
from cairn.children.models import Child
from cairn.foundation.paging import Page, page_of
from cairn.foundation.refusals import refuse_if
from cairn.meetings import queries, rules
from cairn.meetings.choices import TO_COME, Event, State, TaskTab
from cairn.meetings.composing import minutes_of
from cairn.meetings.models import Meeting, Task


@action(Permission.MEETINGS_VIEW)
def list_meetings(
    *, by: Any, kind: str = "", state: str = "", council: str = "", is_mine: bool = False,
    after: str = "",
) -> Page:  # fmt: skip
    """A page of meetings within reach: those to come by time, others the latest first."""
    rows = queries.listed(by=by, kind=kind, state=state, council=council, is_mine=is_mine)
    keys = queries.BY_TIME if state in {State.PLANNED, TO_COME} else queries.LATEST_FIRST
    page = page_of(rows, keys=keys, after=after)
    trail.record(by=by, event=Event.LISTED, on=by, found=len(page.rows))
    return page


@action(Permission.MEETINGS_VIEW)
def export_meetings(
    *, by: Any, kind: str = "", state: str = "", council: str = "", is_mine: bool = False
) -> list[Meeting]:
    """The whole list, as narrowed on the page, to take away."""
    rows = queries.listed(by=by, kind=kind, state=state, council=council, is_mine=is_mine)
    found = list(rows.order_by(*queries.BY_TIME)[: rules.MOST_EXPORTED + 1])
    refuse_if(rules.reason_not_to_export(at_least=len(found), what="meetings"))
    trail.record(by=by, event=Event.EXPORTED, on=by, found=len(found))
    return found


@action(Permission.MEETINGS_VIEW)
def list_meetings_of_child(*, by: Any, child: str) -> tuple[Child, list[Meeting]]:
    """A child within reach and the meetings about them: those to come, then the latest first."""
    row = children.child(by=by, reference=child)
    found = list(queries.of_child(by=by, child=row.reference))
    planned = [one for one in found if one.state in {State.PLANNED, State.UNDER_WAY}]
    trail.record(by=by, event=Event.LISTED, on=row, found=len(found))
    return row, [*reversed(planned), *(one for one in found if one not in planned)]


@action(Permission.MEETINGS_VIEW)
def read_meeting(*, by: Any, reference: str) -> Meeting:
    """Open one meeting."""
    meeting = queries.meeting(by=by, reference=reference)
    trail.record(by=by, event=Event.OPENED, on=meeting)
    return meeting


@action(Permission.MEETINGS_RUN)
def open_to_run(*, by: Any, reference: str) -> Meeting:
    """Open one meeting to arrange, ask people to or minute. The role is asked first."""
    queries.to_show(by=by, reference=reference)
    return read_meeting(by=by, reference=reference)


@action(Permission.MEETINGS_VIEW)
def read_minutes(*, by: Any, reference: str) -> tuple[Meeting, dict[str, Any]]:
    """The minutes as sent; before that, as they stand. Without what is out of the reader's reach."""
    meeting = queries.meeting(by=by, reference=reference)
    refuse_if(
        None if meeting.started_at else "The meeting has not started, so there are no minutes."
    )
    content = meeting.minutes if meeting.sent_at else minutes_of(meeting)
    trail.record(by=by, event=Event.MINUTES_READ, on=meeting)
    return meeting, queries.minutes_as_read(by=by, content=content or {})


@action(Permission.MEETINGS_VIEW)
def list_tasks(*, by: Any, tab: str = TaskTab.TO_DO, is_mine: bool = True, after: str = "") -> Page:
    """A page of tasks, the first due first."""
    rows = queries.tasks_listed(by=by, tab=tab, is_mine=is_mine)
    page = page_of(rows, keys=queries.BY_DUE, after=after)
    trail.record(by=by, event=Event.TASKS_LISTED, on=by, found=len(page.rows))
    return page


@action(Permission.MEETINGS_VIEW)
def export_tasks(*, by: Any, tab: str = TaskTab.TO_DO, is_mine: bool = True) -> list[Task]:
    """The whole list, as narrowed on the page, to take away."""
    rows = queries.tasks_listed(by=by, tab=tab, is_mine=is_mine).order_by(*queries.BY_DUE)
    found = list(rows[: rules.MOST_EXPORTED + 1])
    refuse_if(rules.reason_not_to_export(at_least=len(found), what="tasks"))
    trail.record(by=by, event=Event.TASKS_EXPORTED, on=by, found=len(found))
    return found


@action(Permission.MEETINGS_VIEW)
def read_task(*, by: Any, reference: str) -> Task:
    task = queries.task(by=by, reference=reference)
    trail.record(by=by, event=Event.TASK_OPENED, on=task)
    return task
