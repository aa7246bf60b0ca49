"""Putting children for whom something is due on the agenda of a group."""

from collections.abc import Collection
from typing import Any

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.meetings import actions as meetings
from cairn.meetings.models import Meeting
from cairn.pathways.agenda import Due, due_for, key_of, meeting_to_fill
from cairn.pathways.choices import Event


@action(Permission.PATHWAYS_VIEW)
def list_due(*, by: Any, reference: str) -> tuple[Meeting, list[Due]]:
    """A meeting that the person runs, and the children for whom something is due."""
    meeting = meeting_to_fill(by=by, reference=reference)
    found = due_for(by=by, meeting=meeting)
    trail.record(by=by, event=Event.DUE_LISTED, on=meeting, found=len(found))
    return meeting, found


@action(Permission.PATHWAYS_VIEW)
def put_on_agenda(*, by: Any, reference: str, children: Collection[str]) -> int:
    """Put these children on the agenda, each with the reasons. Who is on it already stays as they are.

    Gives how many are new on it. Whoever is not due any more is left out.
    """
    meeting = meeting_to_fill(by=by, reference=reference)
    wanted = [
        one
        for one in due_for(by=by, meeting=meeting)
        if one.child.reference in children and not one.is_on_agenda
    ]
    for one in wanted:
        meetings.add_item(
            by=by, reference=reference, title=one.said, child=one.child.reference,
            key=key_of(meeting, one.child), under=one.under,
        )  # fmt: skip
    return len(wanted)
