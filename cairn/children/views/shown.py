"""What every page about one child shows: the bar with name, age and warnings, and the sections."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from cairn.audit.choices import Permission
from cairn.children import queries, rules
from cairn.children.models import Child
from cairn.foundation import clock, wording

SECTIONS = (
    ("child", "Overview", "children:child"),
    ("details", "Details", "children:details"),
    ("involvements", "Who is involved", "children:involvements"),
    # Later chapters add sections; a link is shown where the page is there.
    ("line", "Line of time", "chronology:line"),
    ("missing", "Missing", "missing:child"),
    ("pathway", "Pathway", "pathways:child"),
    ("plan", "Plan", "plans:child"),
    ("assessments", "Assessments", "assessments:child_assessments"),
    ("meetings", "Meetings", "meetings:child"),
    ("strands", "Information", "intelligence:child_strands"),
)


def record_page(
    request: Any, template: str, child: Child, *, section: str = "", **context: Any
) -> HttpResponse:
    """One page of a child's record."""
    shown = record_context(request, child, section=section)
    return render(request, f"children/{template}.html", {**shown, **context})


def record_context(request: Any, child: Child, *, section: str) -> dict[str, Any]:
    """What the shell of a child's pages (children/record.html) shows, for later chapters too."""
    open_until = queries.open_until(by=request.actor, child=child)
    may_change = Permission.CHILDREN_RECORD in request.actor.permissions
    reason = rules.reason_not_to_change(is_standing=open_until is None)
    return {
        "child": child,
        "age": rules.age_in_words(child.born_on, today=clock.today()),
        "open_until": open_until and wording.near_time(open_until, now=clock.now()),
        "may_change": may_change and not reason,
        "reason_not_to_change": reason,
        "sections": _sections(child, section),
        "strands_address": address_of("intelligence:child_strands", child.reference),
    }


def address_of(page: str, *of: str) -> str:
    """The address of another chapter's page, or "" where that chapter is not there."""
    try:
        return reverse(page, args=of)
    except NoReverseMatch:
        return ""


def _sections(child: Child, here: str) -> list[dict[str, Any]]:
    found = ((code, text, address_of(page, child.reference)) for code, text, page in SECTIONS)
    return [
        {"text": text, "href": address, "active": code == here}
        for code, text, address in found
        if address
    ]
