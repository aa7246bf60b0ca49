"""What is written when a page or a job breaks: which kind of error, and where. Never its message or
values, which may hold a name.
"""

import sys
import traceback
from typing import Any

import structlog
from django.core.signals import got_request_exception
from django.dispatch import receiver

log = structlog.get_logger("cairn.failure")


@receiver(got_request_exception)
def log_failure(sender: Any, **kwargs: Any) -> None:
    """One line: the class of the error, and the frames that led to it."""
    error = sys.exc_info()[1]
    if error is None:
        return
    log.error("page failed", **_kind_and_place(error))


def without_messages(logger: Any, name: str, line: Any) -> Any:
    """For every line of the log, whoever writes it: an error that comes with it loses its words."""
    error = line.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()
    if isinstance(error, tuple):
        error = error[1]
    return line | _kind_and_place(error) if isinstance(error, BaseException) else line


def _kind_and_place(error: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "error": type(error).__name__,
        "where": [
            f"{frame.filename.rsplit('/', 3)[-1]}:{frame.lineno} {frame.name}"
            for frame in frames[-8:]
        ],
    }
