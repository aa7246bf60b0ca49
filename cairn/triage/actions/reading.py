"""Reading is an act: opening an item, comparing two, taking the queue away. And being seen to."""

from dataclasses import dataclass
from typing import Any

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock
from cairn.foundation.refusals import find
from cairn.submissions import actions as submissions
from cairn.submissions import queries as sent
from cairn.submissions.models import Submission
from cairn.triage import queries
from cairn.triage.choices import Event
from cairn.triage.models import Look


@dataclass(frozen=True)
class Compared:
    """Two submissions, opened side by side."""

    this: Submission
    other: Submission


@action(Permission.SUBMISSIONS_TRIAGE)
def open_item(*, by: Any, reference: str) -> queries.Item:
    """Open one item to read it. Others who have it open will see that."""
    submission = submissions.mark_read(by=by, reference=reference)
    _look(submission, by)
    return queries.item(by=by, reference=reference)


@action(Permission.SUBMISSIONS_TRIAGE)
def look(*, by: Any, reference: str) -> None:
    """Say that the item is still open in front of this person. No reading, so no trace."""
    _look(find(sent.for_triage(by=by).only("pk"), reference=reference), by)


@action(Permission.SUBMISSIONS_TRIAGE)
def compare(*, by: Any, reference: str, other: str) -> Compared:
    """Open two submissions side by side: both are read."""
    for one in (reference, other):
        submissions.mark_read(by=by, reference=one)
    return Compared(
        this=sent.submission_for_triage(by=by, reference=reference),
        other=sent.submission_for_triage(by=by, reference=other),
    )


@action(Permission.SUBMISSIONS_TRIAGE)
def export_queue(*, by: Any, tab: str, council: str = "", strand: str = "") -> list[queries.Line]:
    """The queue as it is shown, to take away: no names, and nothing of who sent anything."""
    lines = queries.for_spreadsheet(by=by, tab=tab, council=council, strand=strand)
    trail.record(by=by, event=Event.EXPORTED, on=by, tab=tab, rows=len(lines))
    return lines


def _look(submission: Submission, by: Any) -> None:
    Look.objects.update_or_create(submission=submission, person=by, defaults={"at": clock.now()})
