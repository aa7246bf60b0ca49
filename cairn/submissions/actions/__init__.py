"""What people do with submissions: write a draft, send it, follow it up; and what the desk does."""

from cairn.submissions.actions.desk import (
    ask,
    finish,
    mark_read,
    open_attachment,
    read_source,
    reopen,
    tell_sender,
)
from cairn.submissions.actions.drafts import (
    Saved,
    choose_text,
    delete_stale_drafts,
    remove_page,
    save_page,
    start_draft,
    throw_away,
)
from cairn.submissions.actions.files import attach, remove_attachment
from cairn.submissions.actions.follow_up import (
    Opened,
    add,
    answer,
    export_mine,
    open_follow_up,
)
from cairn.submissions.actions.sending import send

__all__ = [
    "Opened",
    "Saved",
    "add",
    "answer",
    "ask",
    "attach",
    "choose_text",
    "delete_stale_drafts",
    "export_mine",
    "finish",
    "mark_read",
    "open_attachment",
    "open_follow_up",
    "read_source",
    "remove_attachment",
    "remove_page",
    "reopen",
    "save_page",
    "send",
    "start_draft",
    "tell_sender",
    "throw_away",
]
