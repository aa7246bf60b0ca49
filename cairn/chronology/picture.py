"""The line of time as a drawing: where each bar, number and word stands. Templates only print it.

It is drawn twice, narrow for a phone and wide for a desk, because letters must not shrink.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cairn.chronology.choices import Lane
from cairn.chronology.rules import Cell, Column, Stretch

NARROW, WIDE = 350, 1030
LABEL, BARS, GAP = 20, 42, 10  # heights within a lane: its name, its bars, the air below
FEET = 22  # height of the names of months
LEAST_BAR, MOST_COUNTED = 4, 10
LEAST_NAME = 30  # a column narrower than this has no room for its month's name


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    is_better: bool


@dataclass(frozen=True)
class Word:
    x: float
    y: float
    text: str
    look: str = ""  # "quiet", or "inside" a bar


@dataclass
class Row:
    """A lane: its name, its bars and their numbers; or stretches with the level's name in them."""

    name: Word
    foot: float
    bars: list[Bar] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)


@dataclass(frozen=True)
class Picture:
    width: int
    height: float
    rows: list[Row]
    months: list[Word]
    years: list[Word]


def pictures(
    lanes: Mapping[Lane, Sequence[Cell]], levels: Sequence[Stretch], columns: Sequence[Column]
) -> dict[str, Picture]:
    return {
        "narrow": _picture(lanes, levels, columns, NARROW),
        "wide": _picture(lanes, levels, columns, WIDE),
    }


def _picture(
    lanes: Mapping[Lane, Sequence[Cell]], levels: Sequence[Stretch], columns: Sequence[Column],
    width: int,
) -> Picture:  # fmt: skip
    step = width / len(columns)
    tall = LABEL + BARS + GAP
    rows = [_levels(levels, columns, step)] if levels else []
    for lane, cells in lanes.items():
        rows.append(_bars(lane, cells, step, len(rows) * tall))
    foot = len(rows) * tall
    every = 1 if step >= LEAST_NAME else 2 if step * 2 >= LEAST_NAME else 3
    months = [
        Word(number * step + step / 2, foot + 14, column.short)
        for number, column in enumerate(columns)
        if number % every == 0
    ]
    years = [
        Word(number * step + step / 2, foot + 14 + FEET - 4, str(column.from_on.year))
        for number, column in enumerate(columns)
        if column.from_on.month == 1 or (number == 0 and not _january_is_near(columns))
    ]
    return Picture(width, foot + 2 * FEET, rows, months, years)


def _january_is_near(columns: Sequence[Column]) -> bool:
    """Whether the first column's year would be written over by the next one's."""
    return any(column.from_on.month == 1 for column in columns[1:3])


def _bars(lane: Lane, cells: Sequence[Cell], step: float, top: float) -> Row:
    """One bar for what made things better, one for the rest; the number above them.

    Once a child has been reported missing, months without a report say so with a quiet 0.
    """
    foot = top + LABEL + BARS
    row = Row(Word(0, top + 14, lane.label), foot)
    most = max(MOST_COUNTED, *(cell.count for cell in cells))
    wide = min(step * 0.6, 26)
    has_begun = False
    for number, cell in enumerate(cells):
        middle = number * step + step / 2
        has_begun = has_begun or bool(cell.count)
        if not cell.count:
            if has_begun and lane is Lane.MISSING:
                row.words.append(Word(middle, foot - 3, "0", "quiet"))
            continue
        parts = [
            (count, better) for count, better in ((cell.other, False), (cell.better, True)) if count
        ]
        each = wide / len(parts)
        for place, (count, is_better) in enumerate(parts):
            height = max(LEAST_BAR, (BARS - 14) * count / most)
            x = middle - wide / 2 + place * each
            row.bars.append(Bar(x, foot - height, each, height, is_better))
        top_of_bars = foot - max(LEAST_BAR, (BARS - 14) * max(count for count, _ in parts) / most)
        row.words.append(Word(middle, top_of_bars - 3, str(cell.count)))
    return row


def _levels(levels: Sequence[Stretch], columns: Sequence[Column], step: float) -> Row:
    """Each level as a bar as long as it lasted; how tall it is says high, medium or low as well."""
    foot = LABEL + BARS
    row = Row(Word(0, 14, "Level"), foot)
    first, last = columns[0].from_on, columns[-1].until_on
    for one in levels:
        if one.until_on <= first and one.until_on != one.from_on:
            continue
        start = _place(max(one.from_on, first), columns, step)
        end = _place(min(one.until_on, last), columns, step)
        height = {"High": BARS, "Medium": BARS * 0.75, "Low": BARS * 0.5}[one.level]
        row.bars.append(Bar(start, foot - height, max(end - start, 3), height, is_better=False))
        if end - start >= 8 * len(one.level):
            row.words.append(Word((start + end) / 2, foot - 3, one.level, "inside"))
    return row


def _place(on: date, columns: Sequence[Column], step: float) -> float:
    for number, column in enumerate(columns):
        if column.from_on <= on < column.until_on:
            whole = (column.until_on - column.from_on).days
            return step * (number + (on - column.from_on).days / whole)
    return step * len(columns)
