"""One county under measurement: its stack, its readers, what its pages must show, and fresh drafts."""

import re
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tools import ROOT
from tools.bench import journey, readers
from tools.bench.browser import Answer, Browser
from tools.bench.counties import SERVER
from tools.bench.readers import DESK, READERS
from tools.bench.recording import Statement, count, read
from tools.stack import Stack, memory

CHILDREN = 16
DRAINED_WITHIN = 240.0
RECORDINGS = 5  # of each page; the one with the fewest statements found every short memory warm
_BY_STRANDS = """
    SELECT c.reference, count(*) AS strands FROM children_child c
    JOIN intelligence_strand_children sc ON sc.child_id = c.id
    WHERE NOT c.is_restricted
    GROUP BY c.reference ORDER BY abs(count(*) - %s), c.reference LIMIT %s
"""
# Children whose line of time is long: as many entries in either county, by the rules of cases.sql.
_BY_ENTRIES = """
    SELECT c.reference FROM children_child c JOIN chronology_entry e ON e.child_id = c.id
    WHERE NOT c.is_restricted GROUP BY c.id HAVING count(*) BETWEEN 60 AND 100
    ORDER BY c.id LIMIT %s
"""
_USUAL = """
    SELECT coalesce(percentile_disc(0.9) WITHIN GROUP (ORDER BY number), 0)
    FROM (SELECT count(*) AS number FROM intelligence_strand_children GROUP BY child_id) counted
"""
_TABLES = {
    "submissions": "submissions_submission",
    "mentions": "submissions_mention",
    "strands": "intelligence_strand",
    "children": "children_child",
    "pathways": "pathways_pathway",
    "meetings": "meetings_meeting",
    "tasks": "meetings_task",
    "missing episodes": "missing_episode",
    "audit rows": "audit_auditevent",
}
_OPEN = {
    "open submissions": "SELECT count(*) FROM submissions_submission WHERE finished_at IS NULL",
    "open pathways": "SELECT count(*) FROM pathways_pathway WHERE closed_at IS NULL",
}
_CLONE = """
    INSERT INTO submissions_draft ({columns}, key)
    SELECT {columns}, gen_random_uuid() FROM submissions_draft, generate_series(1, %s)
    WHERE key = %s RETURNING key::text, id
"""


class Wrong(AssertionError):
    """A page or a row was not what it must be: nothing is measured."""


@dataclass
class Recorder(Browser):
    """A browser whose requests have their statements recorded, one file after another."""

    name: str = ""
    requests: int = 0

    def request(self, method: str, path: str, fields: dict | None = None) -> bytes:
        first, rest = super().request(method, path, fields).split(b"\r\n", 1)
        if self.name:
            header = f"X-Bench-Record: {self.name}-{self.requests}".encode()
            self.requests += 1
            return b"\r\n".join([first, header, rest])
        return first + b"\r\n" + rest


@dataclass
class County:
    """A copy of a built county, served and signed in to."""

    submissions: int  # as built
    stack: Stack
    readers: dict[str, list[dict]] = field(default_factory=dict)
    children: list[str] = field(default_factory=list)
    long_stories: list[str] = field(default_factory=list)
    strands_each: list[int] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    memory: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, folder: Path, datadir: Path, database: str, submissions: int) -> "County":
        surroundings = {
            "DJANGO_SETTINGS_MODULE": "tools.bench.settings",
            "PYTHONPATH": str(ROOT),
        }
        stack = Stack(
            folder / database, datadir, database, server=SERVER, surroundings=surroundings
        )
        (stack.folder / "recordings").mkdir(exist_ok=True)
        # What an earlier run, stopped half-way, noted of the copy that it worked on is not of this one.
        (stack.folder / "audit-anchors.jsonl").unlink(missing_ok=True)
        return cls(submissions, stack)

    @contextmanager
    def asking(self) -> Iterator[psycopg.Connection]:
        with psycopg.connect(self.stack.url, autocommit=True) as connection:
            yield connection

    def start(self) -> None:
        self.stack.manage(
            "Collecting static files", "collectstatic", "--noinput", "--verbosity", "0"
        )
        self.stack.start()
        said = self.stack.manage(
            "Signing in", "shell", "--verbosity", "0", "--command", readers.SIGN_IN
        )
        self.readers = readers.read(said)
        self.count_rows()

    def count_rows(self) -> None:
        with self.asking() as connection:
            for name, table in _TABLES.items():
                self.rows[name] = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for name, statement in _OPEN.items():
                self.rows[name] = connection.execute(statement).fetchone()[0]

    def usual_strands(self) -> int:
        """How many strands name a child of whom much is known (nine in ten have no more)."""
        with self.asking() as connection:
            return connection.execute(_USUAL).fetchone()[0]

    def choose_children(self, strands: int) -> None:
        """Children with about so many strands, so that pages of two counties hold as much."""
        with self.asking() as connection:
            found = connection.execute(_BY_STRANDS, [strands, CHILDREN]).fetchall()
            long = connection.execute(_BY_ENTRIES, [CHILDREN]).fetchall()
        if not found or not long:
            raise Wrong("no child is named by a strand, or none has a long story")
        self.long_stories = [reference for (reference,) in long]
        self.children = [reference for reference, _ in found]
        self.strands_each = [number for _, number in found]

    def person(self, kind: str = DESK, number: int = 0) -> int:
        """The reader's number in the database."""
        return self.readers[kind][number % READERS]["person"]

    def reader(self, number: int = 0, kind: str = DESK) -> Browser:
        return Browser(self.stack.port, cookies=self._cookies(kind, number))

    def _cookies(self, kind: str, number: int = 0) -> dict[str, str]:
        return dict(self.readers[kind][number % READERS]["cookie"])

    def note_memory(self) -> None:
        """What web and worker take now."""
        self.memory.append(memory([*self.stack.web.family(), *self.stack.worker.family()]))

    # --- drafts ---------------------------------------------------------------------------------

    def drafts(self, like: journey.Ready, number: int) -> list[tuple[str, int]]:
        """Copies of a draft that is ready to be sent: key and number of each."""
        with self.asking() as connection:
            named = connection.execute(
                "SELECT column_name FROM information_schema.columns"
                " WHERE table_name = 'submissions_draft' AND column_name NOT IN ('id', 'key')"
            ).fetchall()
            statement = _CLONE.format(columns=", ".join(f'"{column}"' for (column,) in named))
            return connection.execute(statement, [number, like.key]).fetchall()

    # --- recordings -----------------------------------------------------------------------------

    def recorded_page(self, path: str, kind: str = DESK) -> list[Statement]:
        """What a page says to the database when everything that is kept for a while is warm."""
        browser = Recorder(self.stack.port, cookies=self._cookies(kind))
        for number in range(2 * RECORDINGS):  # twice, for each web process to have had a turn
            browser.name = f"page-{uuid.uuid4()}" if number >= RECORDINGS else ""
            journey.expect(browser.get(path), 200)
        return min(self._recordings("page"), key=count)

    def recorded_way(self) -> tuple[journey.Ready, list[Statement], list[Statement]]:
        """A draft, what the whole way said from gate to receipt, and what the send alone said."""
        for _ in range(RECORDINGS):
            journey.whole_way(Browser(self.stack.port))
        best: tuple | None = None
        for _ in range(RECORDINGS):
            browser = Recorder(self.stack.port, name="way")
            draft = journey.fill(browser)
            browser.name, browser.requests = "send", 0
            journey.send(browser, draft)
            browser.name, browser.requests = "zreceipt", 0
            journey.receipt(browser, draft.key)
            way, sent, read_back = (self._in_order(name) for name in ("way", "send", "zreceipt"))
            found = (draft, [*way, *sent, *read_back], sent)
            if best is None or count(found[1]) < count(best[1]):
                best = found
        assert best is not None
        return best

    def _in_order(self, name: str) -> list[Statement]:
        folder = self.stack.folder / "recordings"
        files = sorted(
            folder.glob(f"{name}-*.pickle"), key=lambda path: int(path.stem[len(name) + 1 :])
        )
        said = [statement for path in files for statement in read(path)]
        for path in files:
            path.unlink()
        return said

    def _recordings(self, name: str) -> list[list[Statement]]:
        files = list((self.stack.folder / "recordings").glob(f"{name}-*.pickle"))
        found = [read(path) for path in files]
        for path in files:
            path.unlink()
        return found

    def drain(self) -> None:
        """Wait until the worker has done what is queued: the next measurement starts from rest."""
        deadline = time.monotonic() + DRAINED_WITHIN
        with self.asking() as connection:
            while left := one_value(
                connection,
                "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
                " AND (scheduled_at IS NULL OR scheduled_at < now())",
            ):
                if time.monotonic() > deadline:
                    raise Wrong(f"{left} jobs were not done in {DRAINED_WITHIN:.0f} s")
                time.sleep(0.2)


def strands_path(page: Answer) -> str:
    """Where a child's page fetches what is known about the child."""
    found = re.search(r'hx-get="(/strands/child/[^"]+)"', page.text)
    if not found:
        raise Wrong(f"{page.path} does not fetch any strands")
    return found.group(1)


def one_value(connection: psycopg.Connection, statement: str, *values):
    row = connection.execute(statement, list(values)).fetchone()
    if row is None:
        raise Wrong(f"nothing was found: {statement}")
    return row[0]
