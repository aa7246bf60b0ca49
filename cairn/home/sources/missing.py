"""What missing children ask of somebody."""

from collections.abc import Iterator
from typing import Any

from cairn.audit.choices import Permission
from cairn.foundation import clock, wording
from cairn.home.choices import About
from cairn.home.pages import address
from cairn.home.shortening import Need
from cairn.home.sources.lines import NAME, briefly, line
from cairn.missing import queries as missing


def _missing(by: Any, most: int) -> Iterator[Need]:
    """Reports this person is asked to take on, and in their area those that ask something."""
    if Permission.MISSING_VIEW not in by.permissions:
        return
    rows = missing.waiting(by=by)
    if Permission.MISSING_RECEIVE not in by.permissions:
        rows = rows.filter(pk__in=[one.report_id for one in missing.my_calls(by=by)])
    rows = briefly(
        rows, "reference", "given_name", "family_name", "source", "received_at", "acknowledged_at",
        child=NAME,
    )  # fmt: skip
    for row in rows.order_by(*missing.OLDEST_FIRST)[:most]:
        name = row.whom
        text = f"Look at the report about {name}"
        if row.acknowledged_at is None:
            text = f"Take on the report that {name} is missing"
        why = f"{row.get_source_display()}, {wording.exact(row.received_at)}"
        page = address("missing:report", row.reference)
        yield line(About.MISSING, text, why, page, "reports of missing children", clock.today())


def _discussions(by: Any, most: int) -> Iterator[Need]:
    """Strategy discussions that missing episodes ask for, for those who answer whether they were held."""
    if Permission.MISSING_DECIDE not in by.permissions:
        return
    for one in missing.discussions_wanted(by=by)[:most]:
        text = f"Answer whether a strategy discussion about {one.child.name} was held"
        page = address("missing:discussion", one.child.reference)
        yield line(About.MISSING, text, f"Missing {one.often.said.lower()}", page,
                    "strategy discussions to answer for", clock.local(one.often.last).date())  # fmt: skip


def of_missing(by: Any, most: int) -> Iterator[Need]:
    yield from _missing(by, most)
    yield from _discussions(by, most)
