"""What the start page says of missing children: who is missing now, and what somebody reported."""

from collections.abc import Iterator
from typing import Any

from cairn.foundation import clock, wording
from cairn.home.pages import address
from cairn.home.queries.parts import SHOWN, SHOWN_NOTICES, Line, Part
from cairn.missing import queries as missing


def missing_now(by: Any) -> Iterator[Part]:
    """Who is missing now, of those whose records are open to this person."""
    rows = missing.still_missing(by=by).order_by(*missing.LONGEST_FIRST)[: SHOWN + 1]
    lines = [
        Line(
            row.child.name,
            f"{row.get_kind_display()} for {wording.duration(clock.now() - row.from_at)}, "
            f"since {wording.exact(row.from_at)}",
            address("missing:episode", row.reference),
            tag=row.get_grade_display(),
        )
        for row in rows[:SHOWN]
    ]  # fmt: skip
    if lines:
        yield Part("Missing now", lines, "", "See everybody who is missing", address("missing:now"))


def own_reports(by: Any) -> Iterator[Part]:
    """The reports that a child is missing of somebody who sees nothing else of missing children."""
    rows = missing.own_reports(by=by).order_by("-received_at", "-pk")[:SHOWN_NOTICES]
    lines = [
        Line(
            row.reference, f"Received {wording.exact(row.received_at)}",
            address("missing:reported", row.reference),
            tag="Taken on" if row.acknowledged_at or row.set_aside_at else "Not taken on yet",
        )
        for row in rows
    ]  # fmt: skip
    if lines:
        yield Part(
            "Your reports that a child is missing", lines, "", "See all your reports",
            address("missing:mine"),
        )  # fmt: skip
