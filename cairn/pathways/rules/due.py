"""By when a contact is screened, the Level 1 meeting held and a level reviewed, and why by then.

Working days and weeks are the partnership's local standards, given as arguments.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from cairn.foundation import clock
from cairn.foundation.wording import day, plural
from cairn.pathways.choices import Level

ARRANGE_BEFORE = timedelta(days=14)  # our own caution: people need time to come


def screening_due(received_at: datetime, *, working_days: int) -> date:
    """The day by whose end a contact is to be screened."""
    return clock.add_working_days(clock.local(received_at).date(), working_days)


def is_late(due: date, *, screened_at: datetime | None, today: date) -> bool:
    """Whether a contact was screened after the day it was due, or that day is over and it was not."""
    return (clock.local(screened_at).date() if screened_at else today) > due


def level_1_due(opened_at: datetime, *, working_days: int) -> date:
    return clock.add_working_days(clock.local(opened_at).date(), working_days)


def review_due(last_at: datetime, level: Level, *, weeks: Mapping[str, int]) -> date:
    """When the next review is due, counted from when the level was set or last reviewed."""
    return clock.local(last_at).date() + timedelta(weeks=weeks[level.value])


def why_level_1_due(opened_at: datetime, *, working_days: int) -> str:
    opened = day(clock.local(opened_at).date())
    return f"{plural(working_days, 'working day')} from {opened}, when the pathway was opened."


def why_review_due(
    level: Level, *, level_at: datetime, reviewed_at: datetime | None, weeks: int
) -> str:
    """A level set without a review starts the count anew, as a review does: say which of them did."""
    what, since = "the level was set", level_at
    if reviewed_at and reviewed_at >= level_at:
        what, since = "it was last reviewed", reviewed_at
    counted = f"Counted from {day(clock.local(since).date())}, when {what}"
    every = "week" if weeks == 1 else plural(weeks, "week")
    return f"{counted}. At {level.label} a review is due every {every}."


def is_to_arrange(due_on: date, *, today: date) -> bool:
    """Whether the meeting for a review is to be arranged now: it is due soon, or was."""
    return due_on - today <= ARRANGE_BEFORE
