"""The pages of the front door: gate, form, receipt, follow-up, and a person's own list."""

from cairn.submissions.views.ending import check, receipt, send
from cairn.submissions.views.files import attach, attachment_remove
from cairn.submissions.views.follow_up import (
    follow_up,
    follow_up_add,
    follow_up_answer,
    follow_up_leave,
    follow_up_open,
    followed,
)
from cairn.submissions.views.form import step, step_choose, step_remove, task_list, throw_away
from cairn.submissions.views.gate import elsewhere, gate, gate_answer
from cairn.submissions.views.keeping import step_save
from cairn.submissions.views.mine import mine, mine_spreadsheet

__all__ = [
    "attach",
    "attachment_remove",
    "check",
    "elsewhere",
    "follow_up",
    "follow_up_add",
    "follow_up_answer",
    "follow_up_leave",
    "follow_up_open",
    "followed",
    "gate",
    "gate_answer",
    "mine",
    "mine_spreadsheet",
    "receipt",
    "send",
    "step",
    "step_choose",
    "step_remove",
    "step_save",
    "task_list",
    "throw_away",
]
