"""The faults. Each breaks one thing the hard way; what a machine's supervisor would do, `tend` does."""

import contextlib
import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

import psycopg

from tools import pgdev
from tools.faults.disk import Disk
from tools.pgprocess import postmaster, processes
from tools.stack import Stack

FULL_FOR = 3.0  # seconds
JOB_WITHIN = 3.0
TWO_MEGABYTES = (
    "CREATE TABLE faults_probe AS SELECT repeat(md5(i::text), 30) FROM generate_series(1, 2000) i"
)
DOING = "SELECT 1 FROM procrastinate_jobs WHERE status = 'doing' LIMIT 1"
REACTED = "SELECT count(*) FROM audit_reactionrun"
# How many of a whole run are of which kind; more than a hundred are kills.
SHARES = {
    "kill -9 of PostgreSQL": 24,
    "kill -9 of every PostgreSQL process": 8,
    "kill -9 of one database backend": 20,
    "fast restart of PostgreSQL": 10,
    "kill -9 of the web server": 12,
    "kill -9 of a web process": 18,
    "restart of the web server": 4,
    "kill -9 of the worker": 20,
    "kill -9 of the live process": 4,
    "disk full": 6,
}
WHOLE = sum(SHARES.values())


def schedule(count: int, chance: random.Random) -> list[str]:
    """So many faults, each kind at least once as far as they reach, in an order by lot."""
    names = list(SHARES)
    wanted = [name for name in names for _ in range(SHARES[name])]
    while len(wanted) < count:
        wanted.append(names[len(wanted) % len(names)])
    chance.shuffle(wanted)
    if count >= len(names):
        rest = list(wanted)
        for name in names:
            rest.remove(name)
        wanted = names + rest[: count - len(names)]
        chance.shuffle(wanted)
    return wanted[:count]


@dataclass
class Breaker:
    """Breaks one stack, and brings it back."""

    stack: Stack
    disk: Disk
    chance: random.Random
    _reacted: int = 0

    def break_by(self, name: str) -> None:
        self.kinds()[name]()

    def kinds(self) -> dict[str, Callable[[], None]]:
        return {
            "kill -9 of PostgreSQL": self.kill_postmaster,
            "kill -9 of every PostgreSQL process": self.kill_postgres,
            "kill -9 of one database backend": self.kill_backend,
            "fast restart of PostgreSQL": self.restart_postgres,
            "kill -9 of the web server": self.kill_web,
            "kill -9 of a web process": self.kill_web_process,
            "restart of the web server": self.restart_web,
            "kill -9 of the worker": self.kill_worker,
            "kill -9 of the live process": self.kill_live,
            "disk full": self.fill_disk,
        }

    # --- PostgreSQL ---------------------------------------------------------------------------

    def kill_postmaster(self) -> None:
        _kill(postmaster(self.stack.datadir))
        self.stack.start_database()

    def kill_postgres(self) -> None:
        for pid in processes(self.stack.datadir):
            _kill(pid)
        self.stack.start_database()

    def kill_backend(self) -> None:
        """PostgreSQL then ends every other backend, and recovers by itself."""
        with psycopg.connect(self.stack.url, autocommit=True) as connection:
            found = connection.execute(
                "SELECT pid FROM pg_stat_activity"
                " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            ).fetchall()
        if not found:
            raise RuntimeError("there was no backend to kill")
        # pg_stat_activity's numbers are the server's; a namespace of users keeps them.
        _kill(self.chance.choice(found)[0])

    def restart_postgres(self) -> None:
        pgdev.stop(self.stack.datadir)
        self.stack.start_database()

    # --- web and worker -----------------------------------------------------------------------

    def kill_web(self) -> None:
        _kill(self.stack.web.pid)
        self.stack.web.again()

    def kill_web_process(self) -> None:
        children = [pid for pid in self.stack.web.family() if pid != self.stack.web.pid]
        if not children:
            raise RuntimeError("the web server has no processes")
        _kill(self.chance.choice(children))

    def restart_web(self) -> None:
        self.stack.web.stop(grace=10.0)
        self.stack.web.start()

    def kill_worker(self) -> None:
        """In the middle of a job, if one is seen within a while."""
        deadline = time.monotonic() + JOB_WITHIN
        with psycopg.connect(self.stack.url, autocommit=True) as connection:
            while time.monotonic() < deadline:
                if connection.execute(DOING).fetchone():
                    break
        _kill(self.stack.worker.pid)
        self.stack.worker.again()

    def kill_live(self) -> None:
        """Nothing waits for it; it must be back, and no other part feels it."""
        _kill(self.stack.live.pid)
        self.stack.live.again()

    # --- the disk -----------------------------------------------------------------------------

    def fill_disk(self) -> None:
        try:
            self.disk.fill()
            self._assert_full()
            time.sleep(FULL_FOR)
        finally:
            self.disk.free()
        self.tend()

    def _assert_full(self) -> None:
        """A fault that nobody feels is none: the database must not be able to write two megabytes."""
        with contextlib.suppress(psycopg.Error):
            with psycopg.connect(self.stack.url, autocommit=True, connect_timeout=5) as connection:
                connection.execute(TWO_MEGABYTES)
                connection.execute("DROP TABLE faults_probe")
            raise RuntimeError("the disk was said to be full, and the database could still write")

    # --- coming back --------------------------------------------------------------------------

    def tend(self) -> None:
        """What a machine's supervisor does: start again what has ended."""
        if postmaster(self.stack.datadir) is None:
            self.stack.start_database()
        for part in (self.stack.web, self.stack.worker, self.stack.live, self.stack.mail):
            if part.has_ended():
                part.again()

    def recover(self, receipts: Callable[[], int], more: int, patience: float) -> float:
        """Wait for so many more receipts, and for a reaction: web and worker are busy again.

        Returns how long it took.
        """
        started = time.monotonic()
        goal, reacted = receipts() + more, self._reactions()
        while receipts() < goal or self._reactions() <= reacted:
            if time.monotonic() - started > patience:
                raise TimeoutError(
                    f"The service did not come back within {patience:.0f} s "
                    f"(health: {self.stack.health()}).\n"
                    f"{self.stack.web.last_words()}\n{self.stack.worker.last_words()}"
                )
            time.sleep(0.1)
            self.tend()
        return time.monotonic() - started

    def _reactions(self) -> int:
        """How many reactions were done; as many as before while the database is away."""
        with (
            contextlib.suppress(psycopg.Error),
            psycopg.connect(self.stack.url, autocommit=True, connect_timeout=5) as connection,
        ):
            self._reacted = connection.execute(REACTED).fetchone()[0]
        return self._reacted


def _kill(pid: int | None) -> None:
    if pid is not None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
