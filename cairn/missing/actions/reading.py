"""Reading is an act: an episode opened, who is missing looked at, a table taken away."""

from typing import Any

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.missing import queries
from cairn.missing.actions.calling import show
from cairn.missing.choices import Event
from cairn.missing.models import Episode, Report
from cairn.missing.queries import Narrowing


@action(Permission.MISSING_VIEW)
def read_episode(*, by: Any, reference: str) -> Episode:
    episode = queries.episode(by=by, reference=reference)
    trail.record(by=by, event=Event.READ, on=episode)
    return episode


@action(Permission.MISSING_VIEW)
def read_report(*, by: Any, reference: str) -> Report:
    report = queries.report(by=by, reference=reference)
    trail.record(by=by, event=Event.READ, on=report)
    show(by=by, report=report)
    return report


@action(Permission.MISSING_VIEW)
def export_episodes(*, by: Any, asked: Narrowing) -> list[Episode]:
    """Every episode within reach as the list is filtered, for a spreadsheet."""
    found = list(queries.episodes(by=by, asked=asked).order_by(*queries.LATEST_FIRST))
    trail.record(by=by, event=Event.EXPORTED, on=by, rows=len(found))
    return found
