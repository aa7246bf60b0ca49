"""The minutes of a meeting as plain data, whole: to be frozen when they are sent.

Whoever reads them gets them through queries.minutes_as_read, which leaves out what is out of reach.
"""

from typing import Any

from cairn.accounts import people
from cairn.agencies import queries as agencies
from cairn.foundation import clock, wording
from cairn.meetings import rules
from cairn.meetings.choices import Attendance
from cairn.meetings.models import AgendaItem, Invitation, Meeting


def minutes_of(meeting: Meeting) -> dict[str, Any]:
    """Everything of a meeting, as it stands now. Children by reference, so that reach still counts."""
    asked = list(
        meeting.invitations.select_related("person", "agency").order_by("agency__name", "id")
    )
    items = meeting.items.prefetch_related(
        "statements__agency", "decisions__dissents__agency", "tasks__owner", "tasks__agency"
    )
    return {
        "kind": meeting.get_kind_display(),
        "where": meeting.where,
        "started_at": meeting.started_at,
        "ended_at": meeting.ended_at,
        "chair": meeting.chair.name,
        "present": _people(asked, Attendance.PRESENT),
        "apologies": _people(asked, Attendance.APOLOGIES),
        "absent": _people(asked, Attendance.ABSENT),
        "not_quorate": _not_quorate(meeting, asked),
        "inquorate_because": meeting.inquorate_because,
        "views": [{"who": _who(one), "words": one.view} for one in asked if one.view],
        "items": [_item(one) for one in items],
    }


def _not_quorate(meeting: Meeting, asked: list[Invitation]) -> str:
    wanted = agencies.standard(
        by=people.STRANGER, key=rules.quorum_standard(meeting.kind),
        on=clock.local(meeting.starts_at).date(),
    )  # fmt: skip
    came = [one for one in asked if one.attendance == Attendance.PRESENT]
    present = {one.agency.kind for one in came if one.agency}
    return rules.not_quorate(rules.missing_for_quorum(wanted=wanted, present=present), is_over=True)


def _people(asked: list[Invitation], attendance: Attendance) -> list[dict[str, str]]:
    return [
        {"agency": one.agency.name if one.agency else "", "who": _who(one)}
        for one in asked
        if one.attendance == attendance
    ]


def _who(one: Invitation) -> str:
    return one.person.name if one.person else one.guest


def _item(item: AgendaItem) -> dict[str, Any]:
    child = item.child.reference if item.child else ""
    shared = [one for one in item.statements.all() if one.decision_id is None]
    return {
        "title": item.title,
        "child": child,
        "shared": [{"agency": one.agency.name, "text": one.text} for one in shared],
        "decisions": [
            {
                "text": decision.text,
                "dissents": [
                    {"agency": one.agency.name, "why": one.text} for one in decision.dissents.all()
                ],
            }
            for decision in item.decisions.all()
        ],
        "tasks": [
            {
                "reference": task.reference, "what": task.what, "due_on": wording.day(task.due_on),
                "owner": task.owner.name if task.owner else task.agency.name,
            }
            for task in item.tasks.all()
        ],
    }  # fmt: skip
