"""Setting the level, recording a review, ending a pathway and reopening it."""

from typing import Any

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock
from cairn.foundation.refusals import refuse_if
from cairn.pathways import rules
from cairn.pathways.choices import Act, Event
from cairn.pathways.holding import changed, held
from cairn.pathways.models import Ending, LevelSet, Pathway, Review


@action(Permission.PATHWAYS_DECIDE)
def set_level(
    *, by: Any, reference: str, version: int, level: str, reason: str, prompted: str = "",
    why_differs: str = "",
) -> LevelSet:  # fmt: skip
    """A person decides the level, with reasons; what a tool prompted is kept beside it."""
    refuse_if(
        rules.reason_not_to_set_level(
            level=level, reason=reason, prompted=prompted, why_differs=why_differs
        )
    )
    row = held(by=by, reference=reference, version=version, act=Act.SET_LEVEL)
    made = LevelSet.objects.create(
        pathway=row, level=level, reason=reason, prompted=prompted, why_differs=why_differs,
        at=clock.now(), by=by,
    )  # fmt: skip
    changed(row)
    differs = bool(prompted) and prompted != level
    trail.record(by=by, event=Event.LEVEL_SET, on=row, level=level, differs=differs)
    return made


@action(Permission.PATHWAYS_DECIDE)
def record_review(
    *, by: Any, reference: str, version: int, note: str, childs_view: str = ""
) -> Review:
    """A review was held; the level stays as it is unless it is set too."""
    refuse_if(None if note.strip() else "Write what the review found.")
    row = held(by=by, reference=reference, version=version, act=Act.REVIEW)
    made = Review.objects.create(
        pathway=row, note=note, childs_view=childs_view, at=clock.now(), by=by
    )
    changed(row)
    trail.record(by=by, event=Event.REVIEWED, on=row)
    return made


@action(Permission.PATHWAYS_DECIDE)
def close(
    *, by: Any, reference: str, version: int, why: str, childs_voice: str, plans_outcome: str,
    what_remains: str,
) -> Ending:  # fmt: skip
    """End a pathway, with the child's voice, the plan's outcome and what remains."""
    said = {
        "childs_voice": childs_voice, "plans_outcome": plans_outcome, "what_remains": what_remains,
    }  # fmt: skip
    refuse_if(rules.reason_not_to_close(why=why, **said))
    row = held(by=by, reference=reference, version=version, act=Act.CLOSE)
    row.closed_at = clock.now()
    made = Ending.objects.create(pathway=row, why=why, at=row.closed_at, by=by, **said)
    changed(row)
    trail.record(by=by, event=Event.CLOSED, on=row, why=why)
    return made


@action(Permission.PATHWAYS_DECIDE)
def reopen(*, by: Any, reference: str, version: int, because: str) -> Pathway:
    """Take an ending back. A child who came to notice anew has a contact and a pathway of its own."""
    refuse_if(None if because.strip() else "Write why it is reopened.")
    row = held(by=by, reference=reference, version=version, act=Act.REOPEN)
    others = Pathway.objects.filter(child=row.child_id, opened_at__gt=row.opened_at)
    refuse_if("The child has a later pathway. Use that one." if others.exists() else None)
    Ending.objects.filter(pathway=row, reopened_at=None).update(
        reopened_because=because, reopened_at=clock.now(), reopened_by=by
    )
    row.closed_at = None
    changed(row)
    trail.record(by=by, event=Event.REOPENED, on=row)
    return row
