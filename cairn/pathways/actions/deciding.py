"""Setting the level, recording a review, ending a pathway and reopening it."""

from typing import Any

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock
from cairn.foundation.dates import adult_on
from cairn.foundation.references import as_typed
from cairn.foundation.refusals import Overtaken, find, refuse_if
from cairn.meetings.models import Meeting
from cairn.pathways import queries, rules
from cairn.pathways.choices import Act, Event
from cairn.pathways.holding import changed, held
from cairn.pathways.models import Ending, LevelSet, Pathway, Review
from cairn.pathways.prompting import held_lately, prompt_of
from cairn.plans import queries as plans

ASSESSED_SINCE = "Another assessment of this child was finished after you opened this page."


@action(Permission.PATHWAYS_DECIDE)
def set_level(
    *, by: Any, reference: str, version: int, level: str, reason: str, why_differs: str = "",
    assessment: str | None = None, meeting: str = "",
) -> LevelSet:  # fmt: skip
    """A person decides the level, with reasons; what the latest assessment prompts is kept beside it.

    `assessment` is the reference of the one the person saw, "" if they saw none, None if they were
    shown nothing; `meeting` that of the meeting that decided. Raises Overtaken.
    """
    row = held(by=by, reference=reference, version=version, act=Act.SET_LEVEL)
    prompt = prompt_of(by=by, pathway=row)
    latest = prompt.assessment.reference if prompt else ""
    if assessment is not None and assessment != latest:
        raise Overtaken(ASSESSED_SINCE)
    prompted = prompt.level if prompt else ""
    said = {"level": level, "reason": reason, "prompted": prompted, "why_differs": why_differs}
    refuse_if(rules.reason_not_to_set_level(**said))
    differs = bool(prompted) and prompted != level
    made = LevelSet.objects.create(
        **{**said, "why_differs": why_differs if differs else ""}, pathway=row,
        assessment=prompt.assessment if prompt and prompted else None,
        meeting=_meeting(by, row, meeting), at=clock.now(), by=by,
    )  # fmt: skip
    changed(row)
    trail.record(
        by=by, event=Event.LEVEL_SET, on=row, level=level, differs=differs, meeting=meeting,
        assessment=latest if prompted else "",
    )  # fmt: skip
    return made


@action(Permission.PATHWAYS_DECIDE)
def record_review(
    *, by: Any, reference: str, version: int, note: str, childs_view: str = "", meeting: str = ""
) -> Review:
    """A review was held, at a meeting or not; the level stays as it is unless it is set too."""
    refuse_if(None if note.strip() else "Write what the review found.")
    row = held(by=by, reference=reference, version=version, act=Act.REVIEW)
    made = Review.objects.create(
        pathway=row, note=note, childs_view=childs_view, meeting=_meeting(by, row, meeting),
        at=clock.now(), by=by,
    )  # fmt: skip
    changed(row)
    trail.record(by=by, event=Event.REVIEWED, on=row, meeting=meeting)
    return made


def _meeting(by: Any, row: Pathway, reference: str) -> Meeting | None:
    """One of the child's own meetings, held lately."""
    if not reference:
        return None
    return find(held_lately(by=by, pathway=row), reference=as_typed(reference))


@action(Permission.PATHWAYS_DECIDE)
def close(
    *, by: Any, reference: str, version: int, why: str, childs_voice: str, plans_outcome: str,
    what_remains: str,
) -> Ending:  # fmt: skip
    """End a pathway, with the child's voice, the plan's outcome and what remains."""
    said: dict[str, Any] = {
        "childs_voice": childs_voice, "plans_outcome": plans_outcome, "what_remains": what_remains,
    }  # fmt: skip
    refuse_if(rules.reason_not_to_close(why=why, **said, **_adulthood(by, reference)))
    row = held(by=by, reference=reference, version=version, act=Act.CLOSE)
    row.closed_at = clock.now()
    made = Ending.objects.create(pathway=row, why=why, at=row.closed_at, by=by, **said)
    changed(row)
    trail.record(by=by, event=Event.CLOSED, on=row, why=why)
    return made


def _adulthood(by: Any, reference: str) -> dict[str, Any]:
    """What the end of an adult's pathway depends on."""
    child = queries.pathway(by=by, reference=reference).child
    return {
        "adult_on": adult_on(child.born_on), "today": clock.today(),
        "adult_service": plans.adult_service(by=by, child=child.reference),
    }  # fmt: skip


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
