"""Measures the service over HTTP beside its two bounds, and says which aims were met.

usage: python -m tools.bench [--quick] [--only cerar|missing] [--named WORDS] [--small N] [--large N]

Everything is built, checked and then timed; nothing is timed that was not checked. The large county
is kept in var/bench and used again as long as tables, profile and builder are the same.
"""

import argparse
import dataclasses
import sys
import time

from tools import ROOT, pgdev
from tools.bench import counties, machine, report
from tools.bench.correct import assert_correct, verify_trail
from tools.bench.county import County
from tools.bench.measure import Measuring, Results
from tools.bench.pages import CERAR, MISSING
from tools.bench.plan import FULL, QUICK, Plan
from tools.progress import say
from tools.stack import leaving_in_order, scratch

PARTS = (CERAR, MISSING)
PAGE = ROOT / "docs" / "measurements.md"


def main(arguments: list[str] | None = None) -> int:
    """The command line. 0 where everything was measured, whether or not every aim was met."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="small and short; writes no page")
    parser.add_argument(
        "--only", default="", choices=PARTS, help="the pages of one part; writes no page"
    )
    parser.add_argument("--named", default="", help="pages with this in their name; writes no page")
    parser.add_argument("--small", type=int, help="submissions of the small county")
    parser.add_argument("--large", type=int, help="submissions of the large county")
    wanted = parser.parse_args(arguments)
    plan = QUICK if wanted.quick else FULL
    plan = dataclasses.replace(
        plan, small=wanted.small or plan.small, large=wanted.large or plan.large,
        only=wanted.only, named=wanted.named,
    )  # fmt: skip
    with leaving_in_order():
        text = run(plan)
    print(text)
    if plan == FULL:
        report.written(PAGE, text)
        say(f"\n  Written to {PAGE.relative_to(ROOT)}")
    return 0


def run(plan: Plan) -> str:
    """Build, check, measure. Returns the report."""
    started, busy = time.monotonic(), machine.load_now()
    folder = scratch(plan.folder)
    datadir = folder / "pg"
    served: list[County] = []
    try:
        for size in plan.sizes:
            built = counties.ensure(folder, datadir, size)
            served.append(County.of(folder, datadir, counties.copy(datadir, built), size))
        ready(served)
        ready_after = time.monotonic() - started
        results = Measuring(plan, served).all()
        for county in served:
            verify_trail(county)
        took = time.monotonic() - started
        return shown(plan, served, results, busy=busy, ready_after=ready_after, took=took)
    finally:
        for county in served:
            county.stack.stop(database=False)
        if pgdev.answers(datadir):
            for county in served:
                counties.remove(datadir, county.stack.database)
        pgdev.stop(datadir)


def ready(served: list[County]) -> None:
    """Start everything, and make sure that it does what it should."""
    for county in served:
        county.start()
    strands = served[0].usual_strands()
    for county in served:
        county.choose_children(strands)
        assert_correct(county)
        say(f"  {county.submissions:,}: what it shows is right")


def shown(
    plan: Plan,
    served: list[County],
    results: Results,
    *,
    busy: str,
    ready_after: float,
    took: float,
) -> str:
    """The whole report."""
    memory = max(figure for county in served for figure in county.memory)
    rows = [
        [
            f"{county.submissions:,}",
            *(f"{county.rows[name]:,}" for name in served[0].rows),
            f"{min(county.strands_each)}–{max(county.strands_each)}",
        ]
        for county in served
    ]
    head = ["County", *served[0].rows, "strands of each child read"]
    judged = report.verdicts(results, plan, memory)
    return "\n".join(
        [
            *(f"- {title}: {words}" for title, words in machine.described(served[0].stack.url)),
            f"- Load of the machine before the run: {busy}",
            f"- Rounds: {plan.rounds} of {plan.seconds:g} s after {plan.warm_up:g} s of warm-up, "
            "the two counties in turn",
            f"- Web: {served[0].stack.workers} processes of {served[0].stack.threads} threads; "
            f"one worker; web and worker took {memory / 1024**2:.0f} MiB at most",
            f"- Whole run: {took / 60:.1f} minutes, {ready_after / 60:.1f} of them to build and check",
            "",
            report.table(head, rows),
            "",
            *([report.submissions(results, plan), ""] if plan.sends else []),
            report.pages(results, plan),
            "",
            report.table(
                ("Aim", "measured", "verdict"),
                [(one.aim, one.measured, one.word) for one in judged],
            ),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
