"""What people do with the returns and the answers: look, take away, and say when a child was looked after."""

from cairn.returns.actions.figures import read_answers, read_behind, take_answers
from cairn.returns.actions.national import (
    change_care,
    read_care,
    read_return,
    record_care,
    take_faults,
    take_return,
)

__all__ = [
    "change_care",
    "read_answers",
    "read_behind",
    "read_care",
    "read_return",
    "record_care",
    "take_answers",
    "take_faults",
    "take_return",
]
