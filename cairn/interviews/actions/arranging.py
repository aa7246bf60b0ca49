"""Offering an interview, what was tried, the answer, who goes, and when and where."""

import uuid
from datetime import datetime
from typing import Any

from cairn.accounts import actions as accounts
from cairn.accounts.models import User
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Refused, refuse_if
from cairn.interviews import queries
from cairn.interviews.actions.opening import WARNING
from cairn.interviews.choices import Answer, Event, What
from cairn.interviews.models import Interview
from cairn.interviews.recording import begun, note, refuse_unless
from cairn.interviews.rules import independence, states
from cairn.interviews.telling import answers_to

YOURS = "A return home interview is yours to hold."


@action(Permission.INTERVIEWS_RECORD)
def offer(
    *, by: Any, reference: str, version: int, key: uuid.UUID, at: datetime, how: str, whom: str,
    who: str = "", words: str = "",
) -> Interview:  # fmt: skip
    """It was offered: when, by whom, how, and to whom. Once for each key."""
    row, is_done = begun(by, reference, key)
    if is_done:
        return row
    facts = refuse_unless(row, version)
    refuse_if(states.reason_not_to_offer(facts) or _not_then(row, at))
    row.offered_at = at
    return note(
        by, row, What.OFFERED, Event.OFFERED, at=at, key=key, how=how, whom=whom, who=who.strip(),
        words=words.strip(),
    )  # fmt: skip


@action(Permission.INTERVIEWS_RECORD)
def attempt(
    *, by: Any, reference: str, version: int, key: uuid.UUID, at: datetime, how: str, whom: str,
    words: str, who: str = "",
) -> Interview:  # fmt: skip
    """Somebody tried to reach the child: when, how, and what came of it. Nothing else changes."""
    row, is_done = begun(by, reference, key)
    if is_done:
        return row
    refuse_unless(row, version)
    refuse_if(_not_then(row, at) or (None if words.strip() else "Say what came of it."))
    return note(
        by, row, What.ATTEMPT, Event.ATTEMPTED, at=at, key=key, how=how, whom=whom,
        who=who.strip(), words=words.strip(),
    )  # fmt: skip


@action(Permission.INTERVIEWS_RECORD)
def answer(
    *, by: Any, reference: str, version: int, key: uuid.UUID, at: datetime, answer: str,
    whom: str = "", who: str = "", words: str = "", why_not: str = "",
) -> Interview:  # fmt: skip
    """Accepted, declined or not possible. The latest counts, and the others stay to be read."""
    row, is_done = begun(by, reference, key)
    if is_done:
        return row
    facts = refuse_unless(row, version)
    refuse_if(
        states.reason_not_to_answer(facts, answer=answer, whom=whom, words=words, why_not=why_not)
        or _not_then(row, at)
    )
    row.answer, row.answered_at, row.answered_by = answer, at, whom
    row.why_not = why_not if answer == Answer.NOT_POSSIBLE else ""
    if answer != Answer.ACCEPTED:
        row.planned_at, row.planned_where = None, ""
    return note(
        by, row, What(answer), Event.ANSWERED, at=at, key=key, whom=whom, who=who.strip(),
        words=words.strip(),
    )  # fmt: skip


@action(Permission.INTERVIEWS_RECORD)
def carers_say(
    *, by: Any, reference: str, version: int, key: uuid.UUID, at: datetime, words: str,
    who: str = "",
) -> Interview:  # fmt: skip
    """What the carers tell where the child declines, or why they could not be asked."""
    row, is_done = begun(by, reference, key)
    if is_done:
        return row
    refuse_unless(row, version)
    refuse_if(_not_then(row, at) or (None if words.strip() else "Write down what they say."))
    row.carers_said = words.strip()
    return note(
        by, row, What.CARERS, Event.CARERS_SAID, at=at, key=key, who=who.strip(),
        words=words.strip(),
    )  # fmt: skip


@action(Permission.INTERVIEWS_RECORD)
def take(*, by: Any, reference: str, version: int, key: uuid.UUID) -> Interview:
    """Whoever records interviews can go themselves, where nobody does yet."""
    row, is_done = begun(by, reference, key)
    if is_done:
        return row
    refuse_unless(row, version)
    if row.interviewer and row.interviewer != by:
        raise Refused(f"{row.interviewer.name} goes already.")
    return _give_to(by, row, by, key)


@action(Permission.INTERVIEWS_ALLOCATE)
def allocate(*, by: Any, reference: str, version: int, key: uuid.UUID, person: str) -> Interview:
    """Somebody who may says who goes."""
    row, is_done = begun(by, reference, key)
    if is_done:
        return row
    refuse_unless(row, version)
    found = [one for one in queries.could_hold(by=by, interview=row) if one.reference == person]
    if not found:
        raise OutOfReach
    return _give_to(by, row, found[0], key)


def _give_to(by: Any, row: Interview, person: User, key: uuid.UUID) -> Interview:
    row.interviewer, row.warned = person, None
    note(by, row, What.GIVEN_TO, Event.ALLOCATED, key=key, who=person.name)
    accounts.close_notices(by=by, about=row.reference, keys=(WARNING,))
    if person != by:
        accounts.give_notice(
            by=by, person=person, key=f"interviews.yours:{row.reference}:{row.version}",
            wording=YOURS, page="interviews:interview", reference=row.reference,
        )  # fmt: skip
    return row


@action(Permission.INTERVIEWS_RECORD)
def plan(
    *, by: Any, reference: str, version: int, key: uuid.UUID, at: datetime, where: str
) -> Interview:
    """When and where it is to be held."""
    row, is_done = begun(by, reference, key)
    if is_done:
        return row
    facts = refuse_unless(row, version)
    refuse_if(states.reason_not_to_plan(facts, at=at, now=clock.now()))
    row.planned_at, row.planned_where = at, where.strip()
    return note(by, row, What.PLANNED, Event.PLANNED, at=at, key=key, words=where.strip())


@action(Permission.INTERVIEWS_RECORD)
def hold_it(
    *, by: Any, reference: str, version: int, key: uuid.UUID, at: datetime, where: str, seen: str,
    relation: str, present: str = "", because: str = "",
) -> Interview:  # fmt: skip
    """It was held: when, where, whether the child was seen alone, and how independent who held it is."""
    row, is_done = begun(by, reference, key)
    if is_done:
        return row
    facts = refuse_unless(row, version)
    refuse_if(
        states.reason_not_to_hold(
            facts, seen=seen, present=present, at=at, offered_at=row.offered_at
        )
        or _not_then(row, at)
    )
    who = row.interviewer or by
    found = queries.concern(by=by, interview=row, person=who, relation=relation)
    refuse_if(independence.reason_not_to_go(found, because=because))
    row.held_at, row.held_by, row.held_where = at, who, where.strip()
    row.seen, row.present = seen, present.strip()
    row.relation, row.relation_because = relation, because.strip()
    row.interviewer = who
    row.answer, row.why_not, row.answered_at = Answer.ACCEPTED, "", row.answered_at or at
    accounts.close_notices(by=by, about=row.reference, keys=(WARNING,))
    return note(by, row, What.HELD, Event.HELD, at=at, key=key, who=who.name, words=where.strip())


def _not_then(row: Interview, at: datetime) -> str | None:
    """Nothing in an interview was before the child's first return."""
    first = answers_to(row).first()
    return states.reason_not_at(at, now=clock.now(), returned_at=first.until_at if first else None)
