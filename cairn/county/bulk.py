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
    "contact": "pathways.Contact",
    "pathway": "pathways.Pathway",
    "assessment": "assessments.Assessment",
    "meeting": "meetings.Meeting",
    "item": "meetings.AgendaItem",
    "plan": "plans.Plan",
    "episode": "missing.Episode",
    "report": "missing.Report",
    "interview": "interviews.Interview",
}
FILES = ("large.sql", "cases.sql", "missing.sql")
# The tables in which these files keep what one step leaves to the next.
AT_HAND = (
    "area", "model", "said", "one", "cerar", "assessed", "planned", "minuted", "noted", "path",
    "course", "heard", "met", "told", "gone", "rung", "asked",
)  # fmt: skip
# Source of the proportions: domain facts on volumes; a child is named about 35 times.
SUBMISSIONS_A_CHILD, SUBMISSIONS_A_RECORD, CHILDREN_A_PERSON = 50, 25, 15
FEWEST_OPEN, SHARE_OPEN = 40, 0.005
# Open pathways: 500 are what a county may well have, and as many as fill every page of theirs. Issue
# CERAR asks for 5,000.
FEWEST_CASES, SHARE_CASES, ENDED_A_CASE = 500, 0.005, 0.6
CASES_TO_SCREEN, CASES_A_WORKER, CASES_A_CHAIR = 40, 20, 125
# Missing episodes: 25,000 beside a million submissions are ten years of a county; one child of 150.
FEWEST_EPISODES, SHARE_EPISODES, EPISODES_A_CHILD, MOST_OFTEN = 300, 0.025, 3, 150
STILL_MISSING = 8
LONG_STORIES = 16  # children of whom 60 to 100 events were written down
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
        cursor.execute(f"DROP TABLE {', '.join(f'pg_temp.{name}' for name in AT_HAND)}")
        actions.mark_built(by=people.system(), size="large", seed=seed, figures=numbers)
    return numbers


def tidy_up(say: Say) -> None:
    """Let the database learn what it holds. Not inside a transaction."""
    say("Gathering statistics")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _numbers(submissions: int) -> dict[str, int]:
    """`children` are those whom submissions and strands name; without any there may be more."""
    children = _even(submissions / SUBMISSIONS_A_CHILD)
    cases = _even(max(FEWEST_CASES, submissions * SHARE_CASES))
    ended = _even(cases * ENDED_A_CASE)
    all_children = max(children, cases + ended)
    episodes = _even(max(FEWEST_EPISODES, submissions * SHARE_EPISODES))
    gone = min(all_children - 1, episodes // EPISODES_A_CHILD)
    return {
        "submissions": submissions,
        "open": min(submissions, max(FEWEST_OPEN, round(submissions * SHARE_OPEN))),
        "children": children,
        "all_children": all_children,
        "records": _even(submissions / SUBMISSIONS_A_RECORD),
        "users": _even(all_children / CHILDREN_A_PERSON),
        "a_person": CHILDREN_A_PERSON,
        "cases": cases,
        "ended": ended,
        "to_screen": round(cases / CASES_TO_SCREEN) + FEWEST_OPEN,
        "workers": _even(cases / CASES_A_WORKER),
        "chairs": _even(cases / CASES_A_CHAIR),
        "long": LONG_STORIES,
        "episodes": episodes,
        "gone": gone,
        "stretch": LONGEST.days // (episodes // gone + 1),
        "often": MOST_OFTEN,
        "still_gone": STILL_MISSING,
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
    folder = resources.files("cairn.county.data")
    for name in FILES:
        parts = STEP.split(folder.joinpath(name).read_text("utf-8"))[1:]
        yield from zip(parts[::2], parts[1::2], strict=True)
