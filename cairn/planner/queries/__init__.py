"""What people may read of the planner: who can go, a worker's time, and what time off touches."""

from cairn.planner.queries.due import (
    MOST,
    Narrowing,
    due,
    one,
    to_decide,
    warnings_due,
)
from cairn.planner.queries.people import (
    LATEST_FIRST,
    Asked,
    away,
    aways,
    monday_to_show,
    team,
    times_said,
    to_hand_over,
    town,
    towns,
    week_of,
    week_said,
    worker,
    workers,
)

__all__ = [
    "LATEST_FIRST",
    "MOST",
    "Asked",
    "Narrowing",
    "away",
    "aways",
    "due",
    "monday_to_show",
    "one",
    "team",
    "times_said",
    "to_decide",
    "to_hand_over",
    "town",
    "towns",
    "warnings_due",
    "week_of",
    "week_said",
    "worker",
    "workers",
]
