"""The pages that are measured: who reads each, where it is, and what is aimed at for it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tools.bench import journey
from tools.bench.browser import Answer
from tools.bench.county import County, Wrong, strands_path
from tools.bench.readers import DESK, LEAD, MANAGER, TEAM

CERAR, MISSING = "cerar", "missing"
FILTERS = "level=high&due=week&age=13_15&only=no_worker&order=due"
NEXT = re.compile(r'<a [^>]*rel="next" href="([^"]+)"')
_TO_FILL = """
    SELECT reference FROM meetings_meeting
    WHERE kind = 'police-monthly' AND started_at IS NULL AND council_id IS NOT NULL ORDER BY id LIMIT 1
"""

_MOST_OFTEN = """
    SELECT c.reference FROM missing_episode e JOIN children_child c ON c.id = e.child_id
    WHERE NOT c.is_restricted GROUP BY c.id ORDER BY count(*) DESC, c.id LIMIT 1
"""


@dataclass(frozen=True)
class Page:
    """One page. `of`: the part of the service it belongs to, where that aims at 150 ms for each."""

    name: str
    paths: Callable[[County], list[str]]
    reader: str = DESK
    of: str = ""
    against_bare: bool = False
    # Whether as much is read for it however many pathways are open: its time then stays the same.
    stays: bool = True


def _children(county: County) -> list[str]:
    return [f"/children/{reference}" for reference in county.children]


def _strands(county: County) -> list[str]:
    pages = [journey.expect(county.reader().get(path), 200) for path in _children(county)]
    return [strands_path(page) for page in pages]


def _lines(county: County) -> list[str]:
    return [f"/line-of-time/child/{reference}" for reference in county.long_stories]


def _at(path: str) -> Callable[[County], list[str]]:
    return lambda _county: [path]


def _second(path: str, kind: str = MANAGER) -> Callable[[County], list[str]]:
    def paths(county: County) -> list[str]:
        first = journey.expect(county.reader(kind=kind).get(path), 200)
        return [path.partition("?")[0] + next_page(first)]

    return paths


def next_page(page: Answer) -> str:
    """The query of the page that comes after this one."""
    found = NEXT.search(page.text)
    if not found:
        raise Wrong(f"{page.path} has no second page")
    return found.group(1).replace("&amp;", "&")


def _agenda(county: County) -> list[str]:
    with county.asking() as connection:
        (reference,) = connection.execute(_TO_FILL).fetchone()
    return [f"/pathways/agenda-due/{reference}"]


def _often(county: County) -> list[str]:
    """The child of a county who was missing most often, read by who looks across both council areas."""
    with county.asking() as connection:
        (reference,) = connection.execute(_MOST_OFTEN).fetchone()
    return [f"/missing/child/{reference}"]


TRACKER, LIST, START = "/pathways/", "/start/list", "/start"


def _cerar(
    name: str, paths: Callable[[County], list[str]], reader: str, stays: bool = False
) -> Page:
    return Page(name, paths, reader, of=CERAR, stays=stays)


def _missing(
    name: str, paths: Callable[[County], list[str]], reader: str = TEAM, stays: bool = True
) -> Page:
    return Page(name, paths, reader, of=MISSING, stays=stays)


QUEUE = Page("triage queue", _at("/desk/"), against_bare=True)
CHILD = Page("child page", _children, of=CERAR, against_bare=True)
STRANDS = Page("child’s strands", _strands)
PAGES = (
    QUEUE,
    CHILD,
    STRANDS,
    _cerar("child’s line of time", _lines, MANAGER, stays=True),
    _cerar("tracker, newest first", _at(TRACKER), MANAGER, stays=True),
    _cerar("tracker, second page", _second(TRACKER), MANAGER, stays=True),
    _cerar("tracker, next due first", _at(f"{TRACKER}?order=due"), MANAGER),
    _cerar("tracker, the same, second page", _second(f"{TRACKER}?order=due"), MANAGER),
    _cerar("tracker, overdue", _at(f"{TRACKER}?due=overdue"), MANAGER),
    _cerar("tracker, four filters", _at(f"{TRACKER}?{FILTERS}"), MANAGER),
    _cerar("my list, CERAR manager", _at(LIST), MANAGER),
    _cerar("start page, CERAR manager", _at(START), MANAGER),
    _cerar("my list, lead practitioner", _at(LIST), LEAD, stays=True),
    _cerar("start page, lead practitioner", _at(START), LEAD, stays=True),
    _cerar("what is due, for an agenda", _agenda, MANAGER),
    _missing("missing now", _at("/missing/")),
    _missing("missing episodes", _at("/missing/episodes")),
    _missing("missing episodes, second page", _second("/missing/episodes", TEAM)),
    _missing("missing episodes of one child", _often, MANAGER),
    _missing("interviews that are due", _at("/interviews/")),
    _missing("interviews signed off", _at("/interviews/?shown=signed_off")),
    _missing("my list, team manager", _at(LIST)),
    _missing("national returns", _at("/returns/"), stays=False),
)
