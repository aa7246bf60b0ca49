"""Breaks a running service a hundred times, and shows that nothing acknowledged was lost.

usage: python -m tools.faults [--quick] [--count N] [--seed N] [--no-control | --only-control] [--missing]
"""

import argparse
import random
import sys

from tools.faults import control, shouting
from tools.faults.injectors import WHOLE
from tools.faults.report import shown, shown_control
from tools.faults.run import Outcome, Run
from tools.progress import say
from tools.stack import leaving_in_order, scratch

QUICK = 10  # one of each kind


def main(arguments: list[str] | None = None) -> int:
    """The command line. 0 where the promise was kept and the counter-proof saw it broken."""
    parser = argparse.ArgumentParser(prog="faults", description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="one fault of each kind")
    parser.add_argument("--count", type=int, help=f"how many faults ({WHOLE})")
    parser.add_argument("--seed", type=int, help="the order of faults, as printed by a run")
    parser.add_argument("--no-control", action="store_true", help="leave out the counter-proof")
    parser.add_argument("--only-control", action="store_true", help="nothing but it")
    parser.add_argument("--missing", action="store_true", help="notifications of missing children")
    wanted = parser.parse_args(arguments)
    seed = wanted.seed if wanted.seed is not None else random.SystemRandom().randrange(10_000)
    count = wanted.count or (QUICK if wanted.quick else WHOLE)
    status = 0
    with leaving_in_order():
        if wanted.missing:
            return shouting.both(
                scratch("faults-missing"), seed, promises=not wanted.only_control,
                controls=not wanted.no_control,
            )  # fmt: skip
        if not wanted.only_control:
            outcome = promise(count, seed)
            print(shown(outcome, seed), flush=True)
            status = 0 if outcome.is_good else 1
        if not wanted.no_control:
            forgetful = counter_proof(seed)
            reason = control.reason_it_failed(forgetful)
            print(shown_control(forgetful, reason), flush=True)
            status = status or (1 if reason else 0)
    return status


def promise(count: int, seed: int) -> Outcome:
    """The run that must lose nothing."""
    say(f"{count} faults under load from six clients (seed {seed})")
    with Run(scratch("faults"), seed) as run:
        run.prepare()
        run.break_everything(count)
        return run.reckon()


def counter_proof(seed: int) -> Outcome:
    """The run that must lose something."""
    say("The counter-proof: a database that forgets commits")
    with Run(scratch("faults-control"), seed, control.FORGETFUL) as run:
        return control.lose_something(run)


if __name__ == "__main__":
    sys.exit(main())
