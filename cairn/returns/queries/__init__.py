"""What people may read of the returns: a council's year, when children were looked after, and figures."""

from cairn.returns.queries.figures import (
    LATEST_BACK,
    MOST_MONTHS,
    Asked,
    answers,
    asked,
    behind,
    months,
    suppressed_under,
)
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
    "LATEST_BACK",
    "MOST_MONTHS",
    "Asked",
    "Return",
    "answers",
    "asked",
    "behind",
    "care",
    "care_of",
    "care_period",
    "care_to_change",
    "heard_after",
    "made",
    "months",
    "suppressed_under",
    "years",
]
