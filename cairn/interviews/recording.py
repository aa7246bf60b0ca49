"""What every act in an interview does: hold the row, look whether it was done before, write what
happened, and go on to the next version.
"""

import uuid
from datetime import datetime
from typing import Any

from django.db.models import TextChoices

from cairn.audit import trail
from cairn.children.models import Child
from cairn.foundation import clock
from cairn.foundation.refusals import Overtaken, refuse_if, refuse_used_key
from cairn.interviews import queries
from cairn.interviews.choices import What
from cairn.interviews.models import Answered, Interview, Step
from cairn.interviews.rules.states import Facts, reason_not_to_change
from cairn.interviews.telling import answers_to, facts_of
from cairn.missing import queries as missing
from cairn.missing.models import Episode

OVERTAKEN = "Somebody changed this interview after you opened it. Nothing was changed."


def begun(by: Any, reference: str, key: uuid.UUID) -> tuple[Interview, bool]:
    """An interview to record something in, held; and whether this key has done so before."""
    row = queries.to_change(by=by, reference=reference)
    if Step.objects.filter(key=key, interview=row, said_by=by).exists():
        return row, True
    refuse_used_key(Step.objects.all(), key)
    return row, False


def refuse_unless(row: Interview, version: int) -> Facts:
    """Its facts, where it is as the person saw it and may be changed."""
    facts = facts_of(row)
    if row.version != version:
        raise Overtaken(OVERTAKEN)
    refuse_if(reason_not_to_change(facts))
    return facts


def note(
    by: Any, row: Interview, what: What, event: TextChoices, *, at: datetime | None = None,
    key: uuid.UUID | None = None, **said: Any,
) -> Interview:  # fmt: skip
    """Write what happened, keep the interview as it is now, and leave a trace."""
    now = clock.now()
    Step.objects.create(
        interview=row, what=what, at=at or now, said_at=now, said_by=by, key=key or uuid.uuid4(),
        **said,
    )  # fmt: skip
    return kept(by, row, event)


def kept(by: Any, row: Interview, event: TextChoices, **details: Any) -> Interview:
    row.version += 1
    row.save()
    trail.record(by=by, event=event, on=row, child=row.child.reference, **details)
    return row


def hold_child(number: int) -> None:
    """Which episodes an interview answers changes for one child at a time."""
    Child.objects.select_for_update(of=("self",), no_key=True).get(pk=number)


def held_episode(by: Any, reference: str) -> Episode:
    """An episode as it is once its child is held: a return may be recorded, or taken back, meanwhile."""
    hold_child(missing.episode(by=by, reference=reference).child_id)
    return missing.episode(by=by, reference=reference)


def put(by: Any, row: Interview, episodes: Any) -> None:
    """Episodes that the interview answers from now on; those it answered before come back.

    One that it answers already stays as it was put.
    """
    now = {"put_at": clock.now(), "put_by": by}
    for one in episodes:
        link, is_new = Answered.objects.get_or_create(interview=row, episode=one, defaults=now)
        if not is_new and link.taken_out_at:
            Answered.objects.filter(pk=link.pk).update(**now, taken_out_at=None)


def take_out(row: Interview, episodes: Any) -> None:
    of = Answered.objects.filter(interview=row, episode__in=episodes, taken_out_at=None)
    of.update(taken_out_at=clock.now())


def count_due(by: Any, row: Interview) -> bool:
    """The earliest end of the 72 hours of its episodes counts. Whether it changed."""
    if row.signed_off_at:  # it stays as it is, whatever is put right of the return
        return False
    dues = [missing.interview_due(by=by, episode=one) for one in answers_to(row)]
    earliest = min((one for one in dues if one), default=row.due_at)
    is_new = earliest != row.due_at
    if is_new:
        row.due_at, row.warned = earliest, None
    return is_new
