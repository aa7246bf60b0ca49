"""What must be true before anything is timed: a submission arrives whole, the pages show the right rows.

Asked of the database in plain SQL, past the product.
"""

import re

from tools.bench import journey
from tools.bench.browser import Answer, Browser
from tools.bench.county import County, Wrong, one_value, strands_path
from tools.bench.pages import LIST, TRACKER
from tools.bench.readers import CASES, LEAD, MANAGER
from tools.progress import say

PAGE, LINE = 25, 50  # lines of a list, and of a line of time
# As the desk's "to do" is meant: not decided, not waiting for the submitter, in the reader's areas.
_QUEUE = """
    SELECT s.reference FROM submissions_submission s
    WHERE s.finished_at IS NULL AND s.waiting_since IS NULL
      AND (s.council_id IS NULL OR s.council_id IN (
          SELECT ac.council_id FROM agencies_agency_councils ac
          JOIN accounts_user u ON u.agency_id = ac.agency_id WHERE u.id = %s))
    ORDER BY s.rank, s.sent_at, s.id LIMIT %s
"""
_NEWEST = """
    SELECT p.reference FROM pathways_pathway p JOIN children_child c ON c.id = p.child_id
    WHERE p.closed_at IS NULL AND NOT c.is_restricted ORDER BY p.opened_at DESC, p.id DESC LIMIT %s
"""
_LED = """
    SELECT p.reference FROM pathways_pathway p JOIN children_involvement i ON i.child_id = p.child_id
    WHERE p.closed_at IS NULL AND i.until_on IS NULL AND i.person_id = %s
"""
_ENTRIES = """
    SELECT e.reference FROM chronology_entry e JOIN children_child c ON c.id = e.child_id
    WHERE c.reference = %s
"""
_OF_CHILD = """
    SELECT s.reference FROM intelligence_strand s
    JOIN intelligence_strand_children sc ON sc.strand_id = s.id
    JOIN children_child c ON c.id = sc.child_id WHERE c.reference = %s
"""


def assert_correct(county: County) -> None:
    """A submission arrives whole, and the pages show the right rows. Raises Wrong."""
    _assert_submission(county)
    _assert_queue(county)
    for reference in county.children[:4]:
        _assert_child(county, reference)
    _assert_tracker(county)
    for reference in county.long_stories[:4]:
        _assert_line(county, reference)
    _assert_list(county)


def _assert_submission(county: County) -> None:
    given = journey.whole_way(Browser(county.stack.port))
    county.drain()
    with county.asking() as connection:
        number = one_value(
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
        reacted = one_value(
            connection,
            "SELECT count(*) FROM audit_reactionrun WHERE event_id = %s",
            traced[0][0],
        )
        _must(reacted >= 1, "nothing reacted to it")
    _assert_receipt(county, given)


def _assert_receipt(county: County, given: journey.Receipt) -> None:
    """Reference and code open what was sent; a wrong code does not."""
    wrong = journey.Receipt(given.reference, "0000-0000-0000")
    _must(journey.opens(Browser(county.stack.port), given), "the code given does not open it")
    _must(not journey.opens(Browser(county.stack.port), wrong), "another code opens it")


def _assert_queue(county: County) -> None:
    page = journey.expect(county.reader().get("/desk/"), 200)
    shown = _references(page, "SB")
    with county.asking() as connection:
        wanted = [row[0] for row in connection.execute(_QUEUE, [county.person(), PAGE])]
    _must(shown == wanted, f"the queue shows {shown[:3]}… and not {wanted[:3]}…")


def _assert_child(county: County, reference: str) -> None:
    page = journey.expect(county.reader().get(f"/children/{reference}"), 200)
    with county.asking() as connection:
        family = one_value(
            connection, "SELECT family_name FROM children_child WHERE reference = %s", reference
        )
        named = {row[0] for row in connection.execute(_OF_CHILD, [reference])}
    _must(reference in page.text and family in page.text, f"the page of {reference} is another's")
    strands = journey.expect(county.reader().get(strands_path(page)), 200)
    shown = set(_references(strands, "ST"))
    _must(bool(shown), f"no strand is shown of {reference}")
    _must(shown <= named, f"strands of others are shown: {sorted(shown - named)[:3]}")
    wanted = min(PAGE, len(named))
    _must(len(shown) == wanted, f"{len(shown)} strands of {reference} are shown and not {wanted}")


def _assert_tracker(county: County) -> None:
    """The newest of the county for the manager, and all of their own children's for the leads."""
    page = journey.expect(county.reader(kind=MANAGER).get(TRACKER), 200)
    with county.asking() as connection:
        wanted = [row[0] for row in connection.execute(_NEWEST, [PAGE])]
        led = {row[0] for row in connection.execute(_LED, [county.person(LEAD)])}
    shown = _references(page, "PW", after="<table")
    _must(shown == wanted, f"the tracker shows {shown[:3]}… and not {wanted[:3]}…")
    theirs = journey.expect(county.reader(kind=LEAD).get(f"{TRACKER}?only=mine"), 200)
    _must(
        set(_references(theirs, "PW", after="<table")) == led,
        "a lead's tracker is not that of their children",
    )
    _must(len(led) == CASES, f"a lead has {len(led)} children on an open pathway")


def _assert_line(county: County, reference: str) -> None:
    page = journey.expect(county.reader(kind=MANAGER).get(f"/line-of-time/child/{reference}"), 200)
    with county.asking() as connection:
        written = {row[0] for row in connection.execute(_ENTRIES, [reference])}
    shown = set(_addresses(page, "EN"))
    _must(bool(shown) and shown <= written, f"the line of time of {reference} is another's")
    _must(page.text.count("cairn-line__item") == LINE, f"the line of {reference} is short")


def _assert_list(county: County) -> None:
    """A lead's list leads to pathways of their own children, and the first of them opens."""
    reader = county.reader(kind=LEAD)
    shown = _addresses(journey.expect(reader.get(LIST), 200), "PW")
    with county.asking() as connection:
        led = {row[0] for row in connection.execute(_LED, [county.person(LEAD)])}
    _must(bool(shown) and set(shown) <= led, "a lead's list is not about their children")
    journey.expect(reader.get(f"{TRACKER}{shown[0]}"), 200)


def verify_trail(county: County) -> None:
    """Every row of the audit trail, those of the load included, holds."""
    said = county.stack.manage("Verifying the audit trail", "verify_audit")
    _must("The audit trail holds." in said, "the audit trail is broken")
    say(f"  {county.submissions:,}: the audit trail holds")


def _references(page: Answer, prefix: str, after: str = "") -> list[str]:
    """The references on a page, or behind some words of it, each once, in order."""
    text = page.text.partition(after)[2] if after else page.text
    return list(dict.fromkeys(re.findall(rf"\b{prefix}-[0-9A-Z]{{4}}-[0-9A-Z]{{4}}\b", text)))


def _addresses(page: Answer, prefix: str) -> list[str]:
    """The references to which the links of a page lead, in order."""
    return re.findall(rf'href="[^"]*/({prefix}-[0-9A-Z]{{4}}-[0-9A-Z]{{4}})"', page.text)


def _must(is_so: bool, otherwise: str) -> None:
    if not is_so:
        raise Wrong(otherwise)
