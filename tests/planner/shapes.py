"""Towns, hours and workers as the rules take them."""

from datetime import UTC, date, datetime, time, timedelta

from cairn.planner.rules.hours import Day, Off, Shift, Week, shifts
from cairn.planner.rules.judging import Job, judge
from cairn.planner.rules.starts import Visit, Worker
from cairn.planner.rules.travel import Measures, Point

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
HILL = Point("hill", "Hill", 54.60, -3.10)
BAY = Point("bay", "Bay", 54.10, -3.20)
DALE = Point("dale", "Dale", 54.62, -3.12)
TOWNS = (HILL, BAY, DALE)
SCHOOL, DAY = (time(9), time(15, 30)), (time(8), time(20))
M = Measures(HOUR, 15 * MINUTE, 10 * MINUTE, 14 * MINUTE, 45 * MINUTE, SCHOOL, DAY)
WEEKDAYS = range(5)


def at(day, hour, minute=0, month=11, year=2026):
    """An instant in winter: London's clocks show UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def week(begins=9, ends=17, days=WEEKDAYS, base=HILL, from_on=date(2026, 1, 1), **more):
    return Week(from_on, tuple(Day(one, time(begins), time(ends), base) for one in days), **more)


def worker(number=1, name="Wren", weeks=None, offs=(), visits=(), start=None, end=None):
    start, end = start or at(19, 0), end or at(27, 0)
    usual = tuple(shifts([week()] if weeks is None else weeks, start, end))
    return Worker(number, name, usual, tuple(offs), tuple(visits))


def job(due=None, town=HILL, asked=(1, 2, 3), **more):
    return Job("RI-1", due or at(22, 18), town, asked=frozenset(asked), **more)


def judged(one, *workers, after=None, chance=24 * HOUR):
    return judge(one, workers, after=after or at(20, 9), measures=M, chance=chance)


__all__ = [
    "BAY", "DALE", "HILL", "HOUR", "MINUTE", "TOWNS", "Day", "M", "Off", "Shift", "Visit", "Week",
    "at", "job", "judged", "week", "worker",
]  # fmt: skip
