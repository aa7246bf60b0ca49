"""What is said about opening hours and about the state of the service. Pure functions."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby

from cairn.foundation.clock import MIDNIGHT, OfficeHours
from cairn.foundation.wording import WEEKDAYS, near_time

# A worker notes that it is alive every ten seconds. One heartbeat may be late, thirty may not.
WORKER_MISSING_AFTER = timedelta(minutes=5)


@dataclass(frozen=True)
class Reading:
    """Whether somebody reads at the desk now, in a sentence, and when they do in general."""

    is_open: bool
    now: str
    week: str


def reading(hours: OfficeHours, *, now: datetime) -> Reading:
    week = week_in_words(hours)
    if not hours.is_open(now):
        opens = near_time(hours.next_opening(now), now=now)
        return Reading(
            False, f"Nobody is reading now. Somebody will read again from {opens}.", week
        )
    closes = hours.closes_at(now)
    until = f", until {near_time(closes, now=now)}" if closes else ""
    return Reading(True, f"Somebody is reading now{until}.", week)


def week_in_words(hours: OfficeHours) -> str:
    """Monday to Friday, 9am to 5pm. Closed on bank holidays."""
    spans = []
    for times, days in groupby(range(7), key=lambda day: hours.week[day]):
        if times:
            first, *_, last = [*days] * 2
            names = WEEKDAYS[first] if first == last else f"{WEEKDAYS[first]} to {WEEKDAYS[last]}"
            spans.append(f"{names}, {_clock(times[0])} to {_clock(times[1])}")
    if spans == ["Monday to Sunday, midnight to midnight"] and hours.open_on_bank_holidays:
        return "At any time, day or night."
    holidays = "Open as usual" if hours.open_on_bank_holidays else "Closed"
    return f"{'; '.join(spans)}. {holidays} on bank holidays."


def _clock(at: time) -> str:
    if at == MIDNIGHT:
        return "midnight"
    if at == time(12):
        return "midday"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"


def is_worker_missing(since_last_heartbeat: timedelta | None) -> bool:
    """Whether jobs are not being run: no worker has said anything for too long, or ever."""
    return since_last_heartbeat is None or since_last_heartbeat > WORKER_MISSING_AFTER


def reason_not_to_retry(*, status: str, same_is_waiting: bool) -> str | None:
    """Why a job cannot be put back in the queue, or None if it can."""
    if status != "failed":
        return "This job has not failed, or has been put back in the queue already."
    if same_is_waiting:
        return "The same job is waiting already. It will run by itself."
    return None
