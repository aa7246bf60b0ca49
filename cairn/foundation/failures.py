"""What is written when a page breaks: which kind of error, and where. Never its message or values,
which may hold a name.
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
    frames = traceback.extract_tb(error.__traceback__)
    log.error(
        "page failed",
        error=type(error).__name__,
        where=[
            f"{frame.filename.rsplit('/', 3)[-1]}:{frame.lineno} {frame.name}"
            for frame in frames[-8:]
        ],
    )
