"""What jobs do to one thing after another, so that one that fails keeps no other from its turn."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import structlog

log = structlog.get_logger("cairn.jobs")
Thing = TypeVar("Thing")
Done = TypeVar("Done")


def each(things: Iterable[Thing], do: Callable[[Thing], Done]) -> list[Done]:
    """What came of each. What fails is logged and left; the first failure is raised at the end, so that
    the job is known to have failed.
    """
    done, failed = [], []
    for one in things:
        try:
            done.append(do(one))
        except Exception as problem:
            log.error("one of several failed", error=type(problem).__name__)
            failed.append(problem)
    if failed:
        raise failed[0]
    return done
