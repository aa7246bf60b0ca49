"""The worker: runs the jobs that actions queue, and comes back by itself when the database does.

Later chapters may wrap every job by adding to `around_every_job` when they are made ready.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import structlog
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
POOL = {"min_size": 1, "max_size": 4, "timeout": 5.0}


def worker_app() -> App:
    """The jobs' app with a pool of connections of its own, for the worker's bookkeeping only.

    Jobs keep the first app, so a job that queues another does so in its own Django transaction:
    both happen or neither does. Replacing the connector in place would break that promise.
    """
    return app.with_connector(PsycopgConnector(kwargs=connector_params(), **POOL))


async def run_once(*, concurrency: int, wait: bool = True) -> None:
    """Run jobs until told to stop; without `wait`, until none is left."""
    async with worker_app().open_async() as worker:
        await worker.run_worker_async(
            wait=wait,
            concurrency=concurrency,
            delete_jobs="successful",
            shutdown_graceful_timeout=LAST_WORDS,
            update_heartbeat_interval=HEARTBEAT,
            stalled_worker_timeout=3 * HEARTBEAT,
            fetch_job_polling_interval=5.0,
            listen_notify=wait,
            install_signal_handlers=wait,
            task_middleware=[*_own_middleware(), *around_every_job],
        )


def run(*, concurrency: int) -> None:
    """Run jobs until told to stop. While the database is away, try again every few seconds."""
    quiet_down()
    pause = 1.0
    while True:
        try:
            asyncio.run(run_once(concurrency=concurrency))
            return
        except (ConnectorException, OperationalError, PoolTimeout) as problem:
            log.warning("the database went away", error=type(problem).__name__, again_in=pause)
            connections.close_all()
            try:
                asyncio.run(asyncio.sleep(pause))
            except KeyboardInterrupt:
                return
            pause = min(pause * 2, 10.0)


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
