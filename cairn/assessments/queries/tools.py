"""The tools that may be used on a day."""

from datetime import date
from typing import Any

from cairn.assessments import rules
from cairn.assessments.models import Tool
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.children import queries as children
from cairn.children.models import Child
from cairn.foundation import clock


@query(Permission.ASSESSMENTS_VIEW)
def tools_in_force(*, by: Any, on: date | None = None) -> list[Tool]:
    """One version of each tool that is in force on a day (today), by kind and name."""
    return rules.in_force(Tool.objects.all(), on or clock.today())


@query(Permission.ASSESSMENTS_RECORD)
def to_start(*, by: Any, child: str) -> tuple[Child, list[Tool]]:
    """A child within reach, and the tools with which the person may assess them."""
    return children.child(by=by, reference=child), tools_in_force(by=by)
