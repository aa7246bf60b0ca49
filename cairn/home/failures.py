"""Wrapped around every job by the worker: notes the class of the error that ended it for good."""

from collections.abc import Callable
from typing import Any

import structlog
from django.db import DatabaseError

from cairn.accounts import people
from cairn.home import actions

log = structlog.get_logger("cairn.worker")


def noted(call_next: Callable[[], Any], context: Any, worker: Any) -> Any:
    """Run the job. What it raises goes on; it is noted if the job will not be tried again."""
    try:
        return call_next()
    except Exception as error:
        task = context.app.tasks.get(context.job.task_name)
        if task is None or task.get_retry_exception(exception=error, job=context.job) is None:
            _note(context.job, error)
        raise


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
