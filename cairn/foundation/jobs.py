"""The worker: runs the jobs that actions queue, and comes back by itself when the database does.

Later chapters may wrap every job by adding to `around_every_job` when they are made ready.
"""

import asyncio
import contextlib
import logging
import signal
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import structlog
from asgiref.sync import sync_to_async
from django.db import connections
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from psycopg import OperationalError
from psycopg_pool import PoolTimeout

log = structlog.get_logger("cairn.worker")

# (call_next, context, worker) -> result, as procrastinate's task middleware. Innermost last.
around_every_job: list[Callable[..., Any]] = []

HEARTBEAT = 10.0  # seconds; a worker that misses three is taken for dead and its jobs run again
LAST_WORDS = 20.0  # seconds that running jobs get to finish when the worker is told to stop
SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 10.0  # seconds between attempts to come back
POOL: dict[str, Any] = {"min_size": 1, "max_size": 4, "timeout": 5.0}


def worker_app() -> App:
    """The jobs' app with a pool of connections of its own, for the worker's bookkeeping only.

    Jobs keep the first app, so a job that queues another does so in its own Django transaction:
    both happen or neither does. Replacing the connector in place would break that promise.
    """
    return app.with_connector(PsycopgConnector(kwargs=connector_params(), **POOL))


async def run_once(*, concurrency: int, wait: bool = True) -> bool:
    """Run jobs; without `wait`, until none is left. Returns whether we were told to stop.

    The library's worker also ends when one of its own tasks lost the database, and says nothing.
    """
    was_told = False
    # Periodic jobs are queued through Django's connection in a thread of its own. After the
    # database was away that connection is dead, and nobody but us would ever open a new one.
    await sync_to_async(connections.close_all)()
    async with worker_app().open_async() as worker:
        running = asyncio.ensure_future(
            worker.run_worker_async(
                wait=wait,
                concurrency=concurrency,
                delete_jobs="successful",
                shutdown_graceful_timeout=LAST_WORDS,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=3 * HEARTBEAT,
                listen_notify=wait,
                install_signal_handlers=False,
                task_middleware=[*_own_middleware(), *around_every_job],
            )
        )

        def stop() -> None:
            nonlocal was_told
            was_told = True
            running.cancel()  # lets running jobs finish first

        for number in (signal.SIGTERM, signal.SIGINT) if wait else ():
            asyncio.get_running_loop().add_signal_handler(number, stop)
        with contextlib.suppress(asyncio.CancelledError):
            await running
    return was_told


def run(*, concurrency: int) -> None:
    """Run jobs until told to stop. While the database is away, try again every few seconds."""
    quiet_down()
    pause = SHORTEST_PAUSE
    while True:
        started, problem = time.monotonic(), "the worker ended by itself"
        try:
            if asyncio.run(run_once(concurrency=concurrency)):
                return
        except (ConnectorException, OperationalError, PoolTimeout) as error:
            problem = type(error).__name__
        lasted = time.monotonic() - started
        pause = SHORTEST_PAUSE if lasted > LONGEST_PAUSE else min(2 * pause, LONGEST_PAUSE)
        log.warning("the database went away", error=problem, again_in=pause)
        connections.close_all()
        time.sleep(pause)


def quiet_down() -> None:
    """The pool repeats every failed attempt; one line of our own is enough."""
    logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)


def _own_middleware() -> list[Any]:
    """What the Django app puts around jobs: connections are looked after between them."""
    return list((app.worker_defaults or {}).get("task_middleware") or [])


def jobs_of_lost_workers() -> QuerySet[ProcrastinateJob]:
    """Jobs that are said to be running on a worker that has shown no sign of life."""
    is_silent = Q(worker__last_heartbeat__lt=Now() - timedelta(seconds=3 * HEARTBEAT))
    return ProcrastinateJob.objects.filter(Q(worker=None) | is_silent, status="doing")
