"""What follows from the gate's answers.

Source: Multi-Agency Information Submission Form, Guidance (Cumbria, 2024): urgent to the Hub or 101,
a crime to 101, and only what is about child exploitation on the form.
"""

from collections.abc import Mapping
from typing import Any

from cairn.submissions.choices import About, Known, Now, Rank

_RANKS: dict[str, Rank] = {Now.DANGER: Rank.URGENT, Now.SOON: Rank.URGENT, Now.CRIME: Rank.CRIME}


def rank(gate: Mapping[str, Any]) -> Rank:
    """What cannot wait comes first. Nothing else that is said later changes this."""
    return _RANKS.get(gate.get("now", ""), Rank.OTHER)


def must_call(gate: Mapping[str, Any]) -> bool:
    """Whether somebody has to be called before the rest is shared."""
    return gate.get("now") in _RANKS


def is_complete(gate: Mapping[str, Any]) -> bool:
    """Whether every question of the gate has one of its answers, and this is the right door."""
    return (
        gate.get("now") in Now.values
        and gate.get("about") in {About.YES, About.UNSURE}
        and gate.get("pathway") in Known.values
    )
