"""Wrapped around every job by the worker: notes the class of the error that ended it for good.

A job that comes again by itself has not failed where the database was away: its next turn is the
second try, and nobody need do anything.
"""

from collections.abc import Callable
from typing import Any

import psycopg
import structlog
from django.db import DatabaseError

from cairn.accounts import people
from cairn.home import actions

log = structlog.get_logger("cairn.worker")

# SQLSTATE: a connection that broke, a server that stops or starts, or one that has no room: then
# everything stands still, and says so elsewhere.
AWAY = ("08", "57P", "53")


def noted(call_next: Callable[[], Any], context: Any, worker: Any) -> Any:
    """Run the job. What it raises goes on; it is noted if the job will not be tried again."""
    job, known = context.job, context.app
    try:
        return call_next()
    except Exception as error:
        if _is_away(error) and job.task_name in _that_come_again(known):
            log.warning("left for its next turn", task=job.task_name, error=type(error).__name__)
            return None
        task = known.tasks.get(job.task_name)
        if task is None or task.get_retry_exception(exception=error, job=job) is None:
            _note(job, error)
        raise


def _is_away(error: Exception) -> bool:
    """Whether the database could not be reached; a deadlock or a time-out is another matter."""
    cause: BaseException | None = error  # Django and the queue wrap what the driver said
    while cause is not None and not isinstance(cause, psycopg.Error):
        cause = cause.__cause__
    if not isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError):
        return False
    return cause.sqlstate is None or cause.sqlstate.startswith(AWAY)


def _that_come_again(known: Any) -> set[str]:
    return {name for name, _ in known.periodic_registry.periodic_tasks}


def _note(job: Any, error: Exception) -> None:
    kind = type(error)
    try:
        actions.note_failed_job(
            by=people.system(),
            number=job.id,
            task=job.task_name,
            error=f"{kind.__module__}.{kind.__qualname__}",
        )
    except DatabaseError:
        log.warning("a failure could not be noted", job=job.id, error=kind.__name__)
