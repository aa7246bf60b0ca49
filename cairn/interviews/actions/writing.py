"""Writing in the form, handing it in, and what a manager decides."""

import uuid
from collections.abc import Mapping
from typing import Any

from cairn.accounts import actions as accounts
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Overtaken, refuse_if
from cairn.interviews import queries
from cairn.interviews.choices import Event, What
from cairn.interviews.models import Earlier, Interview
from cairn.interviews.recording import OVERTAKEN as CHANGED
from cairn.interviews.recording import begun, note, refuse_unless
from cairn.interviews.rules import form, states
from cairn.interviews.telling import facts_of, part_as_it_is

OVERTAKEN = "Somebody changed this part after you opened it. Nothing was changed."
NEWER = "Somebody wrote in the form after you opened this. Nothing was handed in."
BACK = "An interview was given back to you."


@action(Permission.INTERVIEWS_RECORD)
def save_part(
    *, by: Any, reference: str, part: str, version: int, said: Mapping[str, Any]
) -> Interview:
    """Keep one part of the form. `version` is the part's as the person saw it; raises Overtaken.

    Nothing happens where it says what is there already. What somebody else wrote there stays to be read.
    """
    if part not in form.CODES:
        raise OutOfReach
    row = queries.to_change(by=by, reference=reference)
    refuse_if(states.reason_not_to_write(facts_of(row)))
    words = form.cleaned(part, said)
    if words == part_as_it_is(row, part):
        return row
    if row.version_of(part) != version:
        raise Overtaken(OVERTAKEN)
    _keep_what_stood(by, row, part)
    if part == form.WORDS:
        row.childs_words = words.get("childs_words", "")
    else:
        others = {code: one for code, one in row.answers.items() if code != part}
        row.answers = {**others, part: words} if words else others
    row.versions = {**row.versions, part: version + 1}
    row.writers = {**row.writers, part: by.pk}
    row.save(update_fields=["answers", "childs_words", "versions", "writers"])
    trail.record(by=by, event=Event.SAVED, on=row, child=row.child.reference, part=part)
    return row


def _keep_what_stood(by: Any, row: Interview, part: str) -> None:
    stood, writer = part_as_it_is(row, part), row.writers.get(part)
    if stood and writer and writer != by.pk:
        Earlier.objects.create(
            interview=row, part=part, said=stood, written_by_id=writer, until_at=clock.now(), by=by
        )


@action(Permission.INTERVIEWS_RECORD)
def hand_in(
    *, by: Any, reference: str, version: int, key: uuid.UUID, versions: Mapping[str, int]
) -> Interview:
    """It is written up: a manager reads it next.

    `versions` are those of the parts as the person read them; raises Overtaken where one is newer.
    """
    row, is_done = begun(by, reference, key)
    if is_done:
        return row
    facts = refuse_unless(row, version)
    refuse_if(
        states.reason_not_to_hand_in(
            facts, has_answers=bool(row.childs_words or row.answers), carers_said=row.carers_said
        )
    )
    if any(row.version_of(part) != versions.get(part, 0) for part in form.CODES):
        raise Overtaken(NEWER)
    row.handed_in_at, row.handed_in_by, row.given_back_at = clock.now(), by, None
    return note(by, row, What.HANDED_IN, Event.HANDED_IN, key=key)


@action(Permission.INTERVIEWS_SIGN_OFF)
def sign_off(
    *, by: Any, reference: str, version: int, key: uuid.UUID, words: str = ""
) -> Interview:
    """A manager has read it. It stays as it is from now on."""
    row, is_done = _to_decide(by, reference, version, key)
    if is_done:
        return row
    row.signed_off_at, row.signed_off_by = clock.now(), by
    return note(by, row, What.SIGNED_OFF, Event.SIGNED_OFF, key=key, words=words.strip())


@action(Permission.INTERVIEWS_SIGN_OFF)
def give_back(*, by: Any, reference: str, version: int, key: uuid.UUID, words: str) -> Interview:
    """A manager has read it, and says what is missing."""
    row, is_done = _to_decide(by, reference, version, key)
    if is_done:
        return row
    refuse_if(None if words.strip() else "Say what is missing.")
    person = row.handed_in_by
    row.handed_in_at, row.handed_in_by, row.given_back_at = None, None, clock.now()
    note(by, row, What.GIVEN_BACK, Event.GIVEN_BACK, key=key, words=words.strip())
    if person:
        accounts.give_notice(
            by=by, person=person, key=f"interviews.back:{row.reference}:{row.version}",
            wording=BACK, page="interviews:interview", reference=row.reference,
        )  # fmt: skip
    return row


def _to_decide(by: Any, reference: str, version: int, key: uuid.UUID) -> tuple[Interview, bool]:
    row, is_done = begun(by, reference, key)
    if is_done:
        return row, True
    if row.version != version:
        raise Overtaken(CHANGED)
    is_own = by.pk in {row.handed_in_by_id, row.held_by_id}
    refuse_if(states.reason_not_to_decide(facts_of(row), is_own=is_own))
    return row, False
