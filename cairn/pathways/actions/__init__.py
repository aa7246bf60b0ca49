"""What people do in CERAR: record and screen contacts, decide levels, review, move, end, reopen."""

from cairn.pathways.actions.agenda import list_due, put_on_agenda
from cairn.pathways.actions.deciding import close, record_review, reopen, set_level
from cairn.pathways.actions.diverging import export_divergences, list_divergences
from cairn.pathways.actions.looking import (
    export_tracker,
    list_contacts,
    list_tracker,
    read_child_pathways,
    read_contact,
    read_pathway,
)
from cairn.pathways.actions.moving import answer, offer, withdraw
from cairn.pathways.actions.screening import record_contact, screen

__all__ = [
    "answer",
    "close",
    "export_divergences",
    "export_tracker",
    "list_contacts",
    "list_divergences",
    "list_due",
    "list_tracker",
    "offer",
    "put_on_agenda",
    "read_child_pathways",
    "read_contact",
    "read_pathway",
    "record_contact",
    "record_review",
    "reopen",
    "screen",
    "set_level",
    "withdraw",
]
