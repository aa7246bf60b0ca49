"""How long from a notification to the page of whoever is asked, with 200 people connected.

usage: python -m tools.live_bench [--people 200] [--notifications 60]

Each page does what live.js does: it waits at /live/, and when it is told to look it asks the web
process for the number of notices and for what it is asked to take on. The lower bound, of the same
run, is PostgreSQL's own NOTIFY to a connection that does nothing but listen.
"""

import argparse
import asyncio
import contextlib
import os
import shutil
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

from tools import notifying
from tools.progress import say
from tools.stack import Stack, leaving_in_order, memory, scratch

AIM = 2.0  # seconds
BETWEEN = 0.3  # seconds from one notification to the next
_SHOWN = """
    SELECT extract(epoch FROM c.shown_at)::float8, extract(epoch FROM r.received_at)::float8
    FROM missing_call c JOIN missing_report r ON r.id = c.report_id
    WHERE r.reference = %s AND c.step = 1
"""
_HELD = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
_LISTENS = _HELD + " AND application_name = 'cairn live'"


class Page:
    """One person's page: connected, and looking again when it is told to."""

    def __init__(self, stack: Stack, cookie: str):
        self.stack, self.cookie = stack, cookie
        self.is_connected = False
        self.looks = 0

    async def stay(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.stack.live_port)
        writer.write(self._request("/live/?unseen=0", self.stack.live_port))
        try:
            self.is_connected = b" 200 " in await reader.readline()
            async for line in reader:
                if line.startswith(b"event: notice"):
                    self.looks += 1
                    await self._ask("/account/notices/unseen")
                    await self._ask("/missing/called")
        finally:
            self.is_connected = False
            writer.close()

    def _request(self, path: str, port: int) -> bytes:
        lines = [f"GET {path} HTTP/1.1", f"Host: localhost:{port}", f"Cookie: {self.cookie}"]
        if port == self.stack.live_port:
            lines.append(f"Origin: http://localhost:{self.stack.port}")
        else:
            lines.append("Connection: close")
        return "\r\n".join([*lines, "", ""]).encode()

    async def _ask(self, path: str) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.stack.port)
        writer.write(self._request(path, self.stack.port))
        status = await reader.readline()
        await reader.read()
        writer.close()
        if b" 200 " not in status:
            raise OSError(f"{path}: {status!r}")


@contextlib.contextmanager
def open_pages(stack: Stack, cookies: list[str]) -> Iterator[list[Page]]:
    """All of them connected, on a thread with a loop of its own."""
    pages = [Page(stack, cookie) for cookie in cookies]
    loop = asyncio.new_event_loop()

    async def everybody() -> None:
        await asyncio.gather(*(page.stay() for page in pages))

    task: list[asyncio.Task] = []

    def run() -> None:
        asyncio.set_event_loop(loop)
        task.append(loop.create_task(everybody()))
        with contextlib.suppress(asyncio.CancelledError):
            loop.run_until_complete(task[0])

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while sum(page.is_connected for page in pages) < len(pages):
        if time.monotonic() > deadline or not thread.is_alive():
            raise SystemExit("Not every page was connected within a minute.")
        time.sleep(0.1)
    try:
        yield pages
    finally:
        loop.call_soon_threadsafe(task[0].cancel)
        thread.join(10)


def notified(stack: Stack, secret: str, count: int) -> list[tuple[float, float]]:
    """Of each: seconds from its receipt, and from when it began to be received, until it was shown."""
    found = []
    with psycopg.connect(stack.url, autocommit=True) as connection:
        for number in range(count):
            reference = notifying.send(stack.port, secret, notifying.notification(number))
            accepted = time.time()
            shown, received = _shown(connection, reference)
            found.append((shown - accepted, shown - received))
            time.sleep(BETWEEN)
    return found


def _shown(connection: psycopg.Connection, reference: str) -> tuple[float, float]:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        row = connection.execute(_SHOWN, [reference]).fetchone()
        if row and row[0] is not None:
            return row
        time.sleep(0.02)
    raise SystemExit(f"No page showed {reference} within 30 seconds.")


def bare(url: str, count: int) -> list[float]:
    """The lower bound: seconds from saying a word to PostgreSQL until a connection heard it."""
    found = []
    with (
        psycopg.connect(url, autocommit=True) as speaker,
        psycopg.connect(url, autocommit=True) as listener,
    ):
        listener.execute("LISTEN live_bench")
        for number in range(count):
            began = time.perf_counter()
            speaker.execute("SELECT pg_notify('live_bench', %s)", [str(number)])
            assert len(list(listener.notifies(timeout=10, stop_after=1))) == 1
            found.append(time.perf_counter() - began)
    return found


def line(title: str, seconds: list[float]) -> str:
    ordered = sorted(max(0.0, one) * 1000 for one in seconds)
    p95 = ordered[max(0, round(0.95 * len(ordered)) - 1)]
    return f"{title:<44} {statistics.median(ordered):>8.1f} {p95:>8.1f} {ordered[-1]:>8.1f}"


def sockets(pid: int) -> int:
    """How many connections a process holds."""
    held = 0
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            held += os.readlink(entry).startswith("socket:")
    return held


def measure(people: int, count: int) -> int:
    folder = scratch("live-bench")
    shutil.rmtree(folder, ignore_errors=True)
    stack = Stack(folder)
    try:
        stack.prepare()
        staged = notifying.stage(stack, people=people, children=count)
        stack.start()
        empty = sockets(stack.live.pid)
        with open_pages(stack, staged.cookies) as pages:
            say(f"{people} people are connected. {count} notifications, one after the other …")
            found = notified(stack, staged.secret, count)
            lower = bare(stack.url, count)
            connected = sum(page.is_connected for page in pages)
            looked = sum(page.looks > 0 for page in pages)
            print(_report(stack, found, lower, sockets(stack.live.pid) - empty))
            print(f"Pages connected at the end: {connected} of {people}; told to look: {looked}.")
        return 0 if connected == people and max(one for _, one in found) <= AIM else 1
    finally:
        stack.stop()


def _report(stack: Stack, found: list[tuple[float, float]], lower: list[float], held: int) -> str:
    with psycopg.connect(stack.url, autocommit=True) as connection:
        (listening,) = connection.execute(_LISTENS).fetchone()
        (all_held,) = connection.execute(_HELD).fetchone()
    memory_of_live = memory(stack.live.family()) / 1_000_000
    return "\n".join(
        [
            f"{'ms':<44} {'p50':>8} {'p95':>8} {'max':>8}",
            line("received (its transaction begins) to shown", [one for _, one in found]),
            line("accepted (the sender has its receipt) to shown", [one for one, _ in found]),
            line("lower bound: NOTIFY to a bare listener", lower),
            f"Connections that the live process holds for these pages: {held}; listening to "
            f"PostgreSQL: {listening}; "
            f"PostgreSQL's connections altogether: {all_held}. Memory: {memory_of_live:.0f} MB.",
        ]
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--notifications", type=int, default=60)
    wanted = parser.parse_args()
    with leaving_in_order():
        return measure(wanted.people, wanted.notifications)


if __name__ == "__main__":
    sys.exit(main())
