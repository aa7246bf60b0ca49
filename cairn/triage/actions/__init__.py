"""What people at the desk do: take an item, read it, pass it on, decide; and what Cairn does when
nobody comes.
"""

from cairn.triage.actions.deciding import ask, bring_back, decide, decide_again, reopen
from cairn.triage.actions.escalating import escalate, tell_holder, tell_the_desk
from cairn.triage.actions.holding import hand_to, pick_up, put_back, release, take_next
from cairn.triage.actions.reading import compare, export_queue, look, open_item

__all__ = [
    "ask",
    "bring_back",
    "compare",
    "decide",
    "decide_again",
    "escalate",
    "export_queue",
    "hand_to",
    "look",
    "open_item",
    "pick_up",
    "put_back",
    "release",
    "reopen",
    "take_next",
    "tell_holder",
    "tell_the_desk",
]
