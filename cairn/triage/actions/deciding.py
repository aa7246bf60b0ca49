"""What happens to an item: ask the submitter, decide in one step, reopen with a reason."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from cairn.accounts import actions as accounts
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock
from cairn.foundation.refusals import Overtaken, refuse_if, refuse_used_key
from cairn.submissions import actions as submissions
from cairn.submissions.models import Message, Submission
from cairn.triage import queries, rules
from cairn.triage.choices import Event
from cairn.triage.models import Decision, Pickup, Reopening

NOTHING_LOST = (
    "Nothing you wrote was sent, and nothing of it is lost. Read what happened, then decide again."
)


@action(Permission.SUBMISSIONS_TRIAGE)
def ask(*, by: Any, reference: str, text: str, version: int, key: UUID) -> Message:
    """Ask the submitter a question. Who asks has the item from then on."""
    submission = queries.to_change(by=by, reference=reference)
    if kept := submission.messages.filter(key=key, by=by).first():
        return kept
    standing = queries.standing(by=by, submission=submission)
    _refuse_if_overtaken(submission, standing, version)
    refuse_if(rules.reason_not_to_ask(standing, text=text))
    _take_if_free(submission, standing, by)
    return submissions.ask(by=by, reference=reference, text=text.strip(), key=key)


@action(Permission.SUBMISSIONS_TRIAGE)
def decide(
    *,
    by: Any,
    reference: str,
    outcome: str,
    reason: str = "",
    destination: str = "",
    nothing_more_to_make: bool = False,
    version: int,
    key: UUID,
) -> Decision:
    """Decide what happens to an item. The same key again is the same decision.

    Raises Overtaken where the item is not as the person saw it: `version` is what they saw.
    """
    submission = queries.to_change(by=by, reference=reference)
    if kept := Decision.objects.filter(key=key, submission=submission, by=by).first():
        return kept
    refuse_used_key(Decision.objects.all(), key)
    standing = queries.standing(by=by, submission=submission)
    _refuse_if_overtaken(submission, standing, version)
    refuse_if(
        rules.reason_not_to_decide(
            standing,
            outcome=outcome,
            reason=reason,
            destination=destination,
            nothing_more_to_make=nothing_more_to_make,
        )
    )
    told = destination.strip() if outcome in rules.NEEDS_DESTINATION else ""
    at = clock.now()
    _take_if_free(submission, standing, by)
    Pickup.objects.filter(submission=submission, until_at=None).update(until_at=at)
    submissions.finish(by=by, reference=reference, outcome=outcome, told=told, version=version)
    decision = Decision.objects.create(
        submission=submission,
        outcome=outcome,
        reason=reason.strip(),
        destination=told,
        at=at,
        by=by,
        key=key,
    )
    trail.record(by=by, event=Event.DECIDED, on=submission, outcome=outcome)
    accounts.close_notices(by=by, about=reference, keys=rules.MOOT_ONCE_DECIDED)
    return decision


@action(Permission.SUBMISSIONS_TRIAGE)
def reopen(*, by: Any, reference: str, reason: str, version: int) -> Submission:
    """Open a decided item again, with a reason, and take it on. Who decided is told."""
    submission = queries.to_change(by=by, reference=reference)
    standing = queries.standing(by=by, submission=submission)
    _refuse_if_overtaken(submission, standing, version)
    refuse_if(rules.reason_not_to_reopen(standing, reason=reason))
    reopened = _reopen(submission, by=by, reason=reason)
    _take_if_free(submission, rules.Standing(), by)
    _tell_who_decided(submission, by=by, words=f"{by.name} reopened something you had decided.")
    return reopened


@action(Permission.SUBMISSIONS_TRIAGE)
def decide_again(
    *, by: Any, reference: str, reopening: str, decision: Mapping[str, Any]
) -> Decision:
    """Reopen and decide in one step, for whoever was overtaken. `decision` is what decide() takes."""
    submission = queries.to_change(by=by, reference=reference)
    kept = Decision.objects.filter(key=decision["key"], by=by, submission=submission)
    if found := kept.first():
        return found
    reopened = reopen(by=by, reference=reference, reason=reopening, version=decision["version"])
    return decide(by=by, reference=reference, **{**decision, "version": reopened.version})


@action(Permission.SUBMISSIONS_TRIAGE)
def bring_back(*, by: Any, reference: str) -> None:
    """The submitter added to something decided: it goes back to the queue, so that it is read."""
    submission = queries.to_change(by=by, reference=reference)
    if submission.finished_at is None:
        return
    _reopen(submission, by=by, reason="The submitter added something.")
    words = "The submitter added to something you had decided. It is back in the queue."
    _tell_who_decided(submission, by=by, words=words)


def _reopen(submission: Submission, *, by: Any, reason: str) -> Submission:
    reopened = submissions.reopen(by=by, reference=submission.reference, version=submission.version)
    Reopening.objects.create(submission=submission, reason=reason.strip(), at=clock.now(), by=by)
    trail.record(by=by, event=Event.REOPENED, on=submission)
    return reopened


def _tell_who_decided(submission: Submission, *, by: Any, words: str) -> None:
    decision = Decision.objects.filter(submission=submission).select_related("by").last()
    if decision and decision.by != by:
        accounts.give_notice(
            by=by, person=decision.by, wording=words, page="triage:item",
            key=f"triage.reopened:{submission.reference}:{submission.version}",
            reference=submission.reference,
        )  # fmt: skip


def _take_if_free(submission: Submission, standing: rules.Standing, by: Any) -> None:
    if not standing.holder:
        Pickup.objects.create(submission=submission, person=by, from_at=clock.now())
        trail.record(by=by, event=Event.PICKED_UP, on=submission, person=by.pk)
        accounts.close_notices(by=by, about=submission.reference, keys=rules.CALLS_FOR_SOMEBODY)


def _refuse_if_overtaken(submission: Submission, standing: rules.Standing, version: int) -> None:
    """Their page did not show what is true now: a colleague came first, or the submitter spoke."""
    if standing.is_somebody_elses:
        raise Overtaken(f"{standing.holder} has it now. {NOTHING_LOST}")
    if submission.version != version:
        raise Overtaken(f"This changed while you had it open. {NOTHING_LOST}")
