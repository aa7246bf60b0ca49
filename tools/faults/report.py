"""What a run saw, as a person reads it."""

from tools.faults.run import Outcome

MOST_SHOWN = 20


def shown(outcome: Outcome, seed: int) -> str:
    """The summary of the run that must lose nothing."""
    total = sum(outcome.faults.values())
    lines = [
        "",
        f"{'Fault':<38} {'times':>6} {'slowest return':>15}",
        *(
            f"{name:<38} {times:>6} {outcome.slowest.get(name, 0.0):>13.1f} s"
            for name, times in sorted(outcome.faults.items())
        ),
        f"{'all':<38} {total:>6}",
        "",
        *(f"{title:<38} {value:>6}" for title, value in figures(outcome)),
        "",
        f"Seed {seed}. Disk: {outcome.disk}.",
    ]
    return "\n".join([*lines, *verdict(outcome)])


def figures(outcome: Outcome) -> list[tuple[str, int | str]]:
    found = outcome.findings
    return [
        ("submissions acknowledged", outcome.acknowledged),
        ("of them in the database", outcome.acknowledged - len(found.lost)),
        ("receipts read", outcome.receipts),
        ("sends repeated with the same key", outcome.again),
        ("attempts that failed and were repeated", outcome.retries),
        ("lost", len(found.lost)),
        ("doubled", len(found.doubled)),
        ("wrong or changed receipts", len(found.receipts)),
        ("incomplete", len(found.halves)),
        ("reactions done", outcome.reactions),
        ("reactions missing, doubled or unfinished", len(found.reactions)),
        ("notices given", outcome.notices),
        ("rows of the audit trail that hold", outcome.traces),
        ("seconds", round(outcome.seconds)),
    ]


def verdict(outcome: Outcome) -> list[str]:
    if outcome.is_good:
        return ["Nothing acknowledged was lost or doubled; every reaction happened once in effect."]
    wrong = [*outcome.problems, *outcome.findings.all()]
    more = [f"… and {len(wrong) - MOST_SHOWN} more"] if len(wrong) > MOST_SHOWN else []
    return ["THE PROMISE WAS BROKEN:", *(f"  {one}" for one in wrong[:MOST_SHOWN]), *more]


def shown_control(outcome: Outcome, reason: str | None) -> str:
    """The summary of the run that must lose something."""
    if reason:
        return f"\nCounter-proof FAILED: {reason}"
    return (
        f"\nCounter-proof: with synchronous_commit off, {len(outcome.findings.lost)} of "
        f"{outcome.acknowledged} acknowledged submissions were reported lost. The same script sees "
        "a loss where there is one."
    )
