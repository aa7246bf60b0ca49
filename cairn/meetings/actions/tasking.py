"""Tasks: given at a meeting, done, opened again, and chased once each working day they are overdue."""

import uuid
from datetime import date
from typing import Any

from cairn.accounts import actions as accounts
from cairn.accounts.models import User
from cairn.agencies.models import Agency
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock
from cairn.foundation.references import as_typed
from cairn.foundation.refusals import Overtaken, find, hold, refuse_if, refuse_used_key
from cairn.meetings import permissions, queries, rules
from cairn.meetings.choices import Attendance, Event
from cairn.meetings.models import Invitation, Task

NOBODY_HAS_IT = (
    "A task from a meeting waits for somebody who has left or may not open it. Decide who does it."
)


@action(Permission.MEETINGS_RUN)
def give_task(
    *, by: Any, reference: str, item: str, what: str, owner: str, key: uuid.UUID,
    due_on: date | None = None,
) -> Task:  # fmt: skip
    """Give somebody asked to the meeting, or their agency, something to do. Once for each key.

    `owner` is a person's reference or an agency's code. Without `due_on` the local standard counts.
    """
    meeting = queries.to_run(by=by, reference=reference)
    about = queries.item_to_change(by=by, meeting=meeting, reference=item)
    if kept := Task.objects.filter(key=key, item=about, given_by=by).first():
        return kept
    refuse_used_key(Task.objects.all(), key)
    today = clock.today()
    due = due_on or queries.usual_due(by=by)
    may_have_it = owner in {code for code, _ in queries.owners(by=by, meeting=meeting)}
    refuse_if(
        rules.reason_not_to_give_task(
            meeting.standing, what=what, due_on=due, today=today, has_owner=may_have_it
        )
    )
    asked = Invitation.objects.filter(meeting=meeting, agency__isnull=False)
    theirs = asked.filter(person__reference=owner) or asked.filter(agency__code=owner)
    first = theirs.select_related("person", "agency").order_by("pk")[0]
    agency = find(Agency.objects.all(), pk=first.agency_id)
    task = Task.objects.create(
        item=about, what=what.strip(), agency=agency, due_on=due, key=key,
        owner=first.person if first.person and first.person.reference == owner else None,
        given_at=clock.now(), given_by=by,
    )  # fmt: skip
    trail.record(by=by, event=Event.TASK_GIVEN, on=task, meeting=meeting.reference)
    _tell(by, task, f"meetings.task:{task.reference}", "You have a new task from a meeting.")
    return task


@action(Permission.MEETINGS_VIEW)
def finish_task(*, by: Any, reference: str, outcome: str, version: int) -> Task:
    """Say what came of a task. Raises Overtaken."""
    task = _to_change(by, reference)
    refuse_if(
        rules.reason_not_to_finish(
            is_done=task.done_at is not None, is_owner=queries.may_finish(by=by, task=task),
            outcome=outcome,
        )
    )  # fmt: skip
    _refuse_if_overtaken(task, version)
    task.done_at, task.done_by, task.outcome = clock.now(), by, outcome.strip()
    task.version += 1
    task.save(update_fields=["done_at", "done_by", "outcome", "version"])
    trail.record(by=by, event=Event.TASK_DONE, on=task)
    accounts.close_notices(by=by, about=task.reference, keys=rules.CALLS_TO_DO)
    return task


@action(Permission.MEETINGS_VIEW)
def reopen_task(*, by: Any, reference: str, version: int) -> Task:
    """It was not done after all. What was written of the outcome stays until it is done again."""
    task = _to_change(by, reference)
    refuse_if(
        rules.reason_not_to_reopen(
            is_done=task.done_at is not None, is_owner=queries.may_finish(by=by, task=task)
        )
    )
    _refuse_if_overtaken(task, version)
    task.done_at = task.done_by = None
    task.version += 1
    task.save(update_fields=["done_at", "done_by", "version"])
    trail.record(by=by, event=Event.TASK_UNDONE, on=task)
    return task


@action(Permission.MEETINGS_RUN)
def chase_task(*, by: Any, reference: str) -> bool:
    """Remind whoever has an overdue task, once each working day. False where there is no need."""
    task = _to_change(by, reference)
    today = clock.today()
    if not rules.is_to_chase(
        due_on=task.due_on, is_done=task.done_at is not None, chased_on=task.chased_on, today=today
    ):
        return False
    task.chased_on, task.times_chased = today, task.times_chased + 1
    task.save(update_fields=["chased_on", "times_chased"])
    trail.record(by=by, event=Event.TASK_CHASED, on=task, times=task.times_chased)
    key = f"meetings.chased:{task.reference}:{today.isoformat()}"
    accounts.close_notices(by=by, about=task.reference, keys=rules.CALLS_TO_DO)
    _tell(by, task, key, "A task of yours from a meeting is overdue.")
    return True


def _to_change(by: Any, reference: str) -> Task:
    task = hold(queries.tasks(by=by), reference=as_typed(reference))
    for child in {task.item.child, task.item.meeting.child}:
        refuse_if(queries.reason_not_to_write_of(by=by, child=child))
    return task


def _refuse_if_overtaken(task: Task, version: int) -> None:
    if task.version != version:
        raise Overtaken("Somebody changed this task after you opened it. Nothing was changed.")


def _tell(by: Any, task: Task, key: str, words: str) -> None:
    people, is_theirs = _whose(task)
    for person in people:
        if person != by:
            accounts.give_notice(
                by=by, person=person, key=key, wording=words if is_theirs else NOBODY_HAS_IT,
                page="meetings:task", reference=task.reference,
            )  # fmt: skip


def _whose(task: Task) -> tuple[list[User], bool]:
    """Who has it, and that they do: a person, or everybody of the agency who was asked to the meeting.

    Only those who may open it. Where none of them may any more, whoever gave it; or else the chair; or
    else everybody who was there: nothing that is to be done for a child is left with nobody.
    """
    asked = Invitation.objects.filter(meeting=task.item.meeting_id, person__isnull=False)
    rows = list(asked.select_related("person").order_by("pk"))
    of_agency = [one.person for one in rows if one.agency_id == task.agency_id]
    there = [one.person for one in rows if one.attendance == Attendance.PRESENT]
    theirs = [task.owner] if task.owner else of_agency
    for people in (theirs, [task.given_by], [task.item.meeting.chair], there):
        able = [one for one in people if one and permissions.may_open(one, task.item.child)]
        if able:
            return able, people is theirs
    return [], False
