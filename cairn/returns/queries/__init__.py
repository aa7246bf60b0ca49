"""What people may read of the returns: a council's year, and when children were looked after."""

from cairn.returns.queries.national import (
    Return,
    care,
    care_of,
    care_period,
    care_to_change,
    heard_after,
    made,
    years,
)

__all__ = [
    "Return",
    "care",
    "care_of",
    "care_period",
    "care_to_change",
    "heard_after",
    "made",
    "years",
]
