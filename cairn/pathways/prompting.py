"""What stands beside a level that is to be set: what the latest assessment of the child prompts, and
the meetings at which it may have been decided.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from cairn.agencies.queries import standard
from cairn.assessments import queries as assessments
from cairn.assessments.choices import Level as Prompted
from cairn.assessments.choices import ToolKind
from cairn.assessments.models import Assessment
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.foundation import clock
from cairn.meetings import queries as meetings
from cairn.meetings.models import Meeting
from cairn.pathways import rules
from cairn.pathways.models import Pathway

HELD_WITHIN = timedelta(days=60)  # our own caution: what is older was most likely written down


@dataclass(frozen=True)
class Prompt:
    """The latest finished risk assessment of a child, and what its score prompts."""

    assessment: Assessment
    is_fresh: bool  # an older one prompts nothing
    fresh_days: int

    @property
    def level(self) -> str:
        return self.said["level"] if self.is_fresh else ""

    @property
    def label(self) -> str:
        return str(Prompted(self.said["level"]).label)

    @property
    def said(self) -> dict[str, Any]:
        """As it was kept when the assessment was finished."""
        return (self.assessment.outcome or {})["prompt"]

    @property
    def overrides(self) -> list[dict[str, str]]:
        """Those that were met: the first reason is the score itself."""
        return self.said["reasons"][1:]


@query(Permission.PATHWAYS_DECIDE)
def prompt_of(*, by: Any, pathway: Pathway) -> Prompt | None:
    """Of a pathway within standing reach. Checklists prompt no level."""
    latest = assessments.latest_finished(
        by=by, child=pathway.child.reference, kind=ToolKind.RISK_ASSESSMENT
    )
    if latest is None or latest.finished_at is None:
        return None
    days = standard(by=by, key="assessment-fresh-days")
    fresh = rules.is_fresh(latest.finished_at, today=clock.today(), days=days)
    return Prompt(latest, fresh, days)


@query(Permission.PATHWAYS_DECIDE)
def held_lately(*, by: Any, pathway: Pathway) -> QuerySet[Meeting]:
    """Level 1 meetings and reviews of the child within reach that began lately, the latest first."""
    rows = meetings.of_child(by=by, child=pathway.child.reference)
    since = clock.now() - HELD_WITHIN
    return rows.filter(started_at__gte=since).order_by("-started_at", "-id")
