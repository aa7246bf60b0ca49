"""One county under measurement: its stack, its readers, what its pages must show, and fresh drafts."""

import json
import re
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tools import ROOT
from tools.bench import journey
from tools.bench.browser import Answer, Browser
from tools.bench.counties import SERVER
from tools.bench.recording import Statement, count, read
from tools.progress import say
from tools.stack import Stack, memory

READERS = 8
CHILDREN = 16
PAGE = 25  # lines of a list
DRAINED_WITHIN = 240.0
RECORDINGS = 5  # of each page; the one with the fewest statements found every short memory warm
SIGN_IN = """
import json
from django.conf import settings
from django.test import Client
from cairn.accounts.models import User
from cairn.accounts.second_step import DEMO_MARK
desk = User.objects.filter(roles__contains=["police_ce"], ended_at=None, team__council=None)
people = list(desk.order_by("pk")[:{readers}])
found = []
for number in range({readers}):
    person = people[number % len(people)]
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[DEMO_MARK] = True
    session.save()
    found.append({{"person": person.pk, "name": settings.SESSION_COOKIE_NAME,
                  "value": session.session_key}})
print("SIGNED-IN", json.dumps(found))
"""
# As the desk's "to do" is meant: not decided, not waiting for the submitter, in the reader's areas.
_QUEUE = """
    SELECT s.reference FROM submissions_submission s
    WHERE s.finished_at IS NULL AND s.waiting_since IS NULL
      AND (s.council_id IS NULL OR s.council_id IN (
          SELECT ac.council_id FROM agencies_agency_councils ac
          JOIN accounts_user u ON u.agency_id = ac.agency_id WHERE u.id = %s))
    ORDER BY s.rank, s.sent_at, s.id LIMIT %s
"""
_BY_STRANDS = """
    SELECT c.reference, count(*) AS strands FROM children_child c
    JOIN intelligence_strand_children sc ON sc.child_id = c.id
    WHERE NOT c.is_restricted
    GROUP BY c.reference ORDER BY abs(count(*) - %s), c.reference LIMIT %s
"""
_USUAL = """
    SELECT coalesce(percentile_disc(0.9) WITHIN GROUP (ORDER BY number), 0)
    FROM (SELECT count(*) AS number FROM intelligence_strand_children GROUP BY child_id) counted
"""
_OF_CHILD = """
    SELECT s.reference FROM intelligence_strand s
    JOIN intelligence_strand_children sc ON sc.strand_id = s.id
    JOIN children_child c ON c.id = sc.child_id WHERE c.reference = %s
"""
_TABLES = {
    "submissions": "submissions_submission",
    "mentions": "submissions_mention",
    "strands": "intelligence_strand",
    "children": "children_child",
    "audit rows": "audit_auditevent",
}
_OPEN = "SELECT count(*) FROM submissions_submission WHERE finished_at IS NULL"
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
    cookies: list[dict[str, str]] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    children: list[str] = field(default_factory=list)
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
            "Signing in", "shell", "--verbosity", "0", "--command", SIGN_IN.format(readers=READERS)
        )
        for one in json.loads(said.split("SIGNED-IN", 1)[1].splitlines()[0]):
            self.cookies.append({one["name"]: one["value"]})
            self.people.append(one["person"])
        self.count_rows()

    def count_rows(self) -> None:
        with self.asking() as connection:
            for name, table in _TABLES.items():
                self.rows[name] = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            self.rows["open submissions"] = connection.execute(_OPEN).fetchone()[0]

    def usual_strands(self) -> int:
        """How many strands name a child of whom much is known (nine in ten have no more)."""
        with self.asking() as connection:
            return connection.execute(_USUAL).fetchone()[0]

    def choose_children(self, strands: int) -> None:
        """Children with about so many strands, so that pages of two counties hold as much."""
        with self.asking() as connection:
            found = connection.execute(_BY_STRANDS, [strands, CHILDREN]).fetchall()
        if not found:
            raise Wrong("no child is named by a strand")
        self.children = [reference for reference, _ in found]
        self.strands_each = [number for _, number in found]

    def reader(self, number: int = 0) -> Browser:
        return Browser(self.stack.port, cookies=dict(self.cookies[number % READERS]))

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

    def recorded_page(self, path: str) -> list[Statement]:
        """What a page says to the database when everything that is kept for a while is warm."""
        browser = Recorder(self.stack.port, cookies=dict(self.cookies[0]))
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

    # --- what must be true ----------------------------------------------------------------------

    def assert_correct(self) -> None:
        """A submission arrives whole, and the pages show the right rows. Raises Wrong."""
        self._assert_submission()
        self._assert_queue()
        for reference in self.children[:4]:
            self._assert_child(reference)

    def _assert_submission(self) -> None:
        given = journey.whole_way(Browser(self.stack.port))
        self.drain()
        with self.asking() as connection:
            number = _one(
                connection,
                "SELECT id FROM submissions_submission WHERE reference = %s",
                given.reference,
            )
            named = connection.execute(
                "SELECT kind, label FROM submissions_mention WHERE submission_id = %s", [number]
            ).fetchall()
            _must(sorted(named) == sorted(journey.MENTIONS), f"its mentions are {named}")
            traced = connection.execute(
                "SELECT id FROM audit_auditevent WHERE event = 'submissions.sent' AND record_id = %s",
                [given.reference],
            ).fetchall()
            _must(len(traced) == 1, f"{len(traced)} rows of the trail say it was sent")
            reacted = _one(
                connection,
                "SELECT count(*) FROM audit_reactionrun WHERE event_id = %s",
                traced[0][0],
            )
            _must(reacted >= 1, "nothing reacted to it")
        self._assert_receipt(given)

    def _assert_receipt(self, given: journey.Receipt) -> None:
        """Reference and code open what was sent; a wrong code does not."""
        wrong = journey.Receipt(given.reference, "0000-0000-0000")
        _must(journey.opens(Browser(self.stack.port), given), "the code given does not open it")
        _must(not journey.opens(Browser(self.stack.port), wrong), "another code opens it")

    def _assert_queue(self) -> None:
        page = journey.expect(self.reader().get("/desk/"), 200)
        shown = _references(page, "SB")
        with self.asking() as connection:
            wanted = [row[0] for row in connection.execute(_QUEUE, [self.people[0], PAGE])]
        _must(shown == wanted, f"the queue shows {shown[:3]}… and not {wanted[:3]}…")

    def _assert_child(self, reference: str) -> None:
        page = journey.expect(self.reader().get(f"/children/{reference}"), 200)
        with self.asking() as connection:
            family = _one(
                connection, "SELECT family_name FROM children_child WHERE reference = %s", reference
            )
            named = {row[0] for row in connection.execute(_OF_CHILD, [reference])}
        _must(
            reference in page.text and family in page.text, f"the page of {reference} is another's"
        )
        strands = journey.expect(self.reader().get(strands_path(page)), 200)
        shown = set(_references(strands, "ST"))
        _must(bool(shown), f"no strand is shown of {reference}")
        _must(shown <= named, f"strands of others are shown: {sorted(shown - named)[:3]}")
        _must(len(shown) <= PAGE, f"{len(shown)} strands on one page")

    def drain(self) -> None:
        """Wait until the worker has done what is queued: the next measurement starts from rest."""
        deadline = time.monotonic() + DRAINED_WITHIN
        with self.asking() as connection:
            while left := _one(
                connection,
                "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
                " AND (scheduled_at IS NULL OR scheduled_at < now())",
            ):
                if time.monotonic() > deadline:
                    raise Wrong(f"{left} jobs were not done in {DRAINED_WITHIN:.0f} s")
                time.sleep(0.2)

    def verify_trail(self) -> None:
        """Every row of the audit trail, those of the load included, holds."""
        said = self.stack.manage("Verifying the audit trail", "verify_audit")
        _must("The audit trail holds." in said, "the audit trail is broken")
        say(f"  {self.submissions:,}: the audit trail holds")


def strands_path(page: Answer) -> str:
    """Where a child's page fetches what is known about the child."""
    found = re.search(r'hx-get="([^"]+)"', page.text)
    if not found:
        raise Wrong(f"{page.path} does not fetch any strands")
    return found.group(1)


def _references(page: Answer, prefix: str) -> list[str]:
    """The references on a page, each once, in order."""
    return list(dict.fromkeys(re.findall(rf"\b{prefix}-[0-9A-Z]{{4}}-[0-9A-Z]{{4}}\b", page.text)))


def _one(connection: psycopg.Connection, statement: str, *values):
    row = connection.execute(statement, list(values)).fetchone()
    if row is None:
        raise Wrong(f"nothing was found: {statement}")
    return row[0]


def _must(is_so: bool, otherwise: str) -> None:
    if not is_so:
        raise Wrong(otherwise)
