"""When somebody is warned that the time for an interview runs out: the interviewer, then the manager."""

from collections.abc import Sequence
from datetime import datetime, timedelta


def warnings_due(*, due_at: datetime, now: datetime, hours: Sequence[int]) -> list[int]:
    """Which of the warnings, as hours before the end, are due by now. Past the end all are."""
    left = due_at - now
    return [one for one in sorted(hours, reverse=True) if left <= timedelta(hours=one)]


def is_for_managers(warning: int, hours: Sequence[int], *, has_interviewer: bool) -> bool:
    """The first warning is the interviewer's; the last, or where nobody goes yet, also the manager's."""
    return warning == min(hours) or not has_interviewer
