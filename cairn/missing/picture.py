"""How often a child was missing, month by month, as a small drawing, with the day on which support began."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cairn.foundation import wording

WIDTH, TOP, BARS, FEET = 350, 34, 60, 24
MOST_MONTHS, LEAST_NAME = 18, 30
MOST_COUNTED = 5  # the tallest bar of a child who was seldom missing is no full one


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Word:
    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Month:
    from_on: date
    times: int

    @property
    def name(self) -> str:
        return f"{wording.MONTHS[self.from_on.month - 1]} {self.from_on.year}"


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    foot: int
    bars: list[Bar]
    numbers: list[Word]
    months: list[Word]
    support: float  # where the line stands, from the left


def months(begun: Sequence[date], *, support_on: date, today: date) -> list[Month]:
    """The months from the first episode, or from before the support, to today; the last ones of many."""
    first = min([*begun, support_on])
    wanted = min((today.year - first.year) * 12 + today.month - first.month + 1, MOST_MONTHS)
    starts = [_months_before(today, back) for back in reversed(range(wanted))]
    counted = [(on.year, on.month) for on in begun]
    return [Month(start, counted.count((start.year, start.month))) for start in starts]


def picture(shown: Sequence[Month], *, support_on: date) -> Picture:
    step = WIDTH / len(shown)
    foot, most = TOP + BARS, max(MOST_COUNTED, *(one.times for one in shown))
    every = 1 if step >= LEAST_NAME else 2
    wide, bars, numbers, names = min(step * 0.6, 26), [], [], []
    for place, one in enumerate(shown):
        middle = place * step + step / 2
        height = BARS * one.times / most
        if one.times:
            bars.append(Bar(middle - wide / 2, foot - height, wide, height))
        numbers.append(Word(middle, foot - height - 4, str(one.times)))
        if place % every == 0:
            names.append(Word(middle, foot + 16, one.name[:3]))
    return Picture(WIDTH, foot + FEET, foot, bars, numbers, names, _place(shown, support_on, step))


def _place(shown: Sequence[Month], on: date, step: float) -> float:
    """Where a day stands; at the edge where it is before what is shown."""
    for place, one in enumerate(shown):
        end = _months_before(one.from_on, -1)
        if on < end:
            days = max((on - one.from_on).days, 0)
            return round(step * (place + days / (end - one.from_on).days), 1)
    return float(WIDTH)


def _months_before(on: date, back: int) -> date:
    count = on.year * 12 + on.month - 1 - back
    return date(count // 12, count % 12 + 1, 1)
