"""Warns before a breach is certain, and when it is: each level once."""

from typing import Any

from cairn.accounts import actions as accounts
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock
from cairn.interviews import queries as interviews
from cairn.interviews.rules.states import is_running
from cairn.interviews.telling import facts_of
from cairn.planner.choices import Event
from cairn.planner.models import Warned

WARNING = "planner.warning:"


@action(Permission.SERVICE_OPERATE)
def warn(*, by: Any, reference: str, level: str, words: str) -> int:
    """The interviewer and those who say who goes hear how near it is. How many were told."""
    row = interviews.to_change(by=by, reference=reference)
    if not is_running(facts_of(row)):
        return 0
    _, is_new = Warned.objects.get_or_create(
        interview=row, level=level, due_at=row.due_at, defaults={"at": clock.now()}
    )
    if not is_new:
        return 0
    managers = interviews.managers_of(by=by, interview=row)
    told = {one.pk: (one, "planner:arrange") for one in managers}
    if row.interviewer:
        told.setdefault(row.interviewer.pk, (row.interviewer, "interviews:interview"))
    accounts.close_notices(by=by, about=reference, keys=(WARNING,))  # the newest says it all
    for person, page in told.values():
        accounts.give_notice(
            by=by, person=person, key=f"{WARNING}{reference}:{level}:{row.due_at:%Y%m%d%H%M}",
            wording=words, page=page, reference=reference,
        )  # fmt: skip
    trail.record(by=by, event=Event.WARNED, on=row, level=level, people=sorted(told))
    return len(told)


@action(Permission.SERVICE_OPERATE)
def settle(*, by: Any, reference: str) -> int:
    """Warnings of an interview that has a time before its end, or needs none, wait no longer."""
    row = interviews.interview(by=by, reference=reference)
    if is_running(facts_of(row)) and not (row.planned_at and row.planned_at <= row.due_at):
        return 0
    return accounts.close_notices(by=by, about=row.reference, keys=(WARNING,))
