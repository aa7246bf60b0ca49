"""The fictional counties that are measured: built once, kept, and copied for each run.

A run adds submissions of its own, so it works on a copy and the next one starts from the same rows.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from tools import ROOT, pgdev
from tools.progress import say
from tools.stack import DURABLE, Stack

SEED = 1
# Said in the report: what differs from PostgreSQL's own defaults.
SERVER = {
    **DURABLE, "shared_buffers": "1GB", "max_wal_size": "4GB", "max_connections": "200",
    "random_page_cost": "1.1",
}  # fmt: skip
MADE_FROM = (
    "cairn/*/migrations/*.py",
    "cairn/county/**/*.py",
    "cairn/county/**/*.toml",
    "cairn/county/**/*.sql",
    "profiles/**/*.toml",
)
# Large counties may exist in tests only, and nobody there waits for letters.
BUILDING = {"CAIRN_ENV": "test", "CAIRN_SMTP_HOST": ""}
BETWEEN_IDENTITIES = 10_000_000  # each table counts from a place of its own, below 2^31


def stamp(submissions: int) -> str:
    """What a built county depends on."""
    digest = hashlib.sha256(f"{submissions} {SEED}".encode())
    for path in sorted(_sources()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _sources() -> Iterator[Path]:
    for pattern in MADE_FROM:
        yield from ROOT.glob(pattern)


def ensure(folder: Path, datadir: Path, submissions: int) -> str:
    """The name of a database with a county of this size, after building it if need be."""
    name = f"built_{submissions}"
    pgdev.start(datadir, settings=SERVER, tied=True)
    if _note(datadir, name) == stamp(submissions):
        say(f"  The county with {submissions:,} submissions is there")
        return name
    with _asking(datadir, "postgres") as connection:
        _drop(connection, name)
    stack = Stack(folder / f"building-{submissions}", datadir, name, SERVER, BUILDING)
    stack.prepare()
    size = ["--size", "large", "--submissions", str(submissions), "--seed", str(SEED)]
    stack.manage(f"Building a county with {submissions:,} submissions", "build_county", *size)
    with _asking(datadir, name) as connection:
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")
        comment = sql.SQL("COMMENT ON DATABASE {} IS {}")
        connection.execute(comment.format(sql.Identifier(name), sql.Literal(stamp(submissions))))
    return name


def copy(datadir: Path, built: str) -> str:
    """A database for one run, of the same rows."""
    name = built.replace("built", "run")
    with _asking(datadir, "postgres") as connection:
        _drop(connection, name)
        make = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        connection.execute(make.format(sql.Identifier(name), sql.Identifier(built)))
    with _asking(datadir, name) as connection:
        _move_sequences_apart(connection)
        connection.execute("CHECKPOINT")
    return name


def remove(datadir: Path, name: str) -> None:
    with _asking(datadir, "postgres") as connection:
        _drop(connection, name)


def _move_sequences_apart(connection: psycopg.Connection) -> None:
    """So that a number says which table it comes from: recordings are taken apart by it."""
    found = connection.execute(
        "SELECT schemaname, sequencename FROM pg_sequences WHERE max_value > %s"
        " ORDER BY sequencename",
        [2**31 - 1],
    ).fetchall()
    for number, (schema, name) in enumerate(found, 1):
        start = number * BETWEEN_IDENTITIES
        connection.execute(
            "SELECT setval(format('%%I.%%I', %s::text, %s::text), %s)", [schema, name, start]
        )


def _note(datadir: Path, name: str) -> str:
    with _asking(datadir, "postgres") as connection:
        found = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [name],
        ).fetchone()
    return (found[0] or "") if found else ""


def _drop(connection: psycopg.Connection, name: str) -> None:
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    connection.execute(drop.format(sql.Identifier(name)))


def _asking(datadir: Path, database: str) -> psycopg.Connection:
    return psycopg.connect(pgdev.url(datadir, database), autocommit=True)
