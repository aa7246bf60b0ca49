"""Minuting, item by item: what each agency shared, what was decided and who did not agree."""

import uuid
from typing import Any

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock
from cairn.foundation.refusals import Overtaken, find, refuse_if, refuse_used_key
from cairn.meetings import queries, rules
from cairn.meetings.choices import Event
from cairn.meetings.models import AgendaItem, Decision, Meeting, Statement

SOMEBODY_WROTE = (
    "Somebody else wrote here while you did. Nothing you wrote is lost: compare the two."
)


@action(Permission.MEETINGS_RUN)
def share(
    *, by: Any, reference: str, item: str, agency: str, text: str, version: int = 0
) -> Statement:
    """Record what an agency shared on an item. Raises Overtaken where it was changed meanwhile.

    `agency` is its code, `version` what the person saw: 0 where they saw nothing of this agency.
    """
    meeting, about = _place(by, reference, item)
    partner = queries.agencies_asked(by=by, meeting=meeting).filter(code=agency).first()
    refuse_if(rules.reason_not_to_share(meeting.standing, text=text, is_there=partner is not None))
    kept = Statement.objects.filter(item=about, decision=None, agency=partner).first()
    if kept and kept.text == text.strip():
        return kept
    if kept and kept.version != version:
        raise Overtaken(SOMEBODY_WROTE)
    said = _write(kept, item=about, agency=partner, text=text.strip(), by=by)
    trail.record(by=by, event=Event.SHARED, on=meeting, item=item, statement=said.reference)
    return said


@action(Permission.MEETINGS_RUN)
def decide(*, by: Any, reference: str, item: str, text: str, key: uuid.UUID) -> Decision:
    """Record a decision on an item, once for each key."""
    meeting, about = _place(by, reference, item)
    if kept := Decision.objects.filter(key=key, item=about, by=by).first():
        return kept
    refuse_used_key(Decision.objects.all(), key)
    refuse_if(rules.reason_not_to_decide(meeting.standing, text=text))
    decision = Decision.objects.create(
        item=about, text=text.strip(), at=clock.now(), by=by, key=key
    )
    trail.record(by=by, event=Event.DECIDED, on=meeting, decision=decision.reference)
    return decision


@action(Permission.MEETINGS_RUN)
def change_decision(
    *, by: Any, reference: str, item: str, decision: str, text: str, version: int
) -> Decision:
    """Put a decision better, until the minutes are sent. Raises Overtaken."""
    meeting, about = _place(by, reference, item)
    kept = find(Decision.objects.filter(item=about), reference=decision)
    refuse_if(rules.reason_not_to_decide(meeting.standing, text=text))
    if kept.text == text.strip():
        return kept
    if kept.version != version:
        raise Overtaken(SOMEBODY_WROTE)
    kept.text = text.strip()
    kept.version += 1
    kept.save(update_fields=["text", "version"])
    trail.record(by=by, event=Event.DECIDED, on=meeting, decision=decision, version=kept.version)
    return kept


@action(Permission.MEETINGS_RUN)
def dissent(
    *, by: Any, reference: str, item: str, decision: str, agency: str, why: str
) -> Statement:
    """Record that an agency does not agree to a decision, and why."""
    meeting, about = _place(by, reference, item)
    against = find(Decision.objects.filter(item=about), reference=decision)
    partner = queries.agencies_asked(by=by, meeting=meeting).filter(code=agency).first()
    refuse_if(rules.reason_not_to_dissent(meeting.standing, why=why, is_there=partner is not None))
    kept = Statement.objects.filter(decision=against, agency=partner).first()
    said = _write(kept, item=about, decision=against, agency=partner, text=why.strip(), by=by)
    trail.record(by=by, event=Event.DISSENTED, on=meeting, statement=said.reference)
    return said


def _place(by: Any, reference: str, item: str) -> tuple[Meeting, AgendaItem]:
    """The meeting, held until the action ends, and one of its items; both within reach."""
    meeting = queries.to_run(by=by, reference=reference)
    return meeting, queries.item_to_change(by=by, meeting=meeting, reference=item)


def _write(kept: Statement | None, **said: Any) -> Statement:
    if kept is None:
        return Statement.objects.create(**said, at=clock.now())
    kept.text, kept.by, kept.at = said["text"], said["by"], clock.now()
    kept.version += 1
    kept.save(update_fields=["text", "by", "at", "version"])
    return kept
