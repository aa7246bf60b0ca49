"""What the start page says of missing children: who is missing now, and what somebody reported."""

from typing import Any

from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.foundation import clock, wording
from cairn.home.pages import address
from cairn.home.queries.parts import SHOWN, SHOWN_NOTICES, Line, Part
from cairn.missing import queries as missing


@query(Permission.MISSING_VIEW)
def missing_now(*, by: Any) -> list[Part]:
    """Who is missing now, of those whose records are open to this person."""
    rows = missing.still_missing(by=by).order_by(*missing.LONGEST_FIRST)[:SHOWN]
    lines = [
        Line(
            row.child.name,
            f"{row.get_kind_display()} for {wording.duration(clock.now() - row.from_at)}, "
            f"since {wording.exact(row.from_at)}",
            address("missing:episode", row.reference),
            tag=row.get_grade_display(),
        )
        for row in rows
    ]  # fmt: skip
    if not lines:
        return []
    more = "See everybody who is missing"
    return [Part("Missing now", lines, "", more, address("missing:now"))]


@query(Permission.MISSING_REPORT)
def own_reports(*, by: Any) -> list[Part]:
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
    if not lines:
        return []
    title = "Your reports that a child is missing"
    return [Part(title, lines, "", "See all your reports", address("missing:mine"))]
