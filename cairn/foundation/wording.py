"""Times, dates, counts and lists as people say them, in GOV.UK style and London's time.

Source: GOV.UK style guide: "4:20pm", "9am", "midday" and not 12pm, "midnight" and not 12am, and
11:59pm for a limit at the end of a day, because midnight belongs to the day that begins.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from cairn.foundation.clock import aware, local

WEEKDAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def day(on: date) -> str:
    """21 November 2026"""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def weekday_day(on: date) -> str:
    """Saturday 21 November 2026"""
    return f"{WEEKDAYS[on.weekday()]} {day(on)}"


def days(earliest: date, latest: date) -> str:
    """Saturday 21 November 2026; 1 March 2026 to 31 March 2026"""
    return weekday_day(earliest) if earliest == latest else f"{day(earliest)} to {day(latest)}"


def clock_time(at: datetime) -> str:
    """4:20pm, 9am, midday, midnight; with BST or GMT in the hour that the clocks repeat."""
    return _shown_by_clocks(local(at))


def _shown_by_clocks(here: datetime) -> str:
    if (here.hour, here.minute) in ((0, 0), (12, 0)):
        return "midday" if here.hour else "midnight"
    minutes = f":{here.minute:02}" if here.minute else ""
    said = f"{here.hour % 12 or 12}{minutes}{'am' if here.hour < 12 else 'pm'}"
    happens_twice = here.utcoffset() != here.replace(fold=1 - here.fold).utcoffset()
    return f"{said} {here.tzname()}" if happens_twice else said


def exact(at: datetime) -> str:
    """21 November 2026 at 4:20pm"""
    here = local(at)
    return f"{day(here)} at {_shown_by_clocks(here)}"


def weekday_time(at: datetime, *, now: datetime | None = None) -> str:
    """9am on Monday 23 November; with the year where it is not that of `now`."""
    here = local(at)
    year = f" {here.year}" if now is not None and local(now).year != here.year else ""
    weekday = WEEKDAYS[here.weekday()]
    return f"{_shown_by_clocks(here)} on {weekday} {here.day} {MONTHS[here.month - 1]}{year}"


def near_time(at: datetime, *, now: datetime) -> str:
    """4:20pm today, tomorrow or yesterday; further away, 9am on Monday 23 November."""
    days_away = (local(at).date() - local(now).date()).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days_away)
    return f"{clock_time(at)} {near}" if near else weekday_time(at, now=now)


def time_left(now: datetime, due: datetime) -> str:
    """11 hours left, by 4:20pm tomorrow. Past it: 3 hours late, was due 4:20pm yesterday."""
    left = aware(due) - aware(now)
    here = local(due)
    last = due - MINUTE if (here.hour, here.minute) == (0, 0) else due
    when = near_time(last, now=now)
    if left < timedelta(0):
        return f"{_rounded(-left)} late, was due {when}"
    return f"{_rounded(left)} left, by {when}"


def waited(now: datetime, since: datetime) -> str:
    """waiting 3 hours 10 minutes"""
    return f"waiting {duration(max(aware(now) - aware(since), timedelta(0)))}"


def duration(length: timedelta) -> str:
    """The two largest units, never more than has passed: 2 days 3 hours, 3 hours 10 minutes."""
    if length < MINUTE:
        return "less than a minute"
    days, rest = divmod(length, DAY)
    hours, rest = divmod(rest, HOUR)
    minutes = rest // MINUTE
    parts = [(days, "day"), (hours, "hour")] if days else [(hours, "hour"), (minutes, "minute")]
    return " ".join(plural(count, unit) for count, unit in parts if count)


def plural(number: int, one: str, many: str | None = None) -> str:
    """1 child, 2 children, 1,000 children. Without `many`, an s is added."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def name_list(names: Iterable[str]) -> str:
    """a; a and b; a, b and c"""
    *most, last = list(names) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def _rounded(length: timedelta) -> str:
    """One unit where that is near enough: days from three days, hours from two hours.

    Within the 72 hours of a return each hour counts.
    """
    if length >= 3 * DAY:
        return plural(length // DAY, "day")
    if length >= 2 * HOUR:
        return plural(length // HOUR, "hour")
    return duration(length)
