"""Where and with what it was measured."""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psycopg

SAID_OF_SERVER = (
    "fsync", "synchronous_commit", "full_page_writes", "shared_buffers", "max_wal_size",
)  # fmt: skip
OURS = ("django", "gunicorn", "psycopg", "procrastinate")


def described(url: str) -> list[tuple[str, str]]:
    """Title and words, for the head of the report."""
    with psycopg.connect(url, autocommit=True) as connection:
        server = connection.execute("SHOW server_version").fetchone()[0].split()[0]
        settings = [
            f"{name} {connection.execute(f'SHOW {name}').fetchone()[0]}" for name in SAID_OF_SERVER
        ]
    versions = [f"{name} {version(name)}" for name in OURS]
    return [
        ("Date", f"{datetime.now(UTC):%d %B %Y, %H:%M} UTC"),
        ("Machine", f"{os.cpu_count()} cores ({processor()}), {memory_words()} of memory"),
        ("System", f"{platform.system()} {platform.release()}, {distribution()}"),
        ("Versions", f"Python {platform.python_version()}, PostgreSQL {server}, "
                     + ", ".join(versions)),
        ("PostgreSQL", ", ".join(settings)),
    ]  # fmt: skip


def processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def memory_words() -> str:
    for line in Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("MemTotal:"):
            return f"{int(line.split()[1]) / 1024**2:.0f} GiB"
    return "an unknown amount"


def distribution() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return "unknown distribution"


def load_now() -> str:
    """What else the machine was doing when the run began."""
    return f"{os.getloadavg()[0]:.1f}"
