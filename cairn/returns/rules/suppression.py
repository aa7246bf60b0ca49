"""What is held back where figures leave the partnership: small numbers, and as many others as it takes
that no small one can be worked out.

A figure is safe if another set of episodes, not this one, would show exactly the same: every figure that
is shown unchanged, and this one different. Such a set is looked for among those that differ by one or
two episodes: one more, one with another outcome or month, or two that change places. Where none is
there, the figures that stand in its way are held back as well, those that say least first. It is then
found for them too, so nothing needs to be looked at twice. No number becomes 0 in the other set: a
reader may know that noughts are rarely held back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from cairn.returns.rules.questions import TOTAL, Answers, Cell, Combo

A_TOTAL_WEIGHS = 20  # what is said of the whole period is worth more than of one month


@dataclass(frozen=True)
class Step:
    """One or two episodes are different: which figures rise by one, and which fall."""

    up: frozenset[Cell]
    down: frozenset[Cell]

    @property
    def changed(self) -> frozenset[Cell]:
        return self.up | self.down


def held_back(answers: Answers, *, under: int) -> set[Cell]:
    """Which figures are not shown outside: those from 1 to below `under`, and what would tell them."""
    cells = answers.cells
    search = _Search(answers, cells, least=shown_children(answers, under=under))
    hidden = {cell for cell, number in cells.items() if 0 < number < under}
    safe: set[Cell] = set()
    for cell in sorted(hidden):
        if cell not in safe:
            step = search.cheapest(cell, hidden)
            hidden |= step.changed
            safe |= step.changed
    return hidden


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
        self.has, self.cells, self.months = answers.counts, cells, answers.months
        self.least = least  # there are at least as many episodes as children
        combos = sorted({combo for combo, _ in answers.counts}, key=repr)
        self.lines = {
            combo: frozenset(one.code for one in answers.lines if one.counts(combo))
            for combo in combos
        }
        self.is_of = {
            code: [combo for combo in combos if code in self.lines[combo]]
            for code, _ in cells
        }  # fmt: skip
        self.is_not = {
            code: [combo for combo in combos if code not in self.lines[combo]] for code, _ in cells
        }

    def cheapest(self, cell: Cell, hidden: set[Cell]) -> Step:
        """A step that changes the figure, for the least that has to be held back beside it."""
        best, lowest = None, None
        for step in self._steps(cell):
            if not self._can_be(step):
                continue
            cost = sum(self._weight(one) for one in step.changed - hidden)
            if lowest is None or cost < lowest:
                best, lowest = step, cost
                if not cost:
                    break
        assert best is not None  # one more episode is always possible
        return best

    def _weight(self, cell: Cell) -> int:
        return (1 + self.cells[cell]) * (A_TOTAL_WEIGHS if cell[1] == TOTAL else 1)

    def _can_be(self, step: Step) -> bool:
        return all(self.cells[cell] - 1 >= max(1, self.least.get(cell, 0)) for cell in step.down)

    def _steps(self, cell: Cell) -> Iterator[Step]:
        code, column = cell
        months = self.months if column == TOTAL else [column]
        others = [] if column == TOTAL else [month for month in self.months if month != column]
        for one, other in product(self.is_of[code], self.is_not[code]):
            for this, that in ((one, other), (other, one)):
                for month in months:
                    if self.has.get((this, month)):
                        yield self._becomes(this, that, month)
                if others and self.has.get((this, column)):
                    for month in others:
                        if self.has.get((that, month)):
                            yield self._change_places(this, that, column, month)
        for one, month in product(self.is_of[code], others):
            if self.has.get((one, column)):
                yield self._moves(one, column, month)
            if self.has.get((one, month)):
                yield self._moves(one, month, column)
        for one, month in product(self.is_of[code], months):
            yield Step(self._shown(self.lines[one], month, TOTAL), frozenset())

    def _shown(self, codes: frozenset[str], *columns: str) -> frozenset[Cell]:
        return frozenset(cell for cell in product(codes, columns) if cell in self.cells)

    def _becomes(self, one: Combo, other: Combo, month: str) -> Step:
        """One episode of a month had another outcome."""
        up, down = self.lines[other] - self.lines[one], self.lines[one] - self.lines[other]
        columns = (month, TOTAL)
        return Step(self._shown(up, *columns), self._shown(down, *columns))

    def _moves(self, one: Combo, month: str, to: str) -> Step:
        """One episode was in another month."""
        codes = self.lines[one]
        return Step(self._shown(codes, to), self._shown(codes, month))

    def _change_places(self, one: Combo, other: Combo, month: str, away: str) -> Step:
        """Two episodes with different outcomes were each in the other's month."""
        up, down = self.lines[other] - self.lines[one], self.lines[one] - self.lines[other]
        return Step(
            self._shown(up, month) | self._shown(down, away),
            self._shown(down, month) | self._shown(up, away),
        )
