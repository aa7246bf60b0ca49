"""The pages that are open now, by the number of the person who looks at them."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Pages:
    """Each open page has something that can be woken, and nothing is kept of one that is closed."""

    def __init__(self) -> None:
        self._open: dict[int, set[asyncio.Event]] = {}
        self.is_listening = False  # whether the database would be heard now

    @contextmanager
    def open(self, person: int) -> Iterator[asyncio.Event]:
        woken = asyncio.Event()
        self._open.setdefault(person, set()).add(woken)
        try:
            yield woken
        finally:
            theirs = self._open[person]
            theirs.discard(woken)
            if not theirs:
                del self._open[person]

    def wake(self, person: int) -> None:
        for woken in self._open.get(person, ()):
            woken.set()

    def people(self) -> list[int]:
        return list(self._open)

    def number_of(self, person: int) -> int:
        return len(self._open.get(person, ()))
