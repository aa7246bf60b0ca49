"""Tasks within reach: mine, the overdue ones, a list; and who may be given one."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from cairn.agencies import queries as agencies
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.children.models import Child
from cairn.foundation import clock
from cairn.foundation.references import as_typed
from cairn.foundation.refusals import find
from cairn.meetings import permissions, rules
from cairn.meetings.choices import TaskTab
from cairn.meetings.models import Invitation, Meeting, Task

BY_DUE = ("due_on", "id")


@query(Permission.MEETINGS_VIEW)
def tasks(*, by: Any) -> QuerySet[Task]:
    """Every task within reach."""
    rows = Task.objects.filter(permissions.task_reach(by))
    return rows.select_related(
        "item", "item__child", "item__meeting", "item__meeting__child", "agency", "owner", "done_by"
    ).defer("item__meeting__minutes")


@query(Permission.MEETINGS_VIEW)
def task(*, by: Any, reference: str) -> Task:
    return find(tasks(by=by), reference=as_typed(reference))


@query(Permission.MEETINGS_VIEW)
def tasks_listed(*, by: Any, tab: str = TaskTab.TO_DO, is_mine: bool = True) -> QuerySet[Task]:
    """Tasks to do, overdue or done; one's own, or all within reach."""
    rows = my_tasks(by=by) if is_mine else tasks(by=by)
    if tab == TaskTab.DONE:
        return rows.filter(done_at__isnull=False)
    rows = rows.filter(done_at=None)
    return rows.filter(due_on__lt=clock.today()) if tab == TaskTab.OVERDUE else rows


@query(Permission.MEETINGS_VIEW)
def my_tasks(*, by: Any) -> QuerySet[Task]:
    """One's own tasks, and those of one's agency that no person has; done ones too."""
    asked = Invitation.objects.filter(meeting=OuterRef("item__meeting"), person=by.pk)
    of_agency = Q(Exists(asked), owner=None, agency=by.agency_id)
    return tasks(by=by).filter(Q(owner=by.pk) | of_agency)


@query(Permission.MEETINGS_VIEW)
def my_overdue(*, by: Any) -> int:
    """How many of one's own tasks are overdue."""
    return tasks_listed(by=by, tab=TaskTab.OVERDUE).count()


@query(Permission.MEETINGS_VIEW)
def overdue_of_child(*, by: Any, child: Child) -> QuerySet[Task]:
    """Overdue tasks within reach that meetings about a child gave, the longest overdue first."""
    return overdue(by=by).filter(item__meeting__child=child)


@query(Permission.MEETINGS_VIEW)
def overdue(*, by: Any) -> QuerySet[Task]:
    """Tasks within reach that are not done and were due before today, the longest overdue first."""
    return tasks(by=by).filter(done_at=None, due_on__lt=clock.today()).order_by(*BY_DUE)


@query(Permission.MEETINGS_VIEW)
def to_chase(*, by: Any) -> list[str]:
    """References of overdue tasks of which nobody was reminded today."""
    today = clock.today()
    if not clock.is_working_day(today):
        return []
    late = overdue(by=by).filter(Q(chased_on=None) | Q(chased_on__lt=today))
    return list(late.values_list("reference", flat=True))


@query(Permission.MEETINGS_VIEW)
def may_finish(*, by: Any, task: Task) -> bool:
    """Whether it is theirs, their agency's where no person has it, or they run the meeting."""
    if task.owner_id == by.pk or task.item.meeting.kind in permissions.kinds_run(by):
        return True
    return task.owner_id is None and task.agency_id == by.agency_id


@query(Permission.MEETINGS_RUN)
def usual_due(*, by: Any) -> date:
    """When a task given today is due by the local standard."""
    days = agencies.standard(by=by, key="meeting-task-working-days")
    return rules.task_due(given_on=clock.today(), working_days=days)


@query(Permission.MEETINGS_RUN)
def owners(*, by: Any, meeting: Meeting) -> list[tuple[str, str]]:
    """Who may be given a task, as (reference or agency's code, name): people asked, and agencies."""
    rows = Invitation.objects.filter(permissions.reach(by, via="meeting__"), meeting=meeting)
    asked = rows.filter(person__isnull=False, agency__isnull=False).select_related(
        "person", "agency"
    )
    found = list(asked.order_by("agency__name", "person__name", "id"))
    people = [
        (one.person.reference, f"{one.person.name}, {one.agency}")
        for one in found
        if one.person and one.agency
    ]
    whole = {one.agency.code: f"{one.agency}, no person named" for one in found if one.agency}
    return [*people, *whole.items()]
