"""What people do with children's records. Looking and taking away are acts, and leave a trace."""

from cairn.children.actions.emergency import open_in_emergency, review_emergency
from cairn.children.actions.involving import (
    change_lead_practitioner,
    end_involvement,
    hand_over_involvements,
    involve,
)
from cairn.children.actions.looking import (
    export_children,
    export_emergencies,
    find_children,
    find_same,
    list_children,
    read_child,
    review_emergencies,
    show_address,
)
from cairn.children.actions.recording import add_child, change_child
from cairn.children.actions.restricting import lift, restrict

__all__ = [
    "add_child",
    "change_child",
    "change_lead_practitioner",
    "end_involvement",
    "export_children",
    "export_emergencies",
    "find_children",
    "find_same",
    "hand_over_involvements",
    "involve",
    "lift",
    "list_children",
    "open_in_emergency",
    "read_child",
    "restrict",
    "review_emergencies",
    "review_emergency",
    "show_address",
]
