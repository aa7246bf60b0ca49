"""What must be true before anything is timed: a submission arrives whole, the pages show the right rows.

Asked of the database in plain SQL, past the product.
"""

import re

from tools.bench import journey
from tools.bench.browser import Answer, Browser
from tools.bench.county import County, Wrong, one_value, strands_path
from tools.progress import say

PAGE = 25  # lines of a list
# As the desk's "to do" is meant: not decided, not waiting for the submitter, in the reader's areas.
_QUEUE = """
    SELECT s.reference FROM submissions_submission s
    WHERE s.finished_at IS NULL AND s.waiting_since IS NULL
      AND (s.council_id IS NULL OR s.council_id IN (
          SELECT ac.council_id FROM agencies_agency_councils ac
          JOIN accounts_user u ON u.agency_id = ac.agency_id WHERE u.id = %s))
    ORDER BY s.rank, s.sent_at, s.id LIMIT %s
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
        wanted = [row[0] for row in connection.execute(_QUEUE, [county.people[0], PAGE])]
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


def verify_trail(county: County) -> None:
    """Every row of the audit trail, those of the load included, holds."""
    said = county.stack.manage("Verifying the audit trail", "verify_audit")
    _must("The audit trail holds." in said, "the audit trail is broken")
    say(f"  {county.submissions:,}: the audit trail holds")


def _references(page: Answer, prefix: str) -> list[str]:
    """The references on a page, each once, in order."""
    return list(dict.fromkeys(re.findall(rf"\b{prefix}-[0-9A-Z]{{4}}-[0-9A-Z]{{4}}\b", page.text)))


def _must(is_so: bool, otherwise: str) -> None:
    if not is_so:
        raise Wrong(otherwise)
