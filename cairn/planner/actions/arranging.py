"""Somebody decides who goes to an interview and when; and hands interviews over.

The interviews themselves are changed through their own chapter's acts: who goes, and the plan.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cairn.accounts import actions as accounts
from cairn.accounts.models import User
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock
from cairn.foundation.refusals import Refused
from cairn.interviews import actions as interviews
from cairn.interviews import queries as interviews_read
from cairn.interviews.models import Interview, Step
from cairn.planner import queries
from cairn.planner.actions.time import OFF
from cairn.planner.choices import Event
from cairn.planner.models import Whereabouts

TO_AGREE = "{town}: place to be agreed"
NOWHERE = "Place to be agreed"


@dataclass(frozen=True)
class Choice:
    """Who goes to one interview and when, as somebody ticked it."""

    reference: str
    version: int
    person: str
    at: datetime
    where: str
    town: str = ""


@action(Permission.INTERVIEWS_ALLOCATE)
def arrange(*, by: Any, choice: Choice, key: uuid.UUID) -> Interview:
    """Say who goes and when, in one act: once for each key, and only as it was when it was opened."""
    row = interviews_read.interview(by=by, reference=choice.reference)
    if Step.objects.filter(key=key, interview=row, said_by=by).exists():
        return row
    before, version = row.interviewer, choice.version
    is_new = before is None or before.reference != choice.person
    if is_new:
        row = interviews.allocate(
            by=by, reference=choice.reference, version=version, key=uuid.uuid5(key, "who"),
            person=choice.person,
        )  # fmt: skip
        version = row.version
    row = interviews.plan(
        by=by, reference=choice.reference, version=version, key=key, at=choice.at,
        where=choice.where,
    )  # fmt: skip
    if choice.town:
        say_town(by=by, reference=choice.reference, town=choice.town)
    trail.record(by=by, event=Event.ARRANGED, on=row, child=row.child.reference)
    if is_new and before is not None:
        _tell(by, row, before)
    return row


def _tell(by: Any, row: Interview, before: User) -> None:
    """Who had it before hears that they need not go, and those who plan hear of the change."""
    now = row.interviewer.name if row.interviewer else ""
    for person, words in (
        (before, f"{now} will hold a return home interview that was yours."),
        *(
            (one, f"{now} will hold a return home interview instead of {before.name}.")
            for one in interviews_read.managers_of(by=by, interview=row)
        ),
    ):
        if person not in (by, row.interviewer):
            accounts.give_notice(
                by=by, person=person, key=f"planner.handed_over:{row.reference}:{row.version}",
                wording=words, page="interviews:interview", reference=row.reference,
            )  # fmt: skip


@action(Permission.INTERVIEWS_ALLOCATE)
def hand_over(*, by: Any, away: str, choices: Sequence[Choice], key: uuid.UUID) -> list[Interview]:
    """Those that somebody ticked, all or none. An interview that changed meanwhile refuses all."""
    row = queries.away(by=by, reference=away)
    if not choices:
        raise Refused("Select the interviews you want to hand over.")
    made = [arrange(by=by, choice=one, key=uuid.uuid5(key, one.reference)) for one in choices]
    if not queries.to_hand_over(by=by, away=row):
        accounts.close_notices(by=by, about=row.reference, keys=(OFF,))
    return made


@action(Permission.INTERVIEWS_ALLOCATE)
def say_town(*, by: Any, reference: str, town: str) -> Whereabouts:
    """In which town an interview is to be, where the guess is wrong, or there is none."""
    row = interviews_read.to_change(by=by, reference=reference)
    where = queries.town(by=by, code=town)
    last = Whereabouts.objects.filter(interview=row).last()
    if last and last.town == where:
        return last
    made = Whereabouts.objects.create(interview=row, town=where, said_at=clock.now(), said_by=by)
    trail.record(by=by, event=Event.TOWN_SAID, on=row, child=row.child.reference)
    return made
