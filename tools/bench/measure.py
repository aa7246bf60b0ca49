"""The measurements themselves, in rounds that alternate between the two counties."""

import itertools
import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools.bench import journey, load, replay
from tools.bench.browser import Browser
from tools.bench.county import County, Wrong
from tools.bench.load import Figures, Round, Work
from tools.bench.plan import Plan
from tools.bench.readers import DESK
from tools.bench.recording import Statement, count, write_out
from tools.bench.replay import Script
from tools.progress import say

BARE, BAREST = "bare view behind the product’s doors", "bare view with no middleware"
BARE_PATH, BAREST_PATH = "/bench/bare/{}", "/bench/barest/{}"
SEND, WAY = "send of a prepared draft", "whole way, gate to receipt"
RAW = "same statements, raw driver"
# What is prepared for each second and client: more than can be used up.
MOST_SENDS, MOST_RAW = 400, 4_000

Key = tuple[str, int, int]  # what, size, clients


@dataclass
class Results:
    """All figures of one run."""

    figures: dict[Key, Figures] = field(default_factory=dict)
    statements: dict[tuple[str, int], int] = field(default_factory=dict)
    requests_of_way: int = 0


def raw(what: str) -> str:
    return f"{what}: {RAW}"


def clients_of(plan: Plan) -> dict[str, tuple[int, ...]]:
    """Each page with how many clients read it; the bare views with all of those numbers."""
    found = {
        page.name: tuple(
            sorted(
                {*(plan.part_clients if page.of else ())}
                | {*(plan.page_clients if page.against_bare or not page.of else ())}
            )
        )
        for page in plan.pages
    }
    every = tuple(sorted({number for numbers in found.values() for number in numbers}))
    return {**found, BARE: every, BAREST: every}


class Measuring:
    """One run over two counties."""

    def __init__(self, plan: Plan, counties: list[County]):
        self.plan, self.counties = plan, counties
        self.results = Results()

    def all(self) -> Results:
        self.pages()
        if self.plan.sends:
            self.submissions()
        return self.results

    # --- pages ----------------------------------------------------------------------------------

    def pages(self) -> None:
        works: dict[tuple[str, int], Work] = {}
        for county in self.counties:
            for name, work in self._page_works(county):
                works[name, county.submissions] = work
        for name, all_clients in clients_of(self.plan).items():
            for one, clients in itertools.product((name, raw(name)), all_clients):
                if (one, self.plan.small) in works:  # the bare views have no raw statements
                    self._rounds(
                        one, clients, lambda county, one=one: works[one, county.submissions]
                    )

    def _page_works(self, county: County) -> Iterator[tuple[str, Work]]:
        for page in self.plan.pages:
            paths = page.paths(county)
            said = county.recorded_page(paths[0], page.reader)
            write_out(said, county.stack.folder / f"{_slug(page.name)}.sql")
            self.results.statements[page.name, county.submissions] = count(said)
            yield page.name, _reading(county, paths, page.reader)
            yield raw(page.name), _playing(county, said)
        numbers = _some_rows(county)
        bare = county.recorded_page(BARE_PATH.format(numbers[0]))
        self.results.statements[BARE, county.submissions] = count(bare)
        self.results.statements[BAREST, county.submissions] = 1
        for name, path in ((BARE, BARE_PATH), (BAREST, BAREST_PATH)):
            yield name, _reading(county, [path.format(number) for number in numbers])

    # --- submissions ----------------------------------------------------------------------------

    def submissions(self) -> None:
        ways = {county.submissions: county.recorded_way() for county in self.counties}
        for size, (_, way, send) in ways.items():
            write_out(send, self._folder(size) / "send.sql")
            write_out(way, self._folder(size) / "whole-way.sql")
            self.results.statements[SEND, size] = count(send)
            self.results.statements[WAY, size] = count(way)
        for clients in self.plan.send_clients:
            self._rounds(SEND, clients, lambda county, n=clients: self._sending(county, n))
            self._rounds(
                raw(SEND),
                clients,
                lambda county, n=clients: self._raw_sending(county, n, *ways[county.submissions]),
            )
        for clients in self.plan.way_clients:
            self._rounds(WAY, clients, _walking)
            self._rounds(
                raw(WAY),
                clients,
                lambda county: _raw_walking(county, *ways[county.submissions][:2]),
            )

    def _folder(self, size: int) -> Path:
        (county,) = (one for one in self.counties if one.submissions == size)
        return county.stack.folder

    def _sending(self, county: County, clients: int) -> Work:
        """Each client presses send for one prepared draft after another."""
        browser = Browser(county.stack.port)
        like = journey.fill(browser)
        drafts = county.drafts(like, self._supply(MOST_SENDS))
        browser.close()

        def work(number: int) -> Callable[[], None]:
            mine = Browser(county.stack.port, cookies=dict(browser.cookies))
            keys = iter(drafts[number::clients])

            def once() -> None:
                key, _ = next(keys, (None, None))
                if key is None:
                    raise load.Exhausted
                journey.send(mine, like.of(key))

            return once

        return work

    def _raw_sending(
        self, county: County, clients: int, draft: journey.Ready, _way: list, said: list[Statement]
    ) -> Work:
        given, script = sending_script(county, draft, said)
        like = journey.fill(Browser(county.stack.port))
        drafts = [
            given | {"key": uuid.UUID(key), "draft": number, "reference": replay.fresh_reference()}
            for key, number in county.drafts(like, self._supply(MOST_RAW))
        ]
        _assert_sends(county, script, drafts.pop())

        def work(number: int) -> Callable[[], None]:
            return replay.work(county.stack.url, script, drafts[number::clients])

        return work

    def _supply(self, a_second: int) -> int:
        return round(a_second * (self.plan.seconds + self.plan.warm_up))

    # --- rounds ---------------------------------------------------------------------------------

    def _rounds(self, name: str, clients: int, work_of: Callable[[County], Work]) -> None:
        """Rounds of the same with each county in turn, so that what drifts drifts for both."""
        rounds: dict[int, list[Round]] = {county.submissions: [] for county in self.counties}
        for _ in range(self.plan.rounds):
            for county in self.counties:
                work = work_of(county)
                rounds[county.submissions].append(
                    load.run(
                        work, clients=clients, seconds=self.plan.seconds, warm_up=self.plan.warm_up
                    )
                )
                county.note_memory()
                county.drain()
        for size, done in rounds.items():
            figures = self.results.figures[name, size, clients] = Figures.of(done)
            say(
                f"  {name}, {size:,}, {clients} clients: {figures.per_second[1]:,.0f}/s, "
                f"p95 {figures.p95[1]:.1f} ms, {figures.errors} errors {figures.first_error}"
            )


def sending_script(
    county: County, draft: journey.Ready, said: list[Statement]
) -> tuple[replay.Values, Script]:
    """The recorded send with slots for its draft and its reference, which must both be found."""
    with county.asking() as connection:
        number, reference = connection.execute(
            "SELECT d.id, s.reference FROM submissions_draft d"
            " JOIN submissions_submission s ON s.id = d.submission_id WHERE d.key = %s",
            [draft.key],
        ).fetchone()
    given = {"key": uuid.UUID(draft.key), "draft": number, "reference": reference}
    script = Script(said, given)
    missing = set(given) - script.slots
    if missing:
        raise Wrong(f"the recorded send does not hold its {', '.join(sorted(missing))}")
    return given, script


def _assert_sends(county: County, script: Script, values: replay.Values) -> None:
    """The statements alone do what the product did with them, or the bound would bound nothing."""
    with replay.connect(county.stack.url) as connection:
        script.play(connection, values)
    with county.asking() as connection:
        found = connection.execute(
            "SELECT count(DISTINCT s.id), count(DISTINCT m.id), count(DISTINCT e.id),"
            " count(DISTINCT d.id) FROM submissions_submission s"
            " JOIN submissions_mention m ON m.submission_id = s.id"
            " JOIN submissions_draft d ON d.submission_id = s.id AND d.id = %(draft)s"
            " JOIN audit_auditevent e ON e.record_id = s.reference"
            " WHERE s.reference = %(reference)s AND s.key = %(key)s",
            {name: values[name] for name in ("draft", "reference", "key")},
        ).fetchone()
    if found != (1, len(journey.MENTIONS), 1, 1):
        raise Wrong(f"the raw driver's send left {found}")


def _raw_walking(county: County, draft: journey.Ready, said: list[Statement]) -> Work:
    """The statements of every request of the way, one after another."""
    with county.asking() as connection:
        (reference,) = connection.execute(
            "SELECT reference FROM submissions_submission WHERE key = %s", [draft.key]
        ).fetchone()
    given = {"key": uuid.UUID(draft.key), "reference": reference}
    script = Script(said, given)
    if missing := set(given) - script.slots:
        raise Wrong(f"the recorded way does not hold its {', '.join(sorted(missing))}")

    def work(_number: int) -> Callable[[], None]:
        supply = (
            {"key": uuid.uuid4(), "reference": replay.fresh_reference()} for _ in itertools.count()
        )
        return replay.work(county.stack.url, script, supply)

    return work


def _walking(county: County) -> Work:
    """Each client goes the whole way, each time as somebody else."""

    def work(_number: int) -> Callable[[], None]:
        def once() -> None:
            browser = Browser(county.stack.port)
            journey.whole_way(browser)
            browser.close()

        return once

    return work


def _reading(county: County, paths: list[str], kind: str = DESK) -> Work:
    """Each client is a reader of its own, who opens one path after another."""

    def work(number: int) -> Callable[[], None]:
        browser = county.reader(number, kind)
        turn = itertools.cycle(paths[number % len(paths) :] + paths[: number % len(paths)])

        def once() -> None:
            journey.expect(browser.get(next(turn)), 200)

        return once

    return work


def _playing(county: County, said: list[Statement]) -> Work:
    script = Script(said)
    return lambda _number: replay.work(county.stack.url, script)


def _slug(name: str) -> str:
    return re.sub("[^a-z]+", "-", name)


def _some_rows(county: County) -> list[int]:
    with county.asking() as connection:
        found = connection.execute(
            "SELECT id FROM submissions_submission ORDER BY reference LIMIT 50"
        ).fetchall()
    return [number for (number,) in found]
