"""The tables and the verdicts, as printed and as kept in docs/measurements.md."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.bench import plan as aims
from tools.bench.load import Figures
from tools.bench.measure import BARE, BAREST, SEND, WAY, Results, clients_of, raw
from tools.bench.pages import Page
from tools.bench.plan import Plan

START, END = "<!-- bench: start -->", "<!-- bench: end -->"


@dataclass(frozen=True)
class Verdict:
    """One aim, and whether it was met."""

    aim: str
    measured: str
    is_met: bool

    @property
    def word(self) -> str:
        return "pass" if self.is_met else "MISS"


def three(values: tuple[float, float, float], digits: int = 1) -> str:
    """Lowest, middle and highest, as "12.1 (11.8–12.9)"."""
    low, middle, high = (f"{value:,.{digits}f}" for value in values)
    return middle if low == high else f"{middle} ({low}–{high})"


def ratio(one: float, other: float) -> float:
    return one / other if other else math.nan


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table for people and for Markdown alike."""
    cells = [list(head), *(list(row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    sides = [str.ljust, *([str.rjust] * (len(head) - 1))]

    def line(row: Sequence[str]) -> str:
        parts = (side(cell, width) for side, cell, width in zip(sides, row, widths, strict=True))
        return f"| {' | '.join(parts)} |"

    rule = [("-" * width) if not n else "-" * (width - 1) + ":" for n, width in enumerate(widths)]
    return "\n".join([line(cells[0]), line(rule), *map(line, cells[1:])])


def pages(results: Results, plan: Plan) -> str:
    """Pages beside their two bounds, at both sizes."""
    rows = [
        _page_row(results, plan, name, size, clients)
        for name, all_clients in clients_of(plan).items()
        for size in plan.sizes
        for clients in all_clients
    ]
    head = (
        "Page", "submissions", "clients", "pages/s", "p50 ms", "p95 ms", "× small p95",
        "× bare p95", "× barest p95", "raw p50 ms", "raw p95 ms", "statements", "errors",
    )  # fmt: skip
    return table(head, rows)


def _page_row(results: Results, plan: Plan, name: str, size: int, clients: int) -> list[str]:
    found = results.figures[name, size, clients]
    row = [name, f"{size:,}", str(clients), *_speeds(found)]
    small = results.figures[name, plan.small, clients]
    row.append("" if size == plan.small else f"{ratio(found.p95[1], small.p95[1]):.2f}")
    statements = str(results.statements.get((name, size), 1))
    if name in (BARE, BAREST):
        return [*row, "", "", "", "", statements, str(found.errors)]
    bound = results.figures[raw(name), size, clients]
    for bare in (BARE, BAREST):
        other = results.figures[bare, size, clients]
        row.append(f"{ratio(found.p95[1], other.p95[1]):.2f}")
    return [*row, three(bound.p50), three(bound.p95), statements, str(found.errors)]


def submissions(results: Results, plan: Plan) -> str:
    """Sends and whole ways beside the raw driver, at both sizes."""
    rows = []
    for name, all_clients in ((SEND, plan.send_clients), (WAY, plan.way_clients)):
        for size in plan.sizes:
            for clients in all_clients:
                found = results.figures[name, size, clients]
                bound = results.figures[raw(name), size, clients]
                share = ratio(found.per_second[1], bound.per_second[1])
                rows.append(
                    [name, f"{size:,}", str(clients), *_speeds(found),
                     three(bound.per_second, 0), f"{share:.3f}",
                     str(results.statements[name, size]), str(found.errors + bound.errors)]
                )  # fmt: skip
    head = (
        "What", "submissions", "clients", "accepted/s", "p50 ms", "p95 ms", "raw/s",
        "share of raw", "statements", "errors",
    )  # fmt: skip
    return table(head, rows)


def _speeds(found: Figures) -> list[str]:
    digits = 0 if found.per_second[1] >= 100 else 1
    return [three(found.per_second, digits), three(found.p50), three(found.p95)]


def verdicts(results: Results, plan: Plan, memory: int) -> list[Verdict]:
    """Each aim, held against the worst of what it speaks of."""
    return [
        *(_of_submissions(results, plan) if plan.sends else []),
        *_of_errors(results),
        *_of_pages(results, plan),
        Verdict(
            f"web workers and worker together ≤ {_megabytes(aims.MOST_MEMORY)}",
            _megabytes(memory),
            memory <= aims.MOST_MEMORY,
        ),
    ]


def _of_submissions(results: Results, plan: Plan) -> list[Verdict]:
    figures = results.figures
    found = []
    shares = [
        ratio(figures[SEND, size, 4].per_second[1], figures[raw(SEND), size, 4].per_second[1])
        for size in plan.sizes
    ]
    found.append(
        _at_least(f"accepted/s ≥ {aims.SHARE_OF_RAW:.2f} of the raw driver’s at 4 clients", shares)
    )
    slowest = max(figures[SEND, size, 1].p95[1] for size in plan.sizes)
    found.append(
        Verdict(
            f"a send’s p95 ≤ {aims.SEND_P95:.0f} ms at 1 client",
            f"{slowest:.1f} ms",
            slowest <= aims.SEND_P95,
        )
    )
    return found


def _of_errors(results: Results) -> list[Verdict]:
    figures = results.figures
    most = max(clients for _, _, clients in figures)
    errors = sum(one.errors for (_, _, clients), one in figures.items() if clients == most)
    others = sum(one.errors for one in figures.values()) - errors
    return [
        Verdict(f"no error at {most} clients", f"{errors} errors", errors == 0),
        Verdict("no error anywhere else", f"{others} errors", others == 0),
    ]


def _of_pages(results: Results, plan: Plan) -> list[Verdict]:
    figures, most = results.figures, max(plan.page_clients)
    found = [
        _at_most(
            f"{page.name}: p95 ≤ {aims.TIMES_BARE:.0f} × that of a {BARE}, at {most} clients",
            [
                ratio(figures[page.name, size, most].p95[1], figures[BARE, size, most].p95[1])
                for size in plan.sizes
            ],
            aims.TIMES_BARE,
        )
        for page in plan.pages
        if page.against_bare
    ]
    for page in plan.pages:
        found += _of_page(results, plan, page)
    return found


def _of_page(results: Results, plan: Plan, page: Page) -> Iterable[Verdict]:
    figures = results.figures
    if page.of:
        slowest = [figures[page.name, size, 1].p95[1] for size in plan.sizes]
        yield Verdict(
            f"{page.name}: p95 ≤ {aims.PAGE_P95:.0f} ms at 1 client", f"{max(slowest):.1f} ms",
            _holds(slowest, lambda value: value <= aims.PAGE_P95),
        )  # fmt: skip
    if page.stays:
        growth = [
            ratio(
                figures[page.name, plan.large, n].p95[1], figures[page.name, plan.small, n].p95[1]
            )
            for n in clients_of(plan)[page.name]
        ]
        words = f"{page.name}: p95 ≤ {aims.TIMES_SMALL} × its own at {plan.small:,} submissions"
        yield _at_most(words, growth, aims.TIMES_SMALL)
    counted = [results.statements[page.name, size] for size in plan.sizes]
    yield Verdict(
        f"{page.name}: as many statements at both sizes", " and ".join(map(str, counted)),
        len(set(counted)) == 1,
    )  # fmt: skip


def _at_most(words: str, values: list[float], limit: float) -> Verdict:
    return Verdict(words, f"{max(values):.2f} ×", _holds(values, lambda value: value <= limit))


def _at_least(words: str, values: list[float]) -> Verdict:
    met = _holds(values, lambda value: value >= aims.SHARE_OF_RAW)
    return Verdict(words, f"{min(values):.3f}", met)


def _holds(values: list[float], test: Callable[[float], bool]) -> bool:
    """Nothing that could not be measured counts as met."""
    return all(not math.isnan(value) and test(value) for value in values)


def _megabytes(size: int) -> str:
    return f"{size / 1024**2:.0f} MiB"


def written(path: Path, text: str) -> None:
    """Put the text between the markers of a page, and leave the rest of it alone."""
    page = path.read_text()
    before, found, rest = page.partition(START)
    _, found_end, after = rest.partition(END)
    if not (found and found_end):
        raise ValueError(f"{path} does not hold the markers {START} and {END}")
    path.write_text(f"{before}{START}\n{text}\n{END}{after}")
