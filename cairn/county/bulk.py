"""A county as large as asked, written by the database itself: to measure with, and only in tests.

Nothing here goes through actions or leaves a trace. A small county comes first, for people and words.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import resources
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

from cairn.accounts import people
from cairn.county import actions
from cairn.county.data import words
from cairn.county.happening import Say

NUMBERED = {
    "user": "accounts.User",
    "child": "children.Child",
    "adult": "networks.Adult",
    "place": "networks.Place",
    "thing": "networks.Thing",
    "submission": "submissions.Submission",
    "strand": "intelligence.Strand",
}
# Source of the proportions: domain facts on volumes; a child is named about 35 times.
SUBMISSIONS_A_CHILD, SUBMISSIONS_A_RECORD, CHILDREN_A_PERSON = 50, 25, 15
FEWEST_OPEN, SHARE_OPEN = 40, 0.005
LONGEST = timedelta(days=3_650)
A_YEAR = 250  # submissions, as long as that takes less than LONGEST
# Eight million keys that were found by arithmetic need not be looked up one by one: the tests, with
# fewer, have them checked. Only a superuser may do without, which tests and measurements are.
UNCHECKED_FROM = 100_000
WITHOUT_CHECKS = "SET LOCAL session_replication_role = replica"
WITH_CHECKS = "SET LOCAL session_replication_role = origin"
STEP = re.compile(r"^--: (.+)$", re.MULTILINE)


def enlarge(*, submissions: int, now: datetime, seed: int, say: Say) -> dict[str, int]:
    """Add so many submissions, and people, children, records and strands in proportion."""
    numbers = _numbers(submissions)
    history = min(LONGEST, timedelta(days=365) * submissions / A_YEAR)
    said: dict[str, Any] = {**numbers, **_highest(), "now": now, "apart": history / submissions}
    said |= {"given": words("names")["given"], "family": words("names")["family"]}
    with transaction.atomic(), connection.cursor() as cursor:
        if submissions >= UNCHECKED_FROM:
            cursor.execute(WITHOUT_CHECKS)
        for title, statement in _steps():
            say(f"Writing {title}")
            cursor.execute(statement, said)
        if submissions >= UNCHECKED_FROM:
            cursor.execute(WITH_CHECKS)
        for statement in connection.ops.sequence_reset_sql(
            no_style(), [apps.get_model(name) for name in NUMBERED.values()]
        ):
            cursor.execute(statement)
        cursor.execute("DROP TABLE pg_temp.area, pg_temp.model, pg_temp.said, pg_temp.one")
        actions.mark_built(by=people.system(), size="large", seed=seed, figures=numbers)
    return numbers


def tidy_up(say: Say) -> None:
    """Let the database learn what it holds. Not inside a transaction."""
    say("Gathering statistics")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _numbers(submissions: int) -> dict[str, int]:
    return {
        "submissions": submissions,
        "open": min(submissions, max(FEWEST_OPEN, round(submissions * SHARE_OPEN))),
        "children": _even(submissions / SUBMISSIONS_A_CHILD),
        "records": _even(submissions / SUBMISSIONS_A_RECORD),
        "users": _even(submissions / SUBMISSIONS_A_CHILD / CHILDREN_A_PERSON),
    }


def _even(number: float) -> int:
    """At least two, and as many in the one council area as in the other."""
    return max(2, 2 * round(number / 2))


def _highest() -> dict[str, int]:
    """The highest number in use in each table that gets numbered rows."""
    return {
        name: apps.get_model(label).objects.order_by("-pk").values_list("pk", flat=True).first()
        or 0
        for name, label in NUMBERED.items()
    }


def _steps() -> Iterator[tuple[str, str]]:
    text = resources.files("cairn.county.data").joinpath("large.sql").read_text("utf-8")
    parts = STEP.split(text)[1:]
    yield from zip(parts[::2], parts[1::2], strict=True)
