"""The counter-proof: a database that forgets commits, on purpose, must be seen to forget.

The product refuses to start on such a database, so the setting is changed behind its back once it
runs. A kill loses only what PostgreSQL has not yet given to the operating system, so the process
that does so is held still first. Nothing outside this module may do any of this.
"""

import os
import random
import signal
import time
from collections.abc import Mapping

import psycopg

from tools.faults.injectors import Breaker
from tools.faults.run import BACK_WITHIN, Outcome, Run
from tools.pgdev import USER
from tools.pgprocess import processes
from tools.progress import say
from tools.stack import DURABLE

BEFORE, UNTIL_THE_KILL = 12, 24  # receipts given by the database that keeps, and that forgets
FORGETFUL: Mapping[str, str] = {
    **DURABLE,
    "wal_buffers": "64MB",  # room for all that the run says
    # Whatever else would write the log out meanwhile.
    "bgwriter_lru_maxpages": "0",
    "checkpoint_timeout": "1h",
    "max_wal_size": "4GB",
    "autovacuum": "off",
}


def forget_commits(url: str) -> None:
    """From now on, and in every connection, a commit is acknowledged before it is written.

    The writer of the log would still give every full page of it to the operating system at once.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"ALTER ROLE {USER} SET synchronous_commit = off")
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
    with psycopg.connect(url, autocommit=True) as connection:
        said = connection.execute("SHOW synchronous_commit").fetchone()[0]
        assert said == "off", f"synchronous_commit is {said}"
        writer = connection.execute(
            "SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'"
        ).fetchone()[0]
        os.kill(writer, signal.SIGSTOP)


def remember_commits(url: str) -> None:
    """As it was: the worker would not start again otherwise."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"ALTER ROLE {USER} RESET synchronous_commit")


def lose_something(run: Run) -> Outcome:
    """Load, one kill of the forgetful database, and the same reckoning as ever."""
    run.prepare()
    breaker = Breaker(run.stack, run.disk, random.Random(run.seed))
    started = time.monotonic()
    run.clients.start()
    breaker.recover(run.clients.receipts, BEFORE, BACK_WITHIN)
    forget_commits(run.stack.url)
    say("  synchronous_commit is off now, behind the service's back")
    breaker.recover(run.clients.receipts, UNTIL_THE_KILL, BACK_WITHIN)
    for pid in processes(run.stack.datadir):
        os.kill(pid, signal.SIGKILL)
    told = run.clients.receipts()
    run.clients.kill()
    run.stack.start_database()
    remember_commits(run.stack.url)
    run.outcome.faults["kill -9 of every PostgreSQL process"] += 1
    run.outcome.seconds = time.monotonic() - started
    say(f"  PostgreSQL was killed after {told} receipts")
    return run.reckon()


def reason_it_failed(outcome: Outcome) -> str | None:
    """Why the counter-proof does not count, or None where a loss was seen and reported."""
    if not outcome.acknowledged:
        return "Nothing was acknowledged, so nothing could be lost."
    if not outcome.findings.lost:
        return (
            "synchronous_commit was off and PostgreSQL was killed, and no loss was reported: "
            "this script could not see one."
        )
    return None
