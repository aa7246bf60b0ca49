"""What the clients were told, on disk before they go on: the other side of the promise."""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

TRIED, ACCEPTED, RECEIPT = "tried", "accepted", "receipt"


@dataclass(frozen=True)
class Entry:
    """One thing that one client did or was told."""

    what: str
    note: str  # the words in the story by which this submission is known, whatever its key
    key: str
    reference: str = ""
    code: str = ""
    attempts: int = 0


class Ledger:
    """One client's file. An entry that add() has returned from survives anything."""

    def __init__(self, path: Path):
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def add(self, entry: Entry) -> None:
        os.write(self._file, json.dumps(asdict(entry)).encode() + b"\n")
        os.fsync(self._file)

    def close(self) -> None:
        os.close(self._file)


def read(paths: Iterable[Path]) -> list[Entry]:
    """All entries of all clients. A line cut short by a kill was never relied upon."""
    return [entry for path in sorted(paths) for entry in _entries(path)]


def _entries(path: Path) -> Iterator[Entry]:
    for line in path.read_bytes().splitlines(keepends=True):
        if line.endswith(b"\n"):
            yield Entry(**json.loads(line))
