"""What people do about missing children."""

from cairn.missing.actions.calling import acknowledge, call_next, show, tell_who_work
from cairn.missing.actions.deciding import answer_discussion, ask_for_discussion
from cairn.missing.actions.knowing import end_as_mistake, end_at_18, grade, not_back, say
from cairn.missing.actions.reading import (
    export_episodes,
    list_episodes,
    list_missing,
    list_of_child,
    read_episode,
    read_report,
)
from cairn.missing.actions.reporting import (
    receive,
    receive_all,
    report_child,
    report_somebody,
    take_file,
    take_rows,
)
from cairn.missing.actions.settling import (
    begin_from,
    join_to,
    looked_at,
    match,
    set_aside,
    take_up,
    unmatch,
)

__all__ = [
    "acknowledge",
    "answer_discussion",
    "ask_for_discussion",
    "begin_from",
    "call_next",
    "end_as_mistake",
    "end_at_18",
    "export_episodes",
    "grade",
    "join_to",
    "list_episodes",
    "list_missing",
    "list_of_child",
    "looked_at",
    "match",
    "not_back",
    "read_episode",
    "read_report",
    "receive",
    "receive_all",
    "report_child",
    "report_somebody",
    "say",
    "set_aside",
    "show",
    "take_file",
    "take_rows",
    "take_up",
    "tell_who_work",
    "unmatch",
]
