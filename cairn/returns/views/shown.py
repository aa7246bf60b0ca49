"""Figures as the page and the spreadsheet show them: numbers, shares of what, and what is held back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from cairn.foundation import wording
from cairn.returns.choices import Version
from cairn.returns.queries import Asked
from cairn.returns.rules.questions import (
    CHILDREN,
    CHILDREN_MEAN,
    GROUPS,
    MAIN,
    OF_CODE,
    OF_GROUPS,
    REST,
    TOTAL,
    Answers,
    Cell,
    Line,
    month_in_words,
    share,
)
from cairn.returns.rules.suppression import held_back, shown_children

HELD_BACK = "held back"
WITHOUT_GROUP = {f"{group}_{code}": code for group, _, _ in GROUPS for code in OF_GROUPS}
OF = {  # what a share is a share of, in few words
    "counted": "of returns", "offered": "of those offered", "accepted": "of those accepted",
    "held": "of interviews done", "declined": "of those declined",
    "not_possible": "of those not possible", "not_offered": "of those not offered",
}  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """A number as it is shown, its shares, and the address of what is behind it."""

    text: str
    shares: list[str] = field(default_factory=list)
    page: str = ""
    children: str = ""


class Table:
    """The answers of one version. `links`: the addresses behind figures may be shown."""

    def __init__(self, asked: Asked, found: Answers, *, version: str, under: int, links: str = ""):
        self.under, self.is_outside = under, version == Version.OUTSIDE
        self.asked, self.links = asked, links
        self.found = found = found.for_outside() if self.is_outside else found
        self.codes = {one.code for one in found.lines}
        self.cells = found.cells
        self.hidden: set[Cell] = set()
        self.children = found.children
        if self.is_outside:
            self.hidden = held_back(found, under=under)
            self.children = shown_children(found, under=under)

    def number(self, code: str, column: str = TOTAL) -> int | None:
        """The number, or None where it is held back."""
        return None if (code, column) in self.hidden else self.cells[code, column]

    def figure(self, line: Line, column: str = TOTAL) -> Figure:
        number = self.number(line.code, column)
        if number is None:
            return Figure(HELD_BACK, children=self.children_text(line.code, column))
        page = self._page(line.code, column) if number and self.links else ""
        shares = list(self._shares(line, column, number))
        return Figure(f"{number:,}", shares, page, self.children_text(line.code, column))

    def children_text(self, code: str, column: str = TOTAL) -> str:
        if code not in CHILDREN or (self.is_outside and column != TOTAL):
            return ""
        number = self.children.get((code, column))
        if number is None:
            return f"Children: {HELD_BACK}"
        return wording.plural(number, "child", "children") if number else ""

    def _shares(self, line: Line, column: str, number: int) -> Iterator[str]:
        """A share is shown where both its numbers are: it tells nothing that they do not."""
        for code in line.of:
            of = self.number(code, column)
            if of:
                yield f"{share(number, of)} {OF[WITHOUT_GROUP.get(code, code)]}"

    def _page(self, code: str, column: str) -> str:
        said = {
            "council": self.asked.council.code, "first": self.asked.first, "last": self.asked.last,
            "line": code, "month": column,
        }  # fmt: skip
        return f"{self.links}?{urlencode({name: value for name, value in said.items() if value})}"

    @property
    def main(self) -> list[tuple[Line, Figure]]:
        """The main figures of the whole period."""
        return [(one, self.figure(one)) for one in MAIN if one.code in self.codes]

    @property
    def rest(self) -> list[tuple[Line, Figure]]:
        """The other figures of the whole period; of reasons only those that occur or are held back."""
        found = [(one, self.figure(one)) for one in REST if one.code in self.codes]
        return [one for one in found if not one[0].code.startswith("why_") or one[1].text != "0"]

    @property
    def by_month(self) -> list[tuple[str, list[tuple[Line, Figure]]]]:
        """Each month with the main figures; nothing where there is only one."""
        return [
            (
                month_in_words(month),
                [(one, self.figure(one, month)) for one in MAIN if one.code in self.codes],
            )
            for month in self.found.columns
            if month != TOTAL
        ]

    @property
    def by_group(self) -> list[tuple[str, list[tuple[Line, Figure]]]]:
        """Missing and away, looked after and not, each with the figures asked of them."""
        return [
            (label, [
                (OF_CODE[code], self.figure(OF_CODE[f"{group}_{code}"]))
                for code in OF_GROUPS if code in self.codes
            ])
            for group, label, _ in GROUPS
        ]  # fmt: skip

    @property
    def columns(self) -> list[str]:
        months = [month_in_words(one) for one in self.found.columns if one]
        return ["Figure", "What it counts", "Whole period", "As a share", *months]

    @property
    def rows(self) -> Iterable[list[Any]]:
        """As a spreadsheet."""
        for one in self.found.lines:
            figure = self.figure(one)
            of_months = [
                self._plain(self.number(one.code, column)) if one.by_month else ""
                for column in self.found.columns if column
            ]  # fmt: skip
            whole = self._plain(self.number(one.code))
            label = f"– {one.label}" if one.depth else one.label
            yield [label, one.means, whole, "; ".join(figure.shares), *of_months]
        for code in [one for one in CHILDREN if one in self.codes]:
            of_months = [
                "" if self.is_outside else self.children[code, column]
                for column in self.found.columns if column
            ]  # fmt: skip
            whole = self._plain(self.children.get((code, TOTAL)))
            yield [f"Children: {OF_CODE[code].label.lower()}", CHILDREN_MEAN, whole, "", *of_months]

    @staticmethod
    def _plain(number: int | None) -> int | str:
        return HELD_BACK if number is None else number
