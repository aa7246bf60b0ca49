"""One run: a stack, six clients, the faults one after another, and the reckoning."""

import contextlib
import json
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from cairn.config.reactions import REACTIONS
from tools import pgdev
from tools.bench import journey
from tools.bench.browser import Browser
from tools.faults import checks, database, disk
from tools.faults.clients import Clients
from tools.faults.injectors import Breaker, schedule
from tools.faults.ledger import ACCEPTED, RECEIPT, Entry, read
from tools.progress import StepFailed, say
from tools.stack import DURABLE, Stack

CLIENTS = 6
RECEIPTS_BETWEEN = 6  # given after each fault before the next: the service is back, and busy
BACK_WITHIN = 90.0  # seconds
DRAINED_WITHIN = 300.0
OPENED = 10  # receipts that are used at the end
TOLD = "triage.cannot_wait:{}"
DESK = """
from cairn.accounts.models import User
from cairn.agencies.models import Agency
for name in ("Desk One", "Desk Two"):
    User.objects.create(
        name=name, email=name.replace(" ", ".").lower() + "@police.example", password="!",
        roles=["police_ce"], agency=Agency.objects.get(code="police"),
    )
"""


@dataclass
class Outcome:
    """What a run saw."""

    faults: Counter = field(default_factory=Counter)
    slowest: dict[str, float] = field(default_factory=dict)  # seconds to be back, by kind
    entries: list[Entry] = field(default_factory=list)
    kept: int = 0
    reactions: int = 0
    notices: int = 0
    traces: int = 0
    seconds: float = 0.0
    disk: str = ""
    problems: list[str] = field(default_factory=list)  # with the run itself
    findings: checks.Findings = field(default_factory=checks.Findings)

    @property
    def acknowledged(self) -> int:
        return len(checks.acknowledged(self.entries))

    @property
    def receipts(self) -> int:
        return sum(one.what == RECEIPT for one in self.entries)

    @property
    def again(self) -> int:
        """Sends that were made once more after their receipt had been read."""
        return sum(one.what == ACCEPTED for one in self.entries) - self.acknowledged

    @property
    def retries(self) -> int:
        """Attempts that had to be made again."""
        most: dict[str, int] = {}
        for one in self.entries:
            most[one.note] = max(most.get(one.note, 0), one.attempts)
        ideal = Counter(one.note for one in self.entries if one.what in {ACCEPTED, RECEIPT})
        return sum(max(0, most[note] - 1 - ideal[note]) for note in most)

    @property
    def is_good(self) -> bool:
        return not self.problems and not self.findings.all()


@dataclass
class Run:
    """A stack under load, to be broken."""

    folder: Path
    seed: int
    server: Mapping[str, str] = field(default_factory=lambda: DURABLE)
    outcome: Outcome = field(default_factory=Outcome)

    def __enter__(self) -> "Run":
        self._clear()
        self.disk, datadir = disk.under(self.folder)
        self.outcome.disk = self.disk.how
        self.stack = Stack(self.folder, datadir=datadir, server=self.server)
        self.clients = Clients(CLIENTS, self.stack.port, self.folder / "ledgers", self.seed)
        return self

    def __exit__(self, *_problem) -> None:
        self.clients.kill()
        self.disk.free()
        self.stack.stop()
        with contextlib.suppress(OSError):  # to be read later, when the small disk is gone
            shutil.copyfile(self.stack.datadir / "server.log", self.folder / "server.log")
        self.disk.remove()

    def _clear(self) -> None:
        """What a run that was killed has left, and the last one's files."""
        for place in (self.folder / "disk" / "pg", self.folder / "pg"):
            if place.exists():
                pgdev.stop(place)
        disk.SmallFileSystem(self.folder / "disk").remove()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def prepare(self) -> None:
        self.stack.prepare()
        self.stack.manage("Staffing the desk", "shell", "--verbosity", "0", "--command", DESK)
        self.stack.start()

    def break_everything(self, count: int) -> None:
        """The faults, each when the service is busy again after the one before."""
        chance, name = random.Random(self.seed), "the start"
        breaker = Breaker(self.stack, self.disk, chance)
        started = time.monotonic()
        self.clients.start()
        try:
            breaker.recover(self.clients.receipts, RECEIPTS_BETWEEN, BACK_WITHIN)
            for number, name in enumerate(schedule(count, chance), 1):
                time.sleep(chance.uniform(0.0, 0.5))
                self.outcome.faults[name] += 1
                breaker.break_by(name)
                took = breaker.recover(self.clients.receipts, RECEIPTS_BETWEEN, BACK_WITHIN)
                self.outcome.slowest[name] = max(self.outcome.slowest.get(name, 0.0), took)
                say(f"  {number:3}/{count}  {name}: busy again after {took:.1f} s")
        except TimeoutError as problem:  # the faults end here; the reckoning is made all the same
            self.outcome.problems.append(f"after {name}: {problem}")
        self.outcome.problems += self.clients.finish()
        self.outcome.seconds = time.monotonic() - started

    def reckon(self) -> Outcome:
        """Compare what was told with what is there."""
        self._drain()
        out = self.outcome
        out.entries = read(self.clients.ledgers)
        with database.asking(self.stack.url) as connection:
            kept = database.kept(connection)
            runs = database.runs(connection)
            notices = database.notices(connection)
            out.kept, out.reactions, out.notices = len(kept), len(runs), len(notices)
            reactions = checks.wrong_reactions(
                database.events(connection, list(REACTIONS)),
                runs,
                database.jobs(connection),
                REACTIONS,
            ) + checks.wrong_notices(kept, notices, database.desk(connection), TOLD)
        trail = self._trail()
        out.findings = checks.Findings(
            lost=tuple(checks.lost(out.entries, kept)),
            doubled=tuple(checks.doubled(kept)),
            receipts=(
                *checks.wrong_receipts(out.entries, kept, self._digest_of()),
                *self._closed_receipts(),
            ),
            halves=tuple(checks.halves(kept, journey.MENTIONS)),
            reactions=tuple(reactions),
            trail=tuple(trail),
        )
        if not out.acknowledged:
            out.problems.append("nothing was acknowledged, so nothing was shown")
        return out

    def _drain(self) -> None:
        """Wait until the worker has done all that is queued."""
        deadline = time.monotonic() + DRAINED_WITHIN
        breaker = Breaker(self.stack, self.disk, random.Random(self.seed))
        told = time.monotonic()
        while time.monotonic() < deadline:
            breaker.tend()
            try:
                with database.asking(self.stack.url) as connection:
                    left = database.waiting(connection)
            except psycopg.OperationalError:
                left = -1
            if left == 0:
                return
            if time.monotonic() - told > 10:
                told = time.monotonic()
                say(f"  {left} jobs are still to be done …")
            time.sleep(0.5)
        self.outcome.problems.append(f"the queue did not empty in {DRAINED_WITHIN:.0f} s")

    def _closed_receipts(self) -> list[str]:
        """Some of the receipts are used, as their owners would, on the page for that."""
        given = [one for one in self.outcome.entries if one.what == RECEIPT]
        some = random.Random(self.seed).sample(given, min(OPENED, len(given)))
        self.stack.wait_until_healthy()
        return [
            f"the receipt of {one.reference} opens nothing"
            for one in some
            if not journey.opens(Browser(self.stack.port), journey.Receipt(one.reference, one.code))
        ]

    def _trail(self) -> list[str]:
        try:
            said = self.stack.manage("Verifying the audit trail", "verify_audit")
        except StepFailed:
            return ["`cairn verify_audit` found the trail broken, as printed above"]
        rows = [line.split()[1] for line in said.splitlines() if line.endswith("rows hold")]
        self.outcome.traces = sum(int(count) for count in rows)
        return [] if "The audit trail holds." in said else [f"verify_audit said: {said}"]

    def _digest_of(self) -> Callable[[str], str]:
        from cairn.submissions.rules import receipts  # pure functions; no settings needed

        def digest(code: str) -> str:
            typed = receipts.code_as_typed(code)
            return receipts.code_digest(self.stack.secret, typed).hex()

        return digest


def keep(outcome: Outcome, path: Path) -> None:
    """The findings, for reading later."""
    said = {"faults": outcome.faults, "findings": outcome.findings.all()}
    path.write_text(json.dumps(said, indent=2) + "\n")
