"""Sending: a draft becomes a submission, once, whatever is clicked twice or sent again."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings

from cairn.accounts.models import User
from cairn.agencies import queries as agencies
from cairn.agencies.models import Council
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock
from cairn.foundation.refusals import find
from cairn.submissions import permissions, rules
from cairn.submissions.choices import Event
from cairn.submissions.models import Attachment, Draft, Mention, Submission, Submitter
from cairn.submissions.rules import Composed, Receipt

Compose = Callable[[dict[str, Any]], Composed | None]


@action(Permission.SUBMISSIONS_SHARE)
def send(*, by: Any, holder: bytes, key: UUID, compose: Compose) -> Receipt | None:
    """Send a draft and give its receipt; if it was sent before, the same receipt again.

    `compose` makes of what was typed what is sent, or None where something is still missing: then
    nothing happens and None comes back. It is called while the draft's row is held, so that what
    is sent is what was there, and of two sends at once one waits for the other. None comes back
    too where the draft belongs to somebody who is not, or no longer, signed in.
    """
    held = Draft.objects.filter(permissions.may_write_draft(by, holder))
    # Not joined to its submission: whoever waited for the row gets it as it is now, but what is
    # joined to it as it was when they came.
    draft = find(held.select_for_update(of=("self",)), key=key)
    if draft.owner_id is not None and draft.owner_id != by.pk:
        return None
    if draft.submission is not None:
        return _receipt(draft.submission, is_new=False)
    composed = compose(draft.answers)
    if composed is None:
        return None
    submission = _submission(by, draft, composed.content)
    _keep_who(by, submission, composed.who)
    Mention.objects.bulk_create(_mentions(submission))
    Attachment.objects.filter(draft=draft).update(submission=submission)
    draft.submission = submission
    draft.answers, draft.versions = {}, {}
    draft.save(update_fields=["submission", "answers", "versions"])
    trail.record(by=by, event=Event.SENT, on=submission, rank=submission.rank)
    return _receipt(submission, is_new=True)


def _receipt(submission: Submission, *, is_new: bool) -> Receipt:
    return rules.receipt(
        settings.RECEIPT_KEY,
        key=submission.key,
        reference=submission.reference,
        sent_at=submission.sent_at,
        content=submission.content,
        is_new=is_new,
    )


def _submission(by: Any, draft: Draft, content: dict[str, Any]) -> Submission:
    story = content["story"]
    code = rules.code_for(settings.RECEIPT_KEY, draft.key)
    return Submission.objects.create(
        key=draft.key,
        code_digest=rules.code_digest(settings.RECEIPT_KEY, code),
        content=content,
        shape=rules.SHAPE,
        council=_council(by, story.get("area", "")),
        strand_codes=_strand_codes(by, story.get("strands", [])),
        rank=rules.rank(content["gate"]),
        sent_at=clock.now(),
        sent_by=by if by.is_authenticated else None,
    )


def _council(by: Any, area: str) -> Council | None:
    """The area it is about, as far as anybody knows: said, or else where the sender works."""
    for council in agencies.councils(by=by):
        if council.code == area or (not area and by.council_ids == {council.pk}):
            return council
    return None


def _strand_codes(by: Any, said: list[str]) -> list[str]:
    if not said:
        return []
    return [s.code for s in agencies.exploitation_strands(by=by) if s.code in said]


def _keep_who(by: Any, submission: Submission, who: dict[str, str]) -> None:
    if isinstance(by, User):
        who = {"name": by.name, "job_title": by.job_title, "email": by.email, **who}
    Submitter.objects.create(submission=submission, agency_id=by.agency_id, **who)


def _mentions(submission: Submission) -> list[Mention]:
    return [
        Mention(
            submission=submission,
            kind=named.kind,
            position=named.position,
            label=named.label,
            normal=named.normal,
            born_on=named.born_on,
        )
        for named in rules.mentions(submission.content)
    ]
