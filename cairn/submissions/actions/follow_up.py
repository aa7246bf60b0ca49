"""What the person who sent something does afterwards: opens it, answers, adds.

Their messages never say who wrote them: who the source is stands in Submitter, and only there.
"""

from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import cache

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock
from cairn.foundation.references import as_typed
from cairn.foundation.refusals import find, hold, refuse_used_key
from cairn.submissions import permissions, queries, rules
from cairn.submissions.choices import Event, MessageKind
from cairn.submissions.models import Message, Submission

REMEMBERED_FOR = 15 * 60  # seconds
NOT_FOUND = "We could not find that. Check the reference and the code, and type them again."
NOBODYS_DIGEST = bytes(32)


@dataclass(frozen=True)
class Opened:
    """A proof that opens one submission for an hour, or the sentence that says why not."""

    reference: str = ""
    proof: str = ""
    reason: str = ""


@action(Permission.SUBMISSIONS_FOLLOW_UP)
def open_follow_up(*, by: Any, reference: str, code: str, caller: str) -> Opened:
    """Open a submission with its reference and code. Wrong ones look alike, in every way.

    Failures are counted for the reference, whether there is such a one or not, and for the caller.
    """
    typed = as_typed(reference[:100])
    counters = [_counter("reference", typed), _counter("caller", caller)]
    failures = cache.get_many(counters)
    for_reference, for_caller = (failures.get(counter, 0) for counter in counters)
    if reason := rules.reason_to_wait(for_reference=for_reference, for_caller=for_caller):
        return Opened(reason=reason)
    submission = Submission.objects.filter(reference=typed).defer("content").first()
    kept = bytes(submission.code_digest) if submission else NOBODYS_DIGEST
    given = rules.code_digest(settings.RECEIPT_KEY, rules.code_as_typed(code[:100]))
    if not compare_digest(kept, given) or submission is None:
        for counter in counters:
            _count(counter)
        return Opened(reason=NOT_FOUND)
    cache.delete(counters[0])
    trail.record(by=by, event=Event.FOLLOWED_UP, on=submission)
    return Opened(submission.reference, permissions.proof_of(submission.reference))


def _counter(what: str, whose: str) -> str:
    return f"follow-up:{what}:{sha256(whose.encode()).hexdigest()}"


def _count(counter: str) -> None:
    if not cache.add(counter, 1, REMEMBERED_FOR):
        cache.set(counter, cache.get(counter, 0) + 1, REMEMBERED_FOR)


@action(Permission.SUBMISSIONS_FOLLOW_UP)
def answer(*, by: Any, reference: str, proof: str, question: UUID, text: str, key: UUID) -> Message:
    """Answer a question of the desk. The same key again is the same answer; so is a second one
    to the same question, which is kept as an addition.
    """
    submission = _own(by, proof, reference)
    if kept := submission.messages.filter(key=key).first():
        return kept
    refuse_used_key(Message.objects.all(), key)
    asked = find(submission.messages.filter(kind=MessageKind.QUESTION), key=question)
    is_answered = submission.messages.filter(answers=asked).exists()
    said = Message.objects.create(
        submission=submission,
        kind=MessageKind.ADDITION if is_answered else MessageKind.ANSWER,
        answers=None if is_answered else asked,
        text=text,
        at=clock.now(),
        key=key,
    )
    open_questions = submission.messages.filter(kind=MessageKind.QUESTION, answer=None)
    if not open_questions.exists():
        submission.waiting_since = None
    _touch(submission)
    trail.record(by=by, event=Event.ANSWERED, on=submission)
    return said


@action(Permission.SUBMISSIONS_FOLLOW_UP)
def add(*, by: Any, reference: str, proof: str, text: str, key: UUID) -> Message:
    """Add to what was sent, at any time. The same key again is the same addition."""
    submission = _own(by, proof, reference)
    if kept := submission.messages.filter(key=key).first():
        return kept
    refuse_used_key(Message.objects.all(), key)
    said = Message.objects.create(
        submission=submission,
        kind=MessageKind.ADDITION,
        text=text,
        at=clock.now(),
        key=key,
    )
    _touch(submission)
    trail.record(by=by, event=Event.ADDED_TO, on=submission)
    return said


@action(Permission.SUBMISSIONS_FOLLOW_UP)
def export_mine(*, by: Any, state: str = "") -> list[Submission]:
    """Everything this person sent, for a spreadsheet. Taking it away leaves a trace."""
    rows = list(queries.mine(by=by, state=state).order_by("-sent_at", "-id"))
    trail.record(by=by, event=Event.EXPORTED, on=by, rows=len(rows))
    return rows


def _own(by: Any, proof: str, reference: str) -> Submission:
    rows = Submission.objects.filter(permissions.own(by, proof)).defer("content")
    return hold(rows, reference=reference)


def _touch(submission: Submission) -> None:
    submission.version += 1
    submission.save(update_fields=["waiting_since", "version"])
