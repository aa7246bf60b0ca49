"""A worker's time: usual hours as they were said, without what they are away for.

The hours are London's, as clocks there show them; what is reckoned with are instants in UTC, so that a
day on which the clocks change is as long as it is.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cairn.foundation.clock import ONE_DAY, aware, instant_of, is_bank_holiday, local
from cairn.planner.rules.travel import Point


@dataclass(frozen=True)
class Day:
    """Hours of one weekday (Monday is 0), and where the worker starts from."""

    weekday: int
    begins: time
    ends: time
    base: Point | None


@dataclass(frozen=True)
class Week:
    """A usual week, from a day on, until another is said."""

    from_on: date
    days: tuple[Day, ...]
    on_holidays: bool = False


@dataclass(frozen=True)
class Off:
    """Away: until then, or until they say."""

    from_at: datetime
    until_at: datetime | None
    kind: str

    def touches(self, start: datetime, end: datetime) -> bool:
        return self.from_at < end and (self.until_at is None or start < self.until_at)


@dataclass(frozen=True)
class Shift:
    """A stretch of work from one base."""

    from_at: datetime
    until_at: datetime
    base: Point | None


def week_on(weeks: Sequence[Week], on: date) -> Week | None:
    """The week that holds on a day. `weeks` stand in the order they were said: the last said of those
    that begin latest counts.
    """
    begun = [one for one in weeks if one.from_on <= on]
    return max(enumerate(begun), key=lambda one: (one[1].from_on, one[0]))[1] if begun else None


def shifts(
    weeks: Sequence[Week],
    start: datetime,
    end: datetime,
    *,
    is_holiday: Callable[[date], bool] = is_bank_holiday,
) -> list[Shift]:
    """When somebody usually works, from `start` to `end`, in order."""
    found = []
    on, last = local(start).date() - ONE_DAY, local(end).date()
    while on <= last:
        week = week_on(weeks, on)
        if week and (week.on_holidays or not is_holiday(on)):
            for day in week.days:
                if day.weekday == on.weekday():
                    found.append(
                        Shift(instant_of(on, day.begins), instant_of(on, day.ends), day.base)
                    )
        on += ONE_DAY
    within = [one for one in found if one.from_at < end and start < one.until_at]
    return sorted(within, key=lambda one: one.from_at)


def present(usual: Iterable[Shift], offs: Iterable[Off]) -> list[Shift]:
    """What is left of the usual hours. Whoever comes back starts again from where they start."""
    left = list(usual)
    for off in offs:
        left = [part for one in left for part in _without(one, off)]
    return sorted(left, key=lambda one: one.from_at)


def _without(one: Shift, off: Off) -> list[Shift]:
    if not off.touches(one.from_at, one.until_at):
        return [one]
    parts = []
    if one.from_at < off.from_at:
        parts.append(Shift(one.from_at, aware(off.from_at), one.base))
    if off.until_at is not None and off.until_at < one.until_at:
        parts.append(Shift(aware(off.until_at), one.until_at, one.base))
    return parts


def back_at(offs: Iterable[Off], at: datetime) -> datetime | None:
    """Until when somebody who is away at an instant stays away; None: until they say."""
    until = at
    later = sorted(offs, key=lambda one: one.from_at)
    while over := next((one for one in later if one.touches(until, until + _MOMENT)), None):
        if over.until_at is None:
            return None
        until = over.until_at
    return until


_MOMENT = timedelta(microseconds=1)


def reason_not_to_say(
    from_on: date, *, today: date, has_said: bool, times: Iterable[tuple[time, time]]
) -> str | None:
    """Why a usual week cannot be kept like this. What is past stays as it was."""
    if has_said and from_on < today:
        return "Enter today or a later day. Past hours stay as they were."
    if any(begins >= ends for begins, ends in times):
        return "Each day must end after it starts."
    return None


def reason_not_to_be_away(from_at: datetime, until_at: datetime | None) -> str | None:
    if until_at is not None and until_at <= from_at:
        return "Enter a time after the start, or leave it empty if you do not know."
    return None
