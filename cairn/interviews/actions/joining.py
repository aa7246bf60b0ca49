"""A child goes missing again before the interview: one interview for several times, or one for each."""

import uuid
from typing import Any

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock
from cairn.foundation.references import as_typed
from cairn.foundation.refusals import find, refuse_if
from cairn.interviews import queries
from cairn.interviews.choices import Event, What
from cairn.interviews.models import Interview
from cairn.interviews.recording import (
    begun,
    count_due,
    hold_child,
    note,
    put,
    refuse_unless,
    take_out,
)
from cairn.interviews.rules import states
from cairn.interviews.telling import answers_to, facts_of
from cairn.missing import queries as missing


@action(Permission.INTERVIEWS_RECORD)
def join(*, by: Any, reference: str, version: int, key: uuid.UUID, other: str) -> Interview:
    """Hold one interview for what two were opened for. The earliest end counts; both stay to be read.

    Gives the interview that goes on.
    """
    hold_child(queries.interview(by=by, reference=reference).child_id)
    row, is_done = begun(by, reference, key)
    if is_done:
        return row.joined_to or row
    facts = refuse_unless(row, version)
    goes_on = queries.to_change(by=by, reference=other)
    refuse_if(
        states.reason_not_to_join(
            facts, facts_of(goes_on), is_same=row == goes_on,
            is_same_child=row.child_id == goes_on.child_id,
        )
    )  # fmt: skip
    episodes = list(answers_to(row))
    take_out(row, episodes)
    put(by, goes_on, episodes)
    count_due(by, goes_on)
    goes_on.offered_at = min(filter(None, (row.offered_at, goes_on.offered_at)), default=None)
    goes_on.interviewer = goes_on.interviewer or row.interviewer
    _keep_words(row, goes_on)
    note(by, goes_on, What.JOINED, Event.JOINED, words=f"{row.reference} was joined to this one.")
    row.joined_to = goes_on
    note(by, row, What.JOINED, Event.JOINED, key=key, words=f"It goes on in {goes_on.reference}.")
    return goes_on


def _keep_words(row: Interview, goes_on: Interview) -> None:
    """What was written already goes on too, where nothing stands there yet; it stays here as well."""
    for part, said in row.answers.items():
        if part not in goes_on.answers:
            goes_on.answers = {**goes_on.answers, part: said}
            goes_on.versions = {**goes_on.versions, part: goes_on.version_of(part) + 1}
            goes_on.writers = {**goes_on.writers, part: row.writers.get(part)}
    if row.childs_words and not goes_on.childs_words:
        goes_on.childs_words = row.childs_words
        goes_on.versions = {**goes_on.versions, "words": goes_on.version_of("words") + 1}
        goes_on.writers = {**goes_on.writers, "words": row.writers.get("words")}


@action(Permission.INTERVIEWS_RECORD)
def give_its_own(
    *, by: Any, reference: str, version: int, key: uuid.UUID, episode: str
) -> Interview:
    """One of several episodes is answered by an interview of its own after all. Gives the new one."""
    hold_child(queries.interview(by=by, reference=reference).child_id)
    row, is_done = begun(by, reference, key)
    if is_done:
        return row
    facts = refuse_unless(row, version)
    one = find(answers_to(row), reference=as_typed(episode))
    refuse_if(states.reason_not_to_part(facts, episodes=answers_to(row).count()))
    due = missing.interview_due(by=by, episode=one)
    made = Interview.objects.create(
        child=row.child, due_at=due or row.due_at, opened_at=clock.now(), opened_by=by
    )
    take_out(row, [one])
    put(by, made, [one])
    count_due(by, row)
    trail.record(
        by=by, event=Event.OPENED, on=made, child=row.child.reference, episode=one.reference
    )  # fmt: skip
    words = f"Episode {one.reference} goes on in {made.reference}."
    note(by, row, What.OWN, Event.GIVEN_ITS_OWN, key=key, words=words)
    return made
