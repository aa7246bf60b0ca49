"""200 notifications of missing children, and everything killed in the middle of them.

The sender repeats a message, with its number, until it has a receipt. Afterwards every message must be
there once, with the receipt it was given, and every report that nobody took on must go on from one person
to the next. The counter-proof: a database that forgets commits must be seen to lose some.
"""

import itertools
import os
import random
import shutil
import signal
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tools import notifying, pgdev
from tools.faults import disk
from tools.faults.control import FORGETFUL, forget_commits, remember_commits
from tools.faults.injectors import Breaker
from tools.pgprocess import processes
from tools.progress import say
from tools.stack import DURABLE, Stack

MESSAGES, SENDERS = 200, 4
ROUNDS = 3  # of each kind of kill
ESCALATED_WITHIN = (
    300.0  # seconds: the local standard is one minute here, and the job runs each minute
)
TAKEN_ON = 20  # of the reports: nobody is asked about these any more
KINDS = (
    "kill -9 of the web server", "kill -9 of a web process", "kill -9 of the worker",
    "kill -9 of the live process", "kill -9 of PostgreSQL", "kill -9 of every PostgreSQL process",
)  # fmt: skip
_QUICK = "UPDATE agencies_localstandard SET value = '1' WHERE key LIKE 'missing-acknowledge%'"
_KEPT = "SELECT message, reference FROM missing_report WHERE sender = 'Police records'"
_CALLS = """
    SELECT r.reference, count(c.id), count(DISTINCT c.step), r.acknowledged_at IS NOT NULL,
           (SELECT count(*) FROM audit_auditevent e
            WHERE e.event = 'missing.reported' AND e.record_id = r.reference),
           (SELECT count(*) FROM accounts_notice n
            WHERE n.about = r.reference AND n.key LIKE 'missing.called:%')
    FROM missing_report r LEFT JOIN missing_call c ON c.report_id = r.id GROUP BY r.id
"""
_TAKE_ON = """
from cairn.accounts.models import User
from cairn.missing import actions
from cairn.missing.models import Report
by = User.objects.filter(roles__contains=["police_metco"]).first()
for one in Report.objects.order_by("pk")[:{}]:
    actions.acknowledge(by=by, reference=one.reference)
"""


@dataclass
class Outcome:
    """What a run saw."""

    receipts: dict[str, set[str]] = field(default_factory=dict)  # of each message
    attempts: int = 0
    faults: Counter = field(default_factory=Counter)
    kept: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    asked: int = 0  # calls altogether
    escalated: int = 0
    waiting: int = 0  # reports that nobody took on

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.doubled or self.wrong) and self.escalated == self.waiting


@dataclass
class Run:
    """A stack that is told of missing children while it is broken."""

    folder: Path
    seed: int
    server: Mapping[str, str] = field(default_factory=lambda: DURABLE)
    outcome: Outcome = field(default_factory=Outcome)
    enough: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Run":
        self.stack = Stack(self.folder, server=self.server)
        self.stack.prepare()
        self.staged = notifying.stage(self.stack, people=notifying.LADDER, children=MESSAGES)
        with psycopg.connect(self.stack.url, autocommit=True) as connection:
            connection.execute(_QUICK)
        self.stack.start()
        self.numbers = itertools.count()
        self.lock = threading.Lock()
        return self

    def __exit__(self, *_problem) -> None:
        self.enough.set()
        self.stack.stop()

    # --- sending ------------------------------------------------------------------------------

    def senders(self) -> list[threading.Thread]:
        made = [threading.Thread(target=self._send_on, daemon=True) for _ in range(SENDERS)]
        for one in made:
            one.start()
        return made

    def _send_on(self) -> None:
        while not self.enough.is_set():
            with self.lock:
                number = next(self.numbers)
            if number >= MESSAGES:
                return
            for _ in range(2 if number % 4 == 0 else 1):  # some are repeated after their receipt
                self._insist(notifying.notification(number))

    def _insist(self, told: dict[str, str]) -> None:
        while not self.enough.is_set():
            with self.lock:
                self.outcome.attempts += 1
            try:
                reference = notifying.send(self.stack.port, self.staged.secret, told)
            except OSError:
                time.sleep(0.1)
                continue
            with self.lock:
                self.outcome.receipts.setdefault(told["message"], set()).add(reference)
            return

    # --- breaking -----------------------------------------------------------------------------

    def break_everything(self) -> None:
        chance = random.Random(self.seed)
        breaker = Breaker(self.stack, disk.SmallFileSystem(self.folder / "disk"), chance)
        kinds = [name for name in KINDS for _ in range(ROUNDS)]
        chance.shuffle(kinds)
        senders = self.senders()
        for place, name in enumerate(kinds, 1):
            self._wait_for(breaker, place * MESSAGES // (len(kinds) + 1))
            breaker.break_by(name)
            self.outcome.faults[name] += 1
            say(f"  {place:2}/{len(kinds)}  {name}, after {len(self.outcome.receipts)} receipts")
        while any(one.is_alive() for one in senders):
            breaker.tend()
            time.sleep(0.2)
        self.stack.wait_until_healthy()

    def _wait_for(self, breaker: Breaker, receipts: int) -> None:
        while len(self.outcome.receipts) < receipts:
            breaker.tend()
            time.sleep(0.02)

    # --- the reckoning ------------------------------------------------------------------------

    def escalate(self) -> None:
        """Some are taken on; of all others somebody else is asked when the first did not."""
        script = _TAKE_ON.format(TAKEN_ON)
        self.stack.manage("Taking some on", "shell", "--verbosity", "0", "--command", script)
        deadline = time.monotonic() + ESCALATED_WITHIN
        while time.monotonic() < deadline:
            self.reckon()
            if self.outcome.escalated == self.outcome.waiting:
                return
            time.sleep(2)

    def reckon(self) -> None:
        out = self.outcome
        with psycopg.connect(self.stack.url, autocommit=True) as connection:
            kept = connection.execute(_KEPT).fetchall()
            calls = connection.execute(_CALLS).fetchall()
        counted = Counter(message for message, _ in kept)
        there = dict(kept)
        out.kept = len(kept)
        out.lost = [message for message in out.receipts if message not in there]
        out.doubled = [message for message, times in counted.items() if times > 1]
        out.wrong = [
            f"{message} was given {sorted(given)}, and is {there[message]}"
            for message, given in out.receipts.items()
            if message in there and given != {there[message]}
        ]
        for reference, number, steps, _, traces, notices in calls:
            if number < 1 or number != steps or traces != 1 or notices != number:
                out.wrong.append(
                    f"{reference}: {number} calls in {steps} steps, {notices} notices, {traces} traces"
                )
        out.asked = sum(one[1] for one in calls)
        waiting = [one for one in calls if not one[3]]
        out.waiting, out.escalated = len(waiting), sum(one[1] > 1 for one in waiting)


def promise(folder: Path, seed: int) -> Outcome:
    say(f"{MESSAGES} notifications, and everything killed meanwhile (seed {seed})")
    with Run(folder, seed) as run:
        run.break_everything()
        run.escalate()
        return run.outcome


def counter_proof(folder: Path, seed: int) -> Outcome:
    """A database that forgets is killed after half of the receipts: the same reckoning must see it."""
    say("The counter-proof: a database that forgets commits")
    with Run(folder, seed, FORGETFUL) as run:
        run.senders()
        while len(run.outcome.receipts) < MESSAGES // 8:
            time.sleep(0.02)
        forget_commits(run.stack.url)
        while len(run.outcome.receipts) < MESSAGES // 2:
            time.sleep(0.02)
        run.enough.set()
        for pid in processes(run.stack.datadir):
            os.kill(pid, signal.SIGKILL)
        run.stack.start_database()
        remember_commits(run.stack.url)
        run.reckon()
        return run.outcome


def shown(out: Outcome) -> str:
    figures = [
        *((name, times) for name, times in sorted(out.faults.items())),
        ("messages with a receipt", len(out.receipts)),
        ("attempts, those repeated included", out.attempts),
        ("reports in the database", out.kept),
        ("lost", len(out.lost)),
        ("doubled", len(out.doubled)),
        ("wrong receipts, calls, notices or traces", len(out.wrong)),
        ("reports that nobody took on", out.waiting),
        ("of them asked of the next person", out.escalated),
        ("calls altogether", out.asked),
    ]
    lines = [f"{title:<44} {number:>6}" for title, number in figures]
    verdict = (
        "No notification was lost or doubled, and every one that waits went on to the next person."
        if out.is_good
        else "THE PROMISE WAS BROKEN: " + "; ".join([*out.lost, *out.doubled, *out.wrong][:20])
    )
    return "\n".join(["", *lines, verdict])


def shown_control(out: Outcome) -> str:
    if not out.lost:
        return "\nCounter-proof FAILED: PostgreSQL forgot, and no loss was reported."
    return (
        f"\nCounter-proof: with synchronous_commit off, {len(out.lost)} of {len(out.receipts)} "
        "notifications that had a receipt were reported lost."
    )


def both(folder: Path, seed: int, *, promises: bool = True, controls: bool = True) -> int:
    """0 where the promise was kept, and the counter-proof saw it broken."""
    status = 0
    if promises:
        kept = promise(emptied(folder / "promise"), seed)
        print(shown(kept), flush=True)
        status = 0 if kept.is_good else 1
    if controls:
        forgot = counter_proof(emptied(folder / "control"), seed)
        print(shown_control(forgot), flush=True)
        status = status or (0 if forgot.lost else 1)
    return status


def emptied(folder: Path) -> Path:
    """Empty: what a run that was killed has left is stopped and removed."""
    if (folder / "pg").exists():
        pgdev.stop(folder / "pg")
    shutil.rmtree(folder, ignore_errors=True)
    return folder
