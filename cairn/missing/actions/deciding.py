"""A child who is often missing: a strategy discussion is asked for, and somebody who decides answers."""

import uuid
from datetime import date
from typing import Any

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children.models import Child
from cairn.children.queries import child as child_of
from cairn.foundation import clock
from cairn.foundation.refusals import refuse_if, refuse_used_key
from cairn.missing import queries
from cairn.missing.choices import Discussed, Event
from cairn.missing.models import StrategyDiscussion
from cairn.missing.rules import patterns as rules


@action(Permission.SERVICE_OPERATE)
def ask_for_discussion(*, by: Any, episode: str) -> bool:
    """Note that this episode reached the number that asks for a strategy discussion, if it did."""
    row = queries.episode(by=by, reference=episode)
    often = queries.newly_often(by=by, episode=row)
    if often:
        trail.record(
            by=by, event=Event.OFTEN, on=row, child=row.child.reference, times=often.times,
            days=often.days,
        )  # fmt: skip
    return often is not None


@action(Permission.MISSING_DECIDE)
def answer_discussion(
    *, by: Any, child: str, outcome: str, key: uuid.UUID, held_on: date | None = None,
    with_whom: str = "", why: str = "",
) -> StrategyDiscussion:  # fmt: skip
    """Say that the discussion was held and with whom, or why it is not needed. Once for each key."""
    row = child_of(by=by, reference=child)
    refuse_if(queries.reason_not_to_write_of(by=by, child=row))
    Child.objects.select_for_update(no_key=True).get(pk=row.pk)  # one answers at a time
    if kept := StrategyDiscussion.objects.filter(key=key, child=row, by=by.pk).first():
        return kept
    refuse_used_key(StrategyDiscussion.objects.all(), key)
    often = queries.often(by=by, child=row)
    is_held = outcome == Discussed.HELD
    refuse_if(
        rules.reason_not_to_answer(
            is_asked=often is not None, outcome=outcome, held_on=held_on, with_whom=with_whom,
            why=why, today=clock.today(),
        )
    )  # fmt: skip
    made = StrategyDiscussion.objects.create(
        key=key, child=row, asked=often.said if often else "", outcome=outcome,
        held_on=held_on if is_held else None, with_whom=with_whom.strip() if is_held else "",
        why=why.strip(), at=clock.now(), by=by,
    )  # fmt: skip
    trail.record(by=by, event=Event.DISCUSSED, on=made, child=row.reference, outcome=outcome)
    return made
