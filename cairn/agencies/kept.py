"""What each process remembers of the partnership's small tables, so that busy pages need not ask.

After a profile is loaded, the process that loaded it knows at once and every other one within
KEPT_FOR. Rows kept here are shared between requests: read them, never change them.
"""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings

KEPT_FOR = 30.0  # seconds

Loaded = TypeVar("Loaded")
_kept: dict[str, tuple[float, Any]] = {}


def kept(name: str, load: Callable[[], Loaded]) -> Loaded:
    """What `load` gave at most KEPT_FOR ago, or what it gives now."""
    # Durations are measured by the machine's steady clock: the calendar may be set at will.
    now = time.monotonic()
    found = _kept.get(name)
    if found is None or found[0] <= now:
        found = (now + kept_for(), load())
        _kept[name] = found
    return found[1]


def kept_for() -> float:
    # Tests undo what they wrote without telling anybody, so nothing outlives a moment in them.
    return 0.0 if settings.STAGE == "test" else KEPT_FOR


def forget() -> None:
    """Ask the database again from now on."""
    _kept.clear()
