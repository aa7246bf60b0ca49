"""The statements of a recorded request, sent again by the raw driver: the bound that no page beats.

A send cannot be repeated with the same values: its draft is used up, its key and reference are
taken, and the database makes new numbers. So values known beforehand, and values that a statement
of the recording gave back, become slots, which are filled anew each time.
"""

import os
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.types.json import Json, Jsonb

from tools.bench.recording import Statement

# Smaller numbers are positions and codes: they mean nothing but themselves.
SMALLEST_IDENTITY = 1_000
SHORTEST_IDENTITY = 8
Values = dict[str, Any]


@dataclass(frozen=True)
class Slot:
    """A place for a value that differs each time."""

    name: str


@dataclass(frozen=True)
class Text:
    """A text that holds slots among its words."""

    parts: tuple[str | Slot, ...]


@dataclass(frozen=True)
class Sending:
    """A statement ready to be sent again."""

    sql: str
    params: Any
    varies: bool
    many: bool
    learns: tuple[tuple[int, int, str], ...]  # row, column and slot of each value to remember


class Script:
    """A recording with its slots cut out."""

    def __init__(self, said: Sequence[Statement], given: Mapping[str, Any] | None = None):
        known = {_identity(value): Slot(name) for name, value in (given or {}).items()}
        self.sendings = [self._cut(number, one, known) for number, one in enumerate(said)]

    @staticmethod
    def _cut(number: int, one: Statement, known: dict) -> Sending:
        params = _with_slots(one.params, known)
        learns = []
        for row, values in enumerate(one.rows):
            for column, value in enumerate(values):
                if _is_identity(value) and _identity(value) not in known:
                    name = f"{number}.{row}.{column}"
                    known[_identity(value)] = Slot(name)
                    learns.append((row, column, name))
        varies = params is not None and _holds_slot(params)
        return Sending(one.sql, params, varies, one.many, tuple(learns))

    @property
    def slots(self) -> set[str]:
        """The names of the slots that some statement fills in."""
        found: set[str] = set()
        for one in self.sendings:
            _collect(one.params, found)
        return found

    def play(self, connection: psycopg.Connection, given: Values | None = None) -> Values:
        """Send everything once, reading every answer. Returns the values that were used."""
        values = dict(given or {})
        cursor = connection.cursor()
        for one in self.sendings:
            params = _filled(one.params, values) if one.varies else one.params
            if one.many:
                cursor.executemany(one.sql, params)
                continue
            cursor.execute(one.sql, params)
            if cursor.description:
                rows = cursor.fetchall()
                for row, column, name in one.learns:
                    values[name] = rows[row][column]
        return values


def connect(url: str) -> psycopg.Connection:
    """As Django does it: values are put in on our side, and we say where transactions begin."""
    return psycopg.connect(url, autocommit=True, cursor_factory=psycopg.ClientCursor)


def work(url: str, script: Script, given: Iterable[Values] | None = None) -> Callable[[], None]:
    """The script over a connection of its own; each time with the next of the given values."""
    from tools.bench.load import Exhausted

    connection = connect(url)
    supply = iter(given) if given is not None else None

    def once() -> None:
        values: Values | None = None
        if supply is not None:
            values = next(supply, None)
            if values is None:
                raise Exhausted
        try:
            script.play(connection, values)
        except psycopg.Error:
            if not connection.closed and connection.info.transaction_status.name != "IDLE":
                connection.execute("ROLLBACK")
            raise

    return once


def fresh_reference(prefix: str = "SB") -> str:
    """A reference that nobody has yet, of the product's shape."""
    letters = uuid.UUID(bytes=os.urandom(16)).hex.upper()[:8]
    return f"{prefix}-{letters[:4]}-{letters[4:]}"


def _is_identity(value: Any) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, int):
        return value >= SMALLEST_IDENTITY
    return isinstance(value, uuid.UUID) or (
        isinstance(value, str) and len(value) >= SHORTEST_IDENTITY
    )


def _identity(value: Any) -> tuple[type, Any]:
    """1 and True are equal for Python, and not the same here."""
    return type(value), value


def _with_slots(value: Any, known: Mapping) -> Any:
    """The same value with slots in place of what is known. Containers are copied."""
    if isinstance(value, Jsonb | Json):
        inside = _with_slots(value.obj, known)
        return type(value)(inside, dumps=value.dumps)
    if isinstance(value, dict):
        return {name: _with_slots(one, known) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)([_with_slots(one, known) for one in value])
    if _is_identity(value):
        if slot := known.get(_identity(value)):
            return slot
        if isinstance(value, str):
            return _cut_text(value, known)
    return value


def _cut_text(text: str, known: Mapping) -> Any:
    parts: list[str | Slot] = [text]
    for (kind, value), slot in known.items():
        words = str(value) if kind in {str, uuid.UUID} else ""
        if words and words in text:
            parts = [piece for part in parts for piece in _split(part, words, slot)]
    return text if parts == [text] else Text(tuple(parts))


def _split(part: str | Slot, words: str, slot: Slot) -> list[str | Slot]:
    if isinstance(part, Slot):
        return [part]
    pieces: list[str | Slot] = []
    for number, piece in enumerate(part.split(words)):
        pieces += [slot, piece] if number else [piece]
    return [piece for piece in pieces if piece != ""]


def _holds_slot(value: Any) -> bool:
    found: set[str] = set()
    _collect(value, found)
    return bool(found)


def _collect(value: Any, found: set[str]) -> None:
    if isinstance(value, Slot):
        found.add(value.name)
    elif isinstance(value, Text):
        found.update(part.name for part in value.parts if isinstance(part, Slot))
    elif isinstance(value, Jsonb | Json):
        _collect(value.obj, found)
    elif isinstance(value, dict):
        for one in value.values():
            _collect(one, found)
    elif isinstance(value, list | tuple):
        for one in value:
            _collect(one, found)


def _filled(value: Any, values: Values) -> Any:
    if isinstance(value, Slot):
        return values[value.name]
    if isinstance(value, Text):
        return "".join(
            str(values[part.name]) if isinstance(part, Slot) else part for part in value.parts
        )
    if isinstance(value, Jsonb | Json):
        return type(value)(_filled(value.obj, values), dumps=value.dumps)
    if isinstance(value, dict):
        return {name: _filled(one, values) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)([_filled(one, values) for one in value])
    return value
