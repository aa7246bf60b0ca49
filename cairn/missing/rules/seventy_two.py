"""The 72 hours: from the child's return, in real hours, across weekends, holidays and both changes of
the clocks.

Source: DfE (2014), Statutory guidance on children who run away or go missing from home or care: an
independent interview within 72 hours of the child's return.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cairn.foundation import clock

WINDOW = timedelta(hours=72)


@dataclass(frozen=True)
class Pause:
    """A time that the local councils do not count, by a dated standard that says why."""

    from_at: datetime
    until_at: datetime
    why: str


def due_at(returned_at: datetime, pauses: Iterable[Pause] = ()) -> datetime:
    """Until when the interview is to be held. Instants are aware; a pause stops the clock."""
    counted_until = clock.aware(returned_at)  # in local time, 72 hours would be three days
    due = counted_until + WINDOW
    for pause in sorted(pauses, key=lambda one: (one.from_at, one.until_at)):
        from_at = max(pause.from_at, counted_until)
        if from_at < min(due, pause.until_at):
            due += pause.until_at - from_at
            counted_until = pause.until_at
    return due


def read_pause(text: str) -> Pause:
    """A pause as a standard says it: 2026-12-25T00:00 to 2026-12-26T00:00: why. ValueError if not."""
    times, _, why = text.partition(": ")
    start, _, end = times.partition(" to ")
    if not why.strip() or not end:
        raise ValueError(
            "Write it like “2026-12-25T00:00 to 2026-12-26T00:00: why it is not counted”."
        )
    pause = Pause(clock.from_iso(start.strip()), clock.from_iso(end.strip()), why.strip())
    if pause.until_at <= pause.from_at:
        raise ValueError("A pause ends after it begins.")
    return pause
