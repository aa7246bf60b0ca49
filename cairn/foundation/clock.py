"""The one place that knows the time: now, England's working days and bank holidays, office hours.

Instants are aware datetimes in UTC; days and office hours are London's. Naive datetimes are refused.
"""

import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

LONDON = ZoneInfo("Europe/London")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ONE_DAY = timedelta(days=1)
MIDNIGHT = time(0)

# GOV.UK's names for the days that the holidays package calls something else.
GOVUK_NAMES = {
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
}


@dataclass(frozen=True, slots=True)
class _Setting:
    """How far this context's clock is from the real one, and whether it stands still."""

    stopped_at: datetime | None
    offset: timedelta


_process = _Setting(None, timedelta(0))
_context: ContextVar[_Setting | None] = ContextVar("cairn_clock", default=None)


def aware(instant: datetime) -> datetime:
    """The instant in UTC. Raises ValueError for a naive datetime, whose meaning nobody knows."""
    if instant.tzinfo is UTC:
        return instant
    if instant.utcoffset() is None:
        raise ValueError(f"{instant!r} has no time zone.")
    return instant.astimezone(UTC)


def now() -> datetime:
    """The present instant, in UTC, as this process or this context believes it."""
    setting = _context.get() or _process
    return (setting.stopped_at or datetime.now(UTC)) + setting.offset


def today() -> date:
    """The date in London now."""
    return local(now()).date()


def local(instant: datetime) -> datetime:
    """The same instant as London's clocks show it."""
    return aware(instant).astimezone(LONDON)


def instant_of(on: date, at_time: time = MIDNIGHT) -> datetime:
    """The instant when London's clocks show this date and time.

    In the hour that happens twice it is the first; a time that is skipped is read as winter time.
    """
    return datetime.combine(on, at_time.replace(tzinfo=None), tzinfo=LONDON).astimezone(UTC)


def from_iso(text: str) -> datetime:
    """The instant written in ISO form; without an offset it is London's time."""
    read = datetime.fromisoformat(text)
    return instant_of(read.date(), read.time()) if read.utcoffset() is None else aware(read)


@contextmanager
def _set(setting: _Setting) -> Iterator[None]:
    token = _context.set(setting)
    try:
        yield
    finally:
        _context.reset(token)


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Stop the clock at this instant, in this context only."""
    with _set(_Setting(aware(instant), timedelta(0))):
        yield


@contextmanager
def shifted(by: timedelta) -> Iterator[None]:
    """Move this context's clock, running or stopped, by so much."""
    setting = _context.get() or _process
    with _set(_Setting(setting.stopped_at, setting.offset + by)):
        yield


def start_at(instant: datetime | None, *, since: datetime | None = None) -> None:
    """Let the whole process live from this instant on, ticking; None goes back to the real time.

    `since` is the real moment at which the clock showed it: processes given the same pair agree,
    and one that is restarted does not go back in time. For demo and test servers only; the
    settings refuse it in production. The database's own now() does not follow.
    """
    global _process
    if instant is None:
        _process = _Setting(None, timedelta(0))
        return
    real = datetime.now(UTC) if since is None else aware(since)
    _process = _Setting(None, aware(instant) - real)


@cache
def _bank_holidays(year: int) -> dict[date, str]:
    found = country_holidays("GB", subdiv="ENG", years=year)
    named = {}
    for on, name in sorted(found.items()):
        plain, _, substitute = name.partition(" (observed)")
        plain = GOVUK_NAMES.get(plain, plain)
        # The package marks a moved day "(observed)"; GOV.UK calls it a substitute day.
        named[on] = f"{plain} (substitute day)" if substitute or "(observed)" in name else plain
    return named


def is_bank_holiday(on: date) -> bool:
    return on in _bank_holidays(on.year)


def bank_holidays_between(first: date, last: date) -> list[tuple[date, str]]:
    """England's bank holidays from `first` to `last`, both included, with their names.

    A deadline stores these, so that a holiday proclaimed later does not rewrite history.
    """
    years = range(first.year, last.year + 1)
    days = itertools.chain.from_iterable(_bank_holidays(year).items() for year in years)
    return [(on, name) for on, name in days if first <= on <= last]


def is_working_day(on: date) -> bool:
    """Monday to Friday, and not a bank holiday in England."""
    return on.weekday() < 5 and not is_bank_holiday(on)


def add_working_days(on: date, number: int) -> date:
    """The date that many working days later (or earlier, if negative). The day itself is day 0."""
    step = ONE_DAY if number > 0 else -ONE_DAY
    left = abs(number)
    while left:
        on += step
        left -= is_working_day(on)
    return on


def working_days_between(start: date, end: date) -> int:
    """Working days after `start`, up to and including `end`; negative when `end` is earlier."""
    step, sign = (ONE_DAY, 1) if end >= start else (-ONE_DAY, -1)
    count = 0
    while start != end:
        start += step
        count += is_working_day(start)
    return sign * count


def add_clock_hours(at: datetime, hours: float) -> datetime:
    """The instant that many real, elapsed hours later: nights, weekends and clock changes count."""
    return aware(at) + timedelta(hours=hours)


Hours = tuple[time, time]
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When an office is open, by London's clocks. A closing time of midnight ends the day."""

    week: tuple[Hours | None, ...]
    open_on_bank_holidays: bool = False

    def __post_init__(self) -> None:
        if len(self.week) != 7:
            raise ValueError("Office hours have seven days, Monday first.")
        if not any(self.week):
            raise ValueError("Office hours need at least one day on which the office opens.")
        for day, hours in zip(DAYS, self.week, strict=True):
            if hours and hours[1] != MIDNIGHT and hours[0] >= hours[1]:
                raise ValueError(f"Office hours on {day} close before they open.")

    @classmethod
    def parse(cls, table: Mapping[str, object]) -> "OfficeHours":
        """From {"mon": "09:00-17:00", ..., "bank_holidays": "closed"}; a missing day is closed.

        `bank_holidays` is "closed" (also when missing) or "as usual". Raises ValueError.
        """
        unknown = sorted(set(table) - {*DAYS, "bank_holidays"})
        if unknown:
            raise ValueError(f"Office hours do not know {', '.join(unknown)}.")
        holidays = table.get("bank_holidays", "closed")
        if holidays not in ("closed", "as usual"):
            raise ValueError('Office hours on bank holidays are "closed" or "as usual".')
        week = tuple(_read_hours(day, table.get(day, "closed")) for day in DAYS)
        return cls(week, open_on_bank_holidays=holidays == "as usual")

    def is_open(self, at: datetime) -> bool:
        span = self._span(local(at).date())
        return span is not None and span[0] <= at < span[1]

    def next_opening(self, at: datetime) -> datetime:
        """The first instant, from `at` on, when the office is open: `at` itself if it is open."""
        return max(aware(at), next(self._spans(at))[0])

    def closes_at(self, at: datetime) -> datetime | None:
        """When the office, open now, will close. None if it is closed, or open all year round."""
        if not self.is_open(at):
            return None
        closing = None
        for opens, closes in itertools.islice(self._spans(at), 367):
            if closing is not None and opens != closing:
                return closing
            closing = closes
        return None

    def add_office_time(self, at: datetime, wanted: timedelta) -> datetime:
        """The first instant by which that much office time has passed since `at`."""
        if wanted < timedelta(0):
            raise ValueError("Office time to add cannot be negative.")
        start = aware(at)
        if not wanted:
            return start
        for opens, closes in self._spans(start):
            begins = max(start, opens)
            if closes - begins >= wanted:
                return begins + wanted
            wanted -= closes - begins
        raise AssertionError("Unreachable: offices open again.")

    def office_time_between(self, start: datetime, end: datetime) -> timedelta:
        """How long the office was open from `start` to `end`; negative when `end` is earlier."""
        start, end = aware(start), aware(end)
        if end < start:
            return -self.office_time_between(end, start)
        total = timedelta(0)
        for opens, closes in self._spans(start):
            if opens >= end:
                return total
            total += min(closes, end) - max(opens, start)
        raise AssertionError("Unreachable: offices open again.")

    def _span(self, on: date) -> Span | None:
        """The opening and closing instants of one London day."""
        hours = self.week[on.weekday()]
        if hours is None or (is_bank_holiday(on) and not self.open_on_bank_holidays):
            return None
        return _opening(on, hours)

    def _spans(self, start: datetime) -> Iterator[Span]:
        """Openings in order, beginning with the first that is not over at `start`."""
        on = local(start).date()
        while True:
            span = self._span(on)
            if span and span[1] > start:
                yield span
            on += ONE_DAY


@lru_cache(maxsize=10_000)  # a queue of one page asks for the same few days hundreds of times
def _opening(on: date, hours: Hours) -> Span | None:
    opens = instant_of(on, hours[0])
    closes = instant_of(on + ONE_DAY if hours[1] == MIDNIGHT else on, hours[1])
    # The hour that summer time skips can swallow a short opening whole.
    return (opens, closes) if opens < closes else None


def _read_hours(day: str, written: object) -> Hours | None:
    """One day's hours, as written in a profile: "09:00-17:00", "00:00-24:00" or "closed"."""
    if written == "closed":
        return None
    try:
        opens, closes = (part.strip() for part in str(written).split("-"))
        ends = MIDNIGHT if closes in ("24:00", "00:00") else time.fromisoformat(closes)
        return time.fromisoformat(opens), ends
    except ValueError:
        raise ValueError(
            f'Office hours on {day} are written like "09:00-17:00" or "closed", not "{written}".'
        ) from None
