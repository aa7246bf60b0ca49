"""What people do in CERAR: record and screen contacts, decide levels, review, move, end, reopen."""

from cairn.pathways.actions.agenda import list_due, put_on_agenda
from cairn.pathways.actions.allocating import consider_worker
from cairn.pathways.actions.deciding import close, record_review, reopen, set_level
from cairn.pathways.actions.looking import (
    export_contacts,
    export_divergences,
    export_tracker,
    list_contacts,
    list_divergences,
    list_tracker,
    read_child_pathways,
    read_contact,
    read_pathway,
)
from cairn.pathways.actions.moving import answer, offer, withdraw
from cairn.pathways.actions.passing_on import pass_contacts_on, pass_contacts_on_of
from cairn.pathways.actions.saving import delete_view, save_view
from cairn.pathways.actions.screening import record_contact, screen
from cairn.pathways.actions.telling import (
    call_again_to_screen,
    call_to_answer,
    call_to_screen,
    hear_of_often_missing,
    tell_of_contact,
    tell_towards_18,
    tell_who_asked,
    tell_who_work,
)

__all__ = [
    "answer",
    "call_again_to_screen",
    "call_to_answer",
    "call_to_screen",
    "close",
    "consider_worker",
    "delete_view",
    "export_contacts",
    "export_divergences",
    "export_tracker",
    "hear_of_often_missing",
    "list_contacts",
    "list_divergences",
    "list_due",
    "list_tracker",
    "offer",
    "pass_contacts_on",
    "pass_contacts_on_of",
    "put_on_agenda",
    "read_child_pathways",
    "read_contact",
    "read_pathway",
    "record_contact",
    "record_review",
    "reopen",
    "save_view",
    "screen",
    "set_level",
    "tell_of_contact",
    "tell_towards_18",
    "tell_who_asked",
    "tell_who_work",
    "withdraw",
]
