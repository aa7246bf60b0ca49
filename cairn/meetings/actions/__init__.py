"""What people do with meetings: arrange, ask people, hold, minute, send minutes, do what was agreed."""

from cairn.meetings.actions.agenda import add_item, move_item, remove_item, rename_item
from cairn.meetings.actions.arranging import arrange_meeting, cancel_meeting, move_meeting
from cairn.meetings.actions.chairing import change_chair
from cairn.meetings.actions.holding import (
    end_meeting,
    record_attendance,
    record_view,
    send_minutes,
    start_meeting,
)
from cairn.meetings.actions.inviting import (
    answer_invitation,
    invite,
    invite_usual,
    withdraw_invitation,
)
from cairn.meetings.actions.minuting import (
    change_decision,
    decide,
    dissent,
    share,
)
from cairn.meetings.actions.reading import (
    export_meetings,
    export_tasks,
    list_meetings,
    list_meetings_of_child,
    list_tasks,
    open_to_run,
    read_meeting,
    read_minutes,
    read_task,
)
from cairn.meetings.actions.tasking import chase_task, finish_task, give_task, reopen_task

__all__ = [
    "add_item",
    "answer_invitation",
    "arrange_meeting",
    "cancel_meeting",
    "change_chair",
    "change_decision",
    "chase_task",
    "decide",
    "dissent",
    "end_meeting",
    "export_meetings",
    "export_tasks",
    "finish_task",
    "give_task",
    "invite",
    "invite_usual",
    "list_meetings",
    "list_meetings_of_child",
    "list_tasks",
    "move_item",
    "move_meeting",
    "open_to_run",
    "read_meeting",
    "read_minutes",
    "read_task",
    "record_attendance",
    "record_view",
    "remove_item",
    "rename_item",
    "reopen_task",
    "send_minutes",
    "share",
    "start_meeting",
    "withdraw_invitation",
]
