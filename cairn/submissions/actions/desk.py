"""What the desk does with a submission. What was sent stays as it is; facts are written beside it."""

from typing import Any
from uuid import UUID

from cairn.accounts import actions as accounts
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.documents import actions as documents
from cairn.documents.actions import OpenedDocument
from cairn.foundation import clock
from cairn.foundation.refusals import Overtaken, find, hold, refuse_if, refuse_used_key
from cairn.submissions import queries, rules
from cairn.submissions.choices import Event, MessageKind
from cairn.submissions.models import Attachment, Message, Submission, Submitter


@action(Permission.SUBMISSIONS_TRIAGE)
def mark_read(*, by: Any, reference: str) -> Submission:
    """Open a submission to read it. The first reading is what the submitter hears of."""
    submission = _to_change(by, reference)
    if submission.read_at is None:
        submission.read_at = clock.now()
        submission.save(update_fields=["read_at"])
    trail.record(by=by, event=Event.READ, on=submission)
    return submission


@action(Permission.SUBMISSIONS_TRIAGE)
def ask(*, by: Any, reference: str, text: str, key: UUID) -> Message:
    """Ask the submitter something. The same key again is the same question."""
    submission = _to_change(by, reference)
    if kept := submission.messages.filter(key=key).first():
        return kept
    refuse_used_key(Message.objects.all(), key)
    refuse_if(rules.reason_not_to_ask(finished_at=submission.finished_at))
    now = clock.now()
    question = Message.objects.create(
        submission=submission, kind=MessageKind.QUESTION, text=text, at=now, by=by, key=key
    )
    submission.read_at = submission.read_at or now
    submission.waiting_since = submission.waiting_since or now
    submission.version += 1
    submission.save(update_fields=["read_at", "waiting_since", "version"])
    trail.record(by=by, event=Event.ASKED, on=submission)
    return question


@action(Permission.SUBMISSIONS_TRIAGE)
def finish(*, by: Any, reference: str, outcome: str, told: str = "", version: int) -> Submission:
    """Decide. `told` is where it was passed to, in words for the submitter.

    Raises Overtaken where the submission is not as the person saw it: `version` is what they saw.
    """
    submission = _to_change(by, reference)
    _refuse_if_overtaken(submission, version)
    refuse_if(
        rules.reason_not_to_finish(finished_at=submission.finished_at, outcome=outcome, told=told)
    )
    now = clock.now()
    submission.read_at = submission.read_at or now
    submission.finished_at, submission.waiting_since = now, None
    submission.outcome, submission.told = outcome, told.strip()
    submission.version += 1
    submission.save(
        update_fields=["read_at", "finished_at", "waiting_since", "outcome", "told", "version"]
    )
    trail.record(by=by, event=Event.FINISHED, on=submission, outcome=outcome)
    return submission


@action(Permission.SUBMISSIONS_TRIAGE)
def reopen(*, by: Any, reference: str, version: int) -> Submission:
    """Take back that it was finished: to the submitter it is being read again."""
    submission = _to_change(by, reference)
    _refuse_if_overtaken(submission, version)
    refuse_if(rules.reason_not_to_reopen(finished_at=submission.finished_at))
    submission.finished_at, submission.outcome, submission.told = None, "", ""
    submission.version += 1
    submission.save(update_fields=["finished_at", "outcome", "told", "version"])
    trail.record(by=by, event=Event.REOPENED, on=submission)
    return submission


@action(Permission.SUBMISSIONS_VIEW_SOURCE)
def read_source(*, by: Any, reference: str) -> Submitter:
    """Who sent it. Asked on purpose, and never without a trace."""
    within = queries.for_triage(by=by)
    submitter = find(
        Submitter.objects.filter(submission__in=within).select_related("submission", "agency"),
        submission__reference=reference,
    )
    trail.record(by=by, event=Event.SOURCE_SEEN, on=submitter.submission)
    return submitter


@action(Permission.SUBMISSIONS_TRIAGE)
def open_attachment(*, by: Any, reference: str, file: str) -> OpenedDocument:
    """Open a file that came with this submission; `file` is its reference."""
    submission = find(queries.for_triage(by=by), reference=reference)
    attached = Attachment.objects.filter(submission=submission).select_related("document")
    attachment = find(attached, document__reference=file)
    trail.record(by=by, event=Event.FILE_OPENED, on=submission, file=file)
    return documents.open_document(by=by, document=attachment.document)


@action(Permission.SUBMISSIONS_TRIAGE)
def tell_sender(*, by: Any, reference: str, key: str) -> None:
    """Tell the sender, if they were signed in, that something is new about what they shared."""
    submission = find(queries.for_triage(by=by).select_related("sent_by"), reference=reference)
    if submission.sent_by is not None:
        accounts.give_notice(
            by=by,
            person=submission.sent_by,
            key=key,
            wording="There is something new about what you shared.",
            page="submissions:followed",
            reference=reference,
        )


def _to_change(by: Any, reference: str) -> Submission:
    return hold(queries.for_triage(by=by), reference=reference)


def _refuse_if_overtaken(submission: Submission, version: int) -> None:
    if submission.version != version:
        raise Overtaken(
            "This has changed since you opened it: somebody decided, asked or answered. Nothing "
            "was changed by you. Look at it again."
        )
