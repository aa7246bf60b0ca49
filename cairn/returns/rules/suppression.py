"""What is held back where figures leave the partnership: small numbers, and as many others as it takes
that no small one can be worked out.

A figure is safe if another set of episodes, not this one, would show exactly the same: every figure that
is shown unchanged, and this one different. Such a set is looked for among those that differ by one or
two episodes: one more, one with another outcome or month, or two that change places. Where none is
there, the figures that stand in its way are held back as well, those that say least first. It is then
found for them too, so nothing needs to be looked at twice. No number becomes 0 in the other set: a
reader may know that noughts are rarely held back.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import product

from cairn.returns.rules.questions import TOTAL, Answers, Cell

A_TOTAL_WEIGHS = 20  # what is said of the whole period is worth more than of one month

# Which figures: a number with a bit for each, because hundreds of thousands of steps are looked at.
Cells = int
Codes = frozenset[str]
Step = tuple[Cells, Cells]  # one or two episodes differ: which figures rise by one, which fall


def held_back(answers: Answers, *, under: int) -> set[Cell]:
    """Which figures are not shown outside: those from 1 to below `under`, and what would tell them."""
    cells = answers.cells
    search = _Search(answers, cells, least=shown_children(answers, under=under))
    small = sorted(cell for cell, number in cells.items() if 0 < number < under)
    hidden, safe = search.of(small), 0
    for cell in small:
        if not safe & search.bits[cell]:
            changed = search.cheapest(cell, hidden)
            hidden |= changed
            safe |= changed
    return {cell for cell, bit in search.bits.items() if hidden & bit}


def shown_children(answers: Answers, *, under: int) -> dict[Cell, int]:
    """Numbers of children that are shown outside: of the whole period, where they are not small.

    Months of children do not add up, and would bound each other: they are not shown.
    """
    return {
        cell: number
        for cell, number in answers.children.items()
        if cell[1] == TOTAL and not 0 < number < under
    }


class _Search:
    def __init__(self, answers: Answers, cells: Mapping[Cell, int], least: Mapping[Cell, int]):
        self.months = answers.months
        self.bits = {cell: 1 << place for place, cell in enumerate(cells)}
        self.weights = {
            self.bits[cell]: (1 + number) * (A_TOTAL_WEIGHS if cell[1] == TOTAL else 1)
            for cell, number in cells.items()
        }
        # There are at least as many episodes as children.
        self.can_fall = self.of(
            cell for cell, number in cells.items() if number - 1 >= max(1, least.get(cell, 0))
        )
        combos = sorted({combo for combo, _ in answers.counts}, key=repr)
        numbers = range(len(combos))  # each combo by its place
        self.lines = [
            frozenset(one.code for one in answers.lines if one.counts(combo)) for combo in combos
        ]
        self.has = [
            [month for month in self.months if answers.counts.get((combo, month))]
            for combo in combos
        ]
        codes = {code for code, _ in cells}
        self.is_of = {code: [one for one in numbers if code in self.lines[one]] for code in codes}
        self.is_not = {
            code: [one for one in numbers if code not in self.lines[one]] for code in codes
        }
        self._shown, self._differing = cache(self._find_shown), cache(self._find_differing)
        self._weight = cache(self._weigh)

    def of(self, cells: Iterable[Cell]) -> Cells:
        return sum(self.bits[cell] for cell in cells)

    def cheapest(self, cell: Cell, hidden: Cells) -> Cells:
        """What a step changes that changes the figure, for the least to be held back beside it."""
        best, lowest = None, None
        for up, down in self._steps(cell):
            if down & ~self.can_fall:
                continue
            cost = self._weight((up | down) & ~hidden)
            if lowest is None or cost < lowest:
                best, lowest = up | down, cost
                if not cost:
                    break
        assert best is not None  # one more episode is always possible
        return best

    def _weigh(self, cells: Cells) -> int:
        found = 0
        while cells:
            lowest = cells & -cells
            found += self.weights[lowest]
            cells ^= lowest
        return found

    def _steps(self, cell: Cell) -> Iterator[Step]:
        code, column = cell
        months = self.months if column == TOTAL else [column]
        others = [] if column == TOTAL else [month for month in self.months if month != column]
        for one, other in product(self.is_of[code], self.is_not[code]):
            for this, that in ((one, other), (other, one)):
                for month in months:
                    if month in self.has[this]:
                        yield self._becomes(this, that, month)
                if others and column in self.has[this]:
                    yield from self._change_places(this, that, column)
        for one, month in product(self.is_of[code], others):
            if column in self.has[one]:
                yield self._moves(one, column, month)
            if month in self.has[one]:
                yield self._moves(one, month, column)
        for one, month in product(self.is_of[code], months):
            yield self._shown(self.lines[one], month, TOTAL), 0

    def _find_shown(self, codes: Codes, *columns: str) -> Cells:
        return self.of(cell for cell in product(codes, columns) if cell in self.bits)

    def _find_differing(self, one: int, other: int) -> tuple[Codes, Codes]:
        """Which lines count the other alone, and which this one alone."""
        return self.lines[other] - self.lines[one], self.lines[one] - self.lines[other]

    def _becomes(self, one: int, other: int, month: str) -> Step:
        """One episode of a month had another outcome."""
        up, down = self._differing(one, other)
        return self._shown(up, month, TOTAL), self._shown(down, month, TOTAL)

    def _moves(self, one: int, month: str, to: str) -> Step:
        """One episode was in another month."""
        codes = self.lines[one]
        return self._shown(codes, to), self._shown(codes, month)

    def _change_places(self, one: int, other: int, month: str) -> Iterator[Step]:
        """Two episodes with different outcomes were each in the other's month."""
        more, fewer = self._differing(one, other)
        up, down = self._shown(more, month), self._shown(fewer, month)
        if down & ~self.can_fall:
            return
        for away in self.has[other]:
            if away != month:
                yield up | self._shown(fewer, away), down | self._shown(more, away)
