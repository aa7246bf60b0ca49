"""What is true of a line of time: what may be written on it, and how it is counted and drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cairn.chronology.choices import Kind, Lane, Turn
from cairn.foundation import wording

LANE_OF = {
    Kind.MISSING: Lane.MISSING, Kind.EDUCATION: Lane.EDUCATION, Kind.HARM: Lane.HARM,
    Kind.CRIME: Lane.HARM, Kind.HOME: Lane.HOME, Kind.DISRUPTION: Lane.DISRUPTION,
    Kind.SUPPORT: Lane.SUPPORT,
}  # fmt: skip
MOST_COLUMNS = 24  # more months than these are drawn as quarters
TITLE_LENGTH = 200


@dataclass(frozen=True)
class Happened:
    """One thing on the line: when it happened, and when and by whom it was written down."""

    on: date
    lane: Lane
    what: str
    detail: str = ""
    turn: Turn = Turn.NEITHER
    page: tuple[str, str] = ("", "")  # the name of a page and the reference it shows
    written_at: datetime | None = None
    who: str = ""  # wrote it down


@dataclass(frozen=True)
class Stretch:
    """A level, from a day on, until another day or today."""

    level: str
    from_on: date
    until_on: date


@dataclass(frozen=True)
class Cell:
    """What happened in one column of one lane."""

    better: int = 0
    other: int = 0

    @property
    def count(self) -> int:
        return self.better + self.other


@dataclass(frozen=True)
class Column:
    """A month, or a quarter: its first day, the first day after it, and its name."""

    from_on: date
    until_on: date
    name: str
    short: str


def reason_not_to_write(
    *, kind: str, what: str, on: date, today: date, born_on: date | None
) -> str | None:
    if kind == Kind.MISSING:
        return "Report that the child is missing instead: it comes onto the line of time by itself."
    if not what.strip():
        return "Write what happened."
    if len(what.strip()) > TITLE_LENGTH:
        return f"Say it in {TITLE_LENGTH} characters. The rest can stand in what else is known."
    if on > today:
        return "This day is still to come."
    if born_on and on < born_on:
        return f"The child was born on {wording.day(born_on)}."
    return None


def reason_not_to_take_back(*, is_taken_back: bool, why: str) -> str | None:
    if is_taken_back:
        return "This was taken back already."
    return None if why.strip() else "Say why it is taken back."


def first_day(happened: Iterable[Happened], *, today: date) -> date:
    return min((one.on for one in happened), default=today)


def new_to(happened: Iterable[Happened], *, who: str, looked_at: datetime | None) -> list[Happened]:
    """What others wrote down since somebody last looked; nothing where they never did."""
    if looked_at is None:
        return []
    return [
        one for one in happened if one.written_at and one.written_at > looked_at and one.who != who
    ]


def columns(*, first: date, today: date, months: int | None) -> list[Column]:
    """The months up to today: so many, or from `first` on. Quarters where it would be too many."""
    wanted = months or _months_between(first, today) + 1
    if wanted <= MOST_COLUMNS:
        starts = [_months_before(today, back) for back in reversed(range(wanted))]
        return [_column(start, 1) for start in starts]
    quarter = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    wanted = _months_between(first, quarter) // 3 + 2
    starts = [_months_before(quarter, 3 * back) for back in reversed(range(wanted))]
    return [_column(start, 3) for start in starts if _months_before(start, -3) > first]


def cells(happened: Iterable[Happened], columns: Sequence[Column]) -> dict[Lane, list[Cell]]:
    """How much happened in each column of each lane; lanes in which nothing ever did are left out."""
    found: dict[Lane, list[list[Happened]]] = {}
    for one in happened:
        lane = found.setdefault(one.lane, [[] for _ in columns])
        for here, column in zip(lane, columns, strict=True):
            if column.from_on <= one.on < column.until_on:
                here.append(one)
    return {lane: [_cell(here) for here in found[lane]] for lane in Lane if lane in found}


def _cell(happened: list[Happened]) -> Cell:
    better = sum(one.turn is Turn.BETTER for one in happened)
    return Cell(better, len(happened) - better)


def missing_in_words(happened: Iterable[Happened], *, today: date) -> str:
    """What the picture says first, in a sentence; "" where nobody was ever reported missing."""
    days = sorted(one.on for one in happened if one.lane is Lane.MISSING)
    if not days:
        return ""
    first, last = wording.day(days[0]), wording.day(days[-1])
    said = f"Reported missing once, on {first}."
    if len(days) > 1:
        said = f"Reported missing {len(days)} times, first on {first} and last on {last}."
    quiet = _months_between(days[-1], today)
    if today.day < days[-1].day:
        quiet -= 1
    return f"{said} Not once in the {wording.plural(quiet, 'month')} since." if quiet else said


def stretches(levels: Iterable[tuple[datetime | date, str]], *, today: date) -> list[Stretch]:
    """From (day, level or "" where a pathway ended), in the order of time, what lasted how long."""
    found: list[Stretch] = []
    since: tuple[Any, str] | None = None
    for on, level in [*levels, (today, "")]:
        if since and since[1]:
            last = found[-1] if found else None
            if last and last.level == since[1] and last.until_on == since[0]:
                found[-1] = Stretch(last.level, last.from_on, on)
            else:
                found.append(Stretch(since[1], since[0], on))
        since = (on, level)
    return found


def _column(start: date, months: int) -> Column:
    month = wording.MONTHS[start.month - 1]
    if months == 1:
        name, short = f"{month} {start.year}", month[:3]
    else:
        last = wording.MONTHS[start.month + 1]
        name, short = f"{month} to {last} {start.year}", f"Q{(start.month + 2) // 3}"
    return Column(start, _months_before(start, -months), name, short)


def _months_before(on: date, months: int) -> date:
    """The first day of the month so many months earlier."""
    count = on.year * 12 + on.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def level_in(column: Column, levels: Sequence[Stretch]) -> str:
    """The level or levels of a month, in words."""
    here = [
        one.level
        for one in levels
        if one.from_on < column.until_on and one.until_on >= column.from_on
    ]
    return ", then ".join(here)
