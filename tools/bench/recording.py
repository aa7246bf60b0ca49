"""What one request says to the database, in order: statements, and where transactions begin and end.

Runs inside the product's own process. The check that a kept connection still lives is not recorded:
it is no statement of the page, and the raw driver is measured without it.
"""

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BEGIN, COMMIT, ROLLBACK = "BEGIN", "COMMIT", "ROLLBACK"


@dataclass(frozen=True)
class Statement:
    """One thing sent to the database. `rows` is kept where later statements may use the answer."""

    sql: str
    params: Any = None
    many: bool = False
    rows: tuple = ()

    @property
    def is_bracket(self) -> bool:
        return self.sql in {BEGIN, COMMIT, ROLLBACK}


def gives_values(sql: str) -> bool:
    """Whether the answer holds values that the database made up."""
    upper = sql.upper()
    return "RETURNING" in upper or "PROCRASTINATE_DEFER" in upper


@contextmanager
def recorded(connection: Any) -> Iterator[list[Statement]]:
    """Everything that Django's `connection` says while this is open."""
    said: list[Statement] = []

    def note(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        rows: tuple = ()
        cursor = context["cursor"].cursor
        if gives_values(str(sql)) and not many and cursor.description:
            rows = tuple(cursor.fetchall())
            cursor.scroll(0, mode="absolute")  # the page reads them again
        said.append(Statement(str(sql), params, many, rows))
        return result

    set_autocommit, commit, rollback = (
        connection._set_autocommit,
        connection._commit,
        connection._rollback,
    )

    def noted_autocommit(autocommit):
        if not autocommit:
            said.append(Statement(BEGIN))
        return set_autocommit(autocommit)

    def noted_commit():
        said.append(Statement(COMMIT))
        return commit()

    def noted_rollback():
        said.append(Statement(ROLLBACK))
        return rollback()

    connection._set_autocommit = noted_autocommit
    connection._commit = noted_commit
    connection._rollback = noted_rollback
    try:
        with connection.execute_wrapper(note):
            yield said
    finally:
        for name in ("_set_autocommit", "_commit", "_rollback"):
            delattr(connection, name)  # the class's own come back into view


def keep(said: list[Statement], path: Path) -> None:
    """Write a recording whole: the file is there when it is complete."""
    unfinished = path.with_suffix(".new")
    unfinished.write_bytes(pickle.dumps(said))
    unfinished.rename(path)


def read(path: Path) -> list[Statement]:
    """A recording of this run's own."""
    return pickle.loads(path.read_bytes())


def count(said: list[Statement]) -> int:
    """How many statements; the brackets of transactions are not counted."""
    return sum(not one.is_bracket for one in said)


def write_out(said: list[Statement], path: Path) -> None:
    """The statements as text, for whoever wants to make a page say less."""
    path.write_text("".join(f"{one.sql.strip()};\n\n" for one in said))
