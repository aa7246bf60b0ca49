"""Ages, and the days on the way to eighteen on which somebody must think of adulthood.

The alerts are the partnership's local standard, given as an argument; they are a DEFAULT: at 16, 17
and 17 and a half, and 100 days before 18 (the cut-off of the devolved decision-making pilot of the
national referral mechanism).
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cairn.foundation.dates import ADULT_AT, birthday
from cairn.foundation.wording import day, plural
from cairn.pathways.choices import AgeBand

SHOWN_FROM = "17.5"  # from this age on a pathway says when the young person turns 18
CAUGHT_UP_WITHIN = timedelta(days=31)  # a day that was missed for longer is no news any more
AGES: Mapping[AgeBand, tuple[int, int]] = {
    AgeBand.UNDER_13: (0, 12), AgeBand.FROM_13: (13, 15), AgeBand.FROM_16: (16, 17),
    AgeBand.ADULT: (18, 120),
}  # fmt: skip


@dataclass(frozen=True)
class Birthday:
    """A day on which somebody must think of adulthood."""

    on: date
    code: str  # "17.5", "100 days"
    words: str


def birthdays_that_matter(born_on: date, *, alerts: Iterable[str]) -> list[Birthday]:
    """In order, and the eighteenth birthday always among them. `alerts`: ages, and days before 18."""
    adult = birthday(born_on, ADULT_AT)
    found = [Birthday(adult, "18", "is now 18")]
    for code in alerts:
        if code.endswith(" days"):
            before = timedelta(days=int(code.removesuffix(" days")))
            found.append(Birthday(adult - before, code, f"turns 18 within {code}"))
        else:
            age = code.replace(".5", " and a half")
            found.append(Birthday(_at_age(born_on, code), code, f"has turned {age}"))
    return sorted(found, key=lambda one: one.on)


def birthday_to_tell(
    born_on: date, *, opened_on: date, today: date, alerts: Iterable[str]
) -> Birthday | None:
    """The latest of those days that came while the pathway was open, and is still news."""
    earliest = max(opened_on, today - CAUGHT_UP_WITHIN)
    days = birthdays_that_matter(born_on, alerts=alerts)
    return next((one for one in reversed(days) if earliest <= one.on <= today), None)


def turning_18(born_on: date | None, *, today: date) -> str:
    """From 17 and a half on: Turns 18 on 4 May 2030, in 120 days. Before that, nothing."""
    if born_on is None or today < _at_age(born_on, SHOWN_FROM):
        return ""
    adult = birthday(born_on, ADULT_AT)
    if adult > today:
        return f"Turns 18 on {day(adult)}, in {plural((adult - today).days, 'day')}"
    return "Turns 18 today" if adult == today else f"Turned 18 on {day(adult)}"


def born_between(ages: tuple[int, int], *, today: date) -> tuple[date, date]:
    """The first and the last birthday of those whose age today is from the first to the last."""
    youngest, oldest = ages
    return _latest_birth(oldest + 1, today) + timedelta(days=1), _latest_birth(youngest, today)


def _latest_birth(age: int, today: date) -> date:
    """Who was born on that day, or before, is that old today."""
    try:
        return today.replace(year=today.year - age)
    except ValueError:  # 29 February, in a year that has none
        return date(today.year - age, 2, 28)


def _at_age(born_on: date, code: str) -> date:
    years, half = int(code.partition(".")[0]), code.endswith(".5")
    if not half:
        return birthday(born_on, years)
    months = born_on.year * 12 + born_on.month - 1 + years * 12 + 6
    year, month = divmod(months, 12)
    return date(year, month + 1, min(born_on.day, monthrange(year, month + 1)[1]))
