"""Saying whether a child at Low needs an intervention worker."""

from typing import Any

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock
from cairn.foundation.refusals import refuse_if
from cairn.pathways.choices import Act, Event
from cairn.pathways.holding import changed, held
from cairn.pathways.models import WorkerNeed


@action(Permission.PATHWAYS_DECIDE)
def consider_worker(
    *, by: Any, reference: str, version: int, is_needed: bool, reason: str
) -> WorkerNeed:
    """At Low a worker is there where one is needed: a person says whether, and why."""
    refuse_if(None if reason.strip() else "Write why.")
    row = held(by=by, reference=reference, version=version, act=Act.WORKER)
    made = WorkerNeed.objects.create(
        pathway=row, is_needed=is_needed, reason=reason, at=clock.now(), by=by
    )
    changed(row)
    trail.record(by=by, event=Event.WORKER_CONSIDERED, on=row, is_needed=is_needed)
    return made
