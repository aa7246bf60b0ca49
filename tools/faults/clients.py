"""People who share information while everything breaks, and do not give up.

Each client is a process. Every button is pressed twice at the same moment; a send is repeated with
the same key until somebody says that it was accepted; now and then it is repeated afterwards too.
"""

import ctypes
import itertools
import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tools.bench import journey
from tools.bench.browser import Answer, Browser, dial, receive
from tools.faults.database import NOTE
from tools.faults.ledger import ACCEPTED, RECEIPT, TRIED, Entry, Ledger

FORK = multiprocessing.get_context("fork")
PATIENCE = 15.0  # seconds for one answer
PAUSE = 0.1  # seconds before trying again
URGENT = 1 / 4  # how many cannot wait, so that the whole desk is to be told
GIVE_UP_AFTER = 240.0  # seconds without any success: the service is not coming back
ONCE_MORE = 1 / 3  # how often a send is repeated after its receipt was read
Result = TypeVar("Result")


class DoubleClicker(Browser):
    """Presses every button twice at the same moment, on two connections."""

    def post(self, path: str, fields: dict) -> Answer:
        answers = self.twice(path, fields)
        good = [one for one in answers if one.status in {302, 303}]
        chosen = (good or answers)[-1]  # a browser shows the last answer that came
        self.keep_cookies(chosen)
        return chosen

    def twice(self, path: str, fields: dict) -> list[Answer]:
        """Both answers, or the one that came. Raises OSError where none did."""
        request = self.request("POST", path, fields)
        connections, answers = [], []
        trouble: OSError = OSError("no answer")
        try:
            for _ in range(2):
                connections.append(dial(self.port, self.patience))
            for connection in connections:
                connection.sendall(request)
            for connection in connections:
                try:
                    answers.append(receive(connection, path)[0])
                except OSError as problem:
                    trouble = problem
        finally:
            for connection in connections:
                connection.close()
        if not answers:
            raise trouble
        return answers


@dataclass
class Sender:
    """One client's work."""

    number: int
    port: int
    ledger: Ledger
    until: Callable[[], bool]
    chance: random.Random
    attempts: int = 0

    def work(self) -> None:
        for count in itertools.count(1):
            if self.until():
                return
            self.share(f"{self.number}-{count}")

    def share(self, note: str) -> None:
        """One submission, from the gate to the receipt, however often it takes."""
        story = f"{NOTE.format(note)} {journey.ANSWERS['story']['what']}"
        now = "soon" if self.chance.random() < URGENT else "none"
        words = {"gate": {"now": now}, "story": {"what": story}}
        self.attempts = 0

        def written() -> tuple[Browser, journey.Ready]:
            browser = DoubleClicker(self.port, PATIENCE)
            try:
                return browser, journey.fill(browser, words)
            finally:
                browser.close()

        browser, draft = self.insist(written)
        self.ledger.add(Entry(TRIED, note, draft.key))
        self.send(browser, draft, note)
        if self.chance.random() < ONCE_MORE:
            self.send(browser, draft, note)

    def send(self, browser: Browser, draft: journey.Ready, note: str) -> None:
        """Send until it is accepted, and read the receipt. What was accepted is noted at once."""
        self.insist(lambda: journey.send(browser, draft))
        self.ledger.add(Entry(ACCEPTED, note, draft.key, attempts=self.attempts))
        given = self.insist(lambda: journey.receipt(browser, draft.key))
        browser.close()
        self.ledger.add(Entry(RECEIPT, note, draft.key, given.reference, given.code, self.attempts))

    def insist(self, act: Callable[[], Result]) -> Result:
        """Do it again until it works."""
        deadline = time.monotonic() + GIVE_UP_AFTER
        while True:
            self.attempts += 1
            try:
                return act()
            except (OSError, journey.Astray) as problem:
                if time.monotonic() > deadline:
                    raise TimeoutError(f"nothing worked for {GIVE_UP_AFTER:.0f} s") from problem
            time.sleep(PAUSE * (0.5 + self.chance.random()))


class Clients:
    """All clients, and how far they are."""

    def __init__(self, count: int, port: int, folder: Path, seed: int):
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)
        self._enough = FORK.Event()
        self._processes = [
            FORK.Process(
                target=_client,
                args=(number, port, self._path(number), self._enough, seed, os.getpid()),
            )
            for number in range(1, count + 1)
        ]

    def _path(self, number: int) -> Path:
        return self.folder / f"client-{number}.jsonl"

    @property
    def ledgers(self) -> list[Path]:
        return sorted(self.folder.glob("client-*.jsonl"))

    def start(self) -> None:
        for process in self._processes:
            process.start()

    def receipts(self) -> int:
        """How many receipts were given so far."""
        word = f'"what": "{RECEIPT}"'.encode()
        return sum(path.read_bytes().count(word) for path in self.ledgers)

    def finish(self, patience: float = GIVE_UP_AFTER) -> list[str]:
        """Let each end what it has begun. Returns what went wrong with the clients themselves."""
        self._enough.set()
        deadline = time.monotonic() + patience
        problems = []
        for number, process in enumerate(self._processes, 1):
            process.join(max(0.0, deadline - time.monotonic()))
            if process.is_alive():
                problems.append(f"client {number} could not finish what it had begun")
            elif process.exitcode:
                problems.append(f"client {number} gave up (status {process.exitcode})")
        self.kill()
        return problems

    def kill(self) -> None:
        for process in self._processes:
            if process.is_alive():
                process.kill()
                process.join()


def _client(number: int, port: int, path: Path, enough, seed: int, parent: int) -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        os._exit(1)
    for other in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(other, signal.SIG_DFL)
    ledger = Ledger(path)
    Sender(number, port, ledger, enough.is_set, random.Random(f"{seed} {number}")).work()
    ledger.close()
