"""What the public asks of missing children and their interviews: each figure, what it counts, and of what
it is a share. No database, no clock.

Sources: what councils are asked under the Freedom of Information Act and what is compared nationally
(Missing People, 2023-24): incidents followed by an offer; interviews held within 72 hours, as a share of
all returns and of the interviews that were held. 72 real hours, whatever a local standard pauses, so
that councils can be compared.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cairn.interviews.choices import WhyNot
from cairn.missing.choices import Kind
from cairn.returns.choices import Outcome

TOTAL = ""  # the column of the whole period
Cell = tuple[str, str]  # a line's code and a column: a month like 2026-11, or the whole period

OFFERED = frozenset(
    {
        Outcome.UNANSWERED,
        Outcome.DECLINED_CHILD,
        Outcome.DECLINED_CARER,
        Outcome.DECLINED_OTHER,
        Outcome.NOT_POSSIBLE,
        Outcome.WAITS,
        Outcome.LATE,
        Outcome.IN_TIME,
    }
)
NOT_OFFERED = frozenset({Outcome.NOT_OFFERED, Outcome.NONE_DUE, Outcome.NEVER_POSSIBLE})
COUNTED = OFFERED | NOT_OFFERED
DECLINED = frozenset({Outcome.DECLINED_CHILD, Outcome.DECLINED_CARER, Outcome.DECLINED_OTHER})
HELD = frozenset({Outcome.LATE, Outcome.IN_TIME})
IMPOSSIBLE = frozenset({Outcome.NOT_POSSIBLE, Outcome.NEVER_POSSIBLE})


@dataclass(frozen=True)
class Combo:
    """All by which returns are told apart, but the month."""

    outcome: str
    kind: str = Kind.MISSING
    in_care: bool = False
    why: str = ""


@dataclass(frozen=True)
class Line:
    """A figure: what it is called, what it counts, and of which figures it is a share."""

    code: str
    label: str
    means: str
    outcomes: frozenset[str]
    of: tuple[str, ...] = ()
    kind: str = ""
    in_care: bool | None = None
    why: str | None = None
    by_month: bool = True
    depth: int = 0
    short: str = ""  # where it stands at the top of a column

    def counts(self, one: Combo) -> bool:
        return (
            one.outcome in self.outcomes
            and (not self.kind or one.kind == self.kind)
            and (self.in_care is None or one.in_care == self.in_care)
            and (self.why is None or one.why == self.why)
        )


EVERY = COUNTED | {Outcome.RUNS}
MAIN = (
    Line("returned", "Episodes that ended with a return",
         "Each time a child was missing, or away without authorisation, and came back in the period. "
         "By the month of the return. Episodes that were a mistake, or ended with an eighteenth "
         "birthday, are not counted.", EVERY, short="Returns"),
    Line("runs", "Returned less than 72 hours ago",
         "Their 72 hours are not over. They are left out of the other figures, so that the latest "
         "month does not look worse than it is.", frozenset({Outcome.RUNS}), depth=1,
         short="Under 72 hours ago"),
    Line("counted", "Returned more than 72 hours ago",
         "Each time a child came back more than 72 hours ago. The other figures are based on these.",
         COUNTED, short="Over 72 hours ago"),
    Line("offered", "Followed by an offer of an interview",
         "Somebody offered the child a return home interview, at any time. One interview may cover "
         "several episodes: each counts.", OFFERED, ("counted",), short="Offered"),
    Line("accepted", "Offer accepted", "The latest answer was yes, or the interview was held.",
         frozenset({Outcome.WAITS}) | HELD, ("offered", "counted"), short="Accepted"),
    Line("held", "Interview done", "The interview was held, at any time.", HELD,
         ("counted", "accepted"), short="Done"),
    Line("in_time", "Interview done within 72 hours of the return",
         "Counting every hour from the return, weekends, holidays and local pauses too.",
         frozenset({Outcome.IN_TIME}), ("counted", "held"), short="Within 72 hours"),
)  # fmt: skip
REST = (
    Line("late", "Done, later than 72 hours", "Held after 72 hours, or before this return.",
         frozenset({Outcome.LATE}), ("held",), depth=1),
    Line("waits", "Accepted, not done", "Accepted, and not recorded as held.",
         frozenset({Outcome.WAITS}), ("accepted",), depth=1),
    Line("declined", "Offer declined", "The latest answer was no.", DECLINED,
         ("offered",)),
    Line("declined_child", "Declined by the child", "The child answered.",
         frozenset({Outcome.DECLINED_CHILD}), ("declined",), by_month=False, depth=1),
    Line("declined_carer", "Declined by a parent or carer", "A parent or carer answered.",
         frozenset({Outcome.DECLINED_CARER}), ("declined",), by_month=False, depth=1),
    Line("declined_other", "Declined by somebody else", "Somebody else answered, or it is not recorded who.",
         frozenset({Outcome.DECLINED_OTHER}), ("declined",), by_month=False, depth=1),
    Line("unanswered", "Offered, no answer", "No answer is recorded.",
         frozenset({Outcome.UNANSWERED}), ("offered",), depth=1),
    Line("not_possible", "Not possible", "Somebody recorded that an interview was not possible, before "
         "or after it was offered.", IMPOSSIBLE, ("counted",)),
    *(
        Line(f"why_{why.value}", f"Not possible: {why.label.lower()}", "The reason that was recorded.",
             IMPOSSIBLE, ("not_possible",), why=why.value, by_month=False, depth=1)
        for why in WhyNot
    ),
    Line("why_not_said", "Not possible: no reason chosen", "Recorded before reasons were asked for.",
         IMPOSSIBLE, ("not_possible",), why="", by_month=False, depth=1),
    Line("not_offered", "Not offered", "No offer is recorded.", NOT_OFFERED, ("counted",)),
    Line("none_due", "Not offered: not required by the local standard",
         "On the day of the return, the local standard did not require one after such an episode.",
         frozenset({Outcome.NONE_DUE}), ("not_offered",), by_month=False, depth=1),
)  # fmt: skip
GROUPS = (
    ("missing", "Missing", {"kind": Kind.MISSING.value}),
    ("away", "Away without authorisation", {"kind": Kind.AWAY.value}),
    ("in_care", "Looked after when it began", {"in_care": True}),
    ("not_in_care", "Not looked after", {"in_care": False}),
)
OF_GROUPS = ("returned", "counted", "offered", "held", "in_time")
BY_GROUP = tuple(
    Line(
        f"{group}_{one.code}", f"{label}: {one.label.lower()}", one.means, one.outcomes,
        tuple(f"{group}_{of}" for of in one.of if of in OF_GROUPS), by_month=False, **narrowed,
    )
    for group, label, narrowed in GROUPS for one in MAIN if one.code in OF_GROUPS
)  # fmt: skip
LINES: tuple[Line, ...] = (*MAIN, *REST, *BY_GROUP)
OF_CODE: Mapping[str, Line] = {one.code: one for one in LINES}
OUTSIDE = tuple(one for one in LINES if Outcome.RUNS not in one.outcomes)
CHILDREN = ("returned", "counted", "offered", "held")  # counted as children too, each once
CHILDREN_MEAN = "Children, not episodes: each child once in a month, and once in the whole period."


@dataclass
class Answers:
    """The figures of a council and a period: cell -> number. `children` counts each child once."""

    months: list[str]
    counts: dict[tuple[Combo, str], int] = field(default_factory=dict)
    children: dict[Cell, int] = field(default_factory=dict)
    lines: tuple[Line, ...] = LINES

    def for_outside(self) -> "Answers":
        """Without those whose time still runs, mostly a few who would have to be held back."""
        counts = {atom: n for atom, n in self.counts.items() if atom[0].outcome != Outcome.RUNS}
        codes = {one.code for one in OUTSIDE}
        children = {cell: number for cell, number in self.children.items() if cell[0] in codes}
        return Answers(self.months, counts, children, OUTSIDE)

    @property
    def columns(self) -> list[str]:
        """The months, where there are several, and the whole period."""
        return [*(self.months if len(self.months) > 1 else []), TOTAL]

    @property
    def cells(self) -> dict[Cell, int]:
        """Every figure that is shown, by its line and column."""
        found = {(one.code, column): 0 for one in self.lines for column in self.columns_of(one)}
        for (combo, month), number in self.counts.items():
            for one in self.lines:
                if one.counts(combo):
                    for column in (month, TOTAL):
                        if (one.code, column) in found:
                            found[one.code, column] += number
        return found

    def columns_of(self, one: Line) -> list[str]:
        return self.columns if one.by_month else [TOTAL]


def share(number: int, of: int) -> str:
    """84%; of nothing there is no share."""
    return f"{100 * number / of:.0f}%" if of else ""


def months_between(first: date, last: date) -> list[str]:
    """2026-04, 2026-05, … both included."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [f"{number // 12}-{number % 12 + 1:02}" for number in numbers]


def month_in_words(month: str) -> str:
    """April 2026"""
    return f"{first_of(month):%B %Y}"


def first_of(month: str) -> date:
    """The first day of a month. ValueError for what is none."""
    return date.fromisoformat(f"{month}-01")


def day_after(month: str) -> date:
    """The first day that is no longer of the month."""
    on = first_of(month)
    return date(on.year + on.month // 12, on.month % 12 + 1, 1)
