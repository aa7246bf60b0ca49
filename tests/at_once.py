"""Several people at once, each on a connection of their own."""

import threading
import time
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Begin all of them at the same moment. What each gave, or the kind of its failure."""
    ready, found = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            ready.wait(timeout=10)
            found[place] = act()
        except Exception as problem:  # a thread's own failure would be lost
            found[place] = type(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=numbered) for numbered in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def after_a_change(row: Any, act: Callable[[], Any], **changed: Any) -> Any:
    """What `act` gives, or the kind of its failure, where it has to wait for somebody who is just
    changing the row.
    """
    found: list[Any] = []

    def run() -> None:
        try:
            found.append(act())
        except Exception as problem:  # a thread's own failure would be lost
            found.append(type(problem))
        finally:
            connection.close()

    other = threading.Thread(target=run)
    with transaction.atomic():
        type(row)._base_manager.filter(pk=row.pk).update(**changed)
        other.start()
        _until_somebody_waits()
    other.join()
    return found[0]


def _until_somebody_waits() -> None:
    for _ in range(1000):
        with connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    raise AssertionError("nobody waited for the row")
