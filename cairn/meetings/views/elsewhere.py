"""The pages of later chapters that a meeting about a child leads to, as far as the person's role opens
them. From the live screen each opens in a tab of its own, so that nothing typed there is lost.
"""

from typing import Any
from urllib.parse import urlencode

from cairn.audit.choices import Permission
from cairn.children.models import Child
from cairn.children.views.shown import address_of
from cairn.meetings.choices import Kind
from cairn.meetings.models import Meeting

RECORDS = (
    ("pathways:child", Permission.PATHWAYS_VIEW, "Pathway and level"),
    ("plans:child", Permission.PLANS_VIEW, "Safety plan"),
    ("assessments:latest", Permission.ASSESSMENTS_VIEW, "Latest assessment"),
)


def records(by: Any, child: Child | None) -> list[tuple[str, str]]:
    """(address, what it is) of what a meeting looks at of a child whom the person may know."""
    if child is None:
        return []
    found = (
        (address_of(page, child.reference), text)
        for page, needed, text in RECORDS
        if needed in by.permissions
    )
    return [(address, text) for address, text in found if address]


def ways(by: Any, meeting: Meeting) -> list[tuple[str, str]]:
    """Where those who decide go from here, if that part of the service is there."""
    if meeting.child is None or Permission.PATHWAYS_DECIDE not in by.permissions:
        return []
    pages = [("pathways:level_of_child", "Set the level")]
    if meeting.kind == Kind.REVIEW:
        pages.append(("pathways:review_of_child", "Record a review"))
    found = ((address_of(page, meeting.child.reference), text) for page, text in pages)
    asked = urlencode({"meeting": meeting.reference})
    return [(f"{address}?{asked}", text) for address, text in found if address]


def part_of_plan(by: Any, child: Child | None) -> str:
    """Where a plan says who does what, for those who write plans; else ""."""
    if child is None or Permission.PLANS_WRITE not in by.permissions:
        return ""
    address = address_of("plans:write", child.reference, "safety")
    return address and f"{address}#id_who_does_what"
