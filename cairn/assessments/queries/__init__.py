"""What people may read of tools and assessments."""

from cairn.assessments.queries.kept import (
    LATEST_FIRST,
    assessment,
    assessments,
    assessments_of_child,
    comparison,
    earlier,
    lacking,
    latest_finished,
)
from cairn.assessments.queries.repeating import Again, again, repeat_due
from cairn.assessments.queries.tools import to_start, tools_in_force

__all__ = [
    "LATEST_FIRST",
    "Again",
    "again",
    "assessment",
    "assessments",
    "assessments_of_child",
    "comparison",
    "earlier",
    "lacking",
    "latest_finished",
    "repeat_due",
    "to_start",
    "tools_in_force",
]
