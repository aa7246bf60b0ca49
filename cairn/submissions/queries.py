"""What people may read of drafts and submissions: submitters their own, the desk what is in reach."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from rapidfuzz import fuzz

from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.foundation.refusals import OutOfReach, find
from cairn.submissions import permissions, rules
from cairn.submissions.choices import MentionKind, State
from cairn.submissions.models import Attachment, Draft, Mention, Message, Submission

NEARLY_THE_SAME = 85  # of 100: two tellings of one event
COMPARED_STORIES = 200  # the latest ones within reach
SHOWN_ALIKE = 20

_IN_STATE = {
    State.SENT: Q(finished_at=None, waiting_since=None, read_at=None),
    State.READING: Q(finished_at=None, waiting_since=None, read_at__isnull=False),
    State.ASKED: Q(finished_at=None, waiting_since__isnull=False),
    State.FINISHED: Q(finished_at__isnull=False),
}


# --- for the person who sends --------------------------------------------------------------------


@query(Permission.SUBMISSIONS_SHARE)
def draft(*, by: Any, key: UUID, holder: bytes) -> Draft | None:
    """One draft, sent or not. None: it is in this browser's hands, but its owner must sign in."""
    held = find(
        Draft.objects.filter(permissions.may_write_draft(by, holder)).select_related("submission"),
        key=key,
    )
    return held if by.is_authenticated or held.owner_id is None else None


@query(Permission.SUBMISSIONS_SHARE)
def drafts(*, by: Any, holder: bytes) -> QuerySet[Draft]:
    """What this person, or this browser, has started and not sent."""
    return Draft.objects.filter(permissions.may_read_draft(by, holder), submission=None).order_by(
        "-saved_at"
    )


@query(Permission.SUBMISSIONS_SHARE)
def attachments(*, by: Any, key: UUID, holder: bytes) -> QuerySet[Attachment]:
    """The files of a draft that is not sent yet."""
    return (
        Attachment.objects.filter(
            draft__in=Draft.objects.filter(permissions.may_read_draft(by, holder), key=key),
            submission=None,
        )
        .select_related("document")
        .order_by("id")
    )


@query(Permission.SUBMISSIONS_SHARE)
def receipt(*, by: Any, key: UUID, holder: bytes) -> rules.Receipt | None:
    """The receipt of a sent draft, as often as its holder asks. None where they must sign in."""
    held = draft(by=by, key=key, holder=holder)
    if held is None:
        return None
    if held.submission is None:
        raise OutOfReach
    sent = held.submission
    return rules.receipt(
        settings.RECEIPT_KEY,
        key=sent.key,
        reference=sent.reference,
        sent_at=sent.sent_at,
        content=sent.content,
    )


@query(Permission.SUBMISSIONS_FOLLOW_UP)
def mine(*, by: Any, state: str = "") -> QuerySet[Submission]:
    """What this person sent while signed in; a stranger sent nothing."""
    rows = Submission.objects.filter(permissions.own(by, "")).defer("content")
    return rows.filter(_IN_STATE[State(state)]) if state in State.values else rows


@query(Permission.SUBMISSIONS_FOLLOW_UP)
def may_follow(*, by: Any, reference: str, proof: str) -> bool:
    """Whether followed() would give it. False alike where it is not there and where it is not theirs."""
    return Submission.objects.filter(permissions.own(by, proof), reference=reference).exists()


@query(Permission.SUBMISSIONS_FOLLOW_UP)
def followed(*, by: Any, reference: str, proof: str) -> Submission:
    """One submission of this person's own, with what was said since. Never its content."""
    said = Prefetch("messages", Message.objects.select_related("answer"))
    rows = Submission.objects.filter(permissions.own(by, proof)).defer("content")
    return find(rows.prefetch_related(said), reference=reference)


# --- for the desk --------------------------------------------------------------------------------


@query(Permission.SUBMISSIONS_TRIAGE)
def for_triage(*, by: Any) -> QuerySet[Submission]:
    """Every submission within the reach of the desk, finished or not."""
    return Submission.objects.filter(permissions.desk_reach(by))


@query(Permission.SUBMISSIONS_TRIAGE)
def submission_for_triage(*, by: Any, reference: str) -> Submission:
    """One submission with who it names, what was said since and its files; not who sent it."""
    rows = for_triage(by=by).select_related("council")
    files = Prefetch("attachments", Attachment.objects.select_related("document").order_by("id"))
    said = Prefetch("messages", Message.objects.select_related("by", "answer"))
    return find(rows.prefetch_related("mentions", said, files), reference=reference)


@dataclass(frozen=True)
class Alike:
    """Another submission that may tell of the same, and in which ways."""

    submission: Submission
    why: tuple[str, ...]


@query(Permission.SUBMISSIONS_TRIAGE)
def similar(*, by: Any, reference: str) -> list[Alike]:
    """Submissions that name the same, or tell nearly the same story: the likeliest first."""
    this = find(for_triage(by=by), reference=reference)
    others = for_triage(by=by).exclude(pk=this.pk)
    reasons: dict[int, list[str]] = {}
    for number, kind in _sharing_a_mention(this, others):
        _note(reasons, number, f"Names the same {MentionKind(kind).label.lower()}")
    for number in _telling_the_same(this, others):
        _note(reasons, number, "Tells nearly the same story")
    likeliest = sorted(reasons, key=lambda number: (-len(reasons[number]), -number))[:SHOWN_ALIKE]
    found = others.defer("content").in_bulk(likeliest)
    return [Alike(found[number], tuple(reasons[number])) for number in likeliest]


def _note(reasons: dict[int, list[str]], number: int, why: str) -> None:
    known = reasons.setdefault(number, [])
    if why not in known:
        known.append(why)


def _sharing_a_mention(this: Submission, others: QuerySet[Submission]) -> list[tuple[int, str]]:
    shared = Q(pk__in=[])
    for kind, normal in this.mentions.values_list("kind", "normal"):
        shared |= Q(kind=kind, normal=normal)
    rows = Mention.objects.filter(shared, submission__in=others).order_by("-submission_id")
    return list(rows.values_list("submission_id", "kind")[:COMPARED_STORIES])


def _telling_the_same(this: Submission, others: QuerySet[Submission]) -> list[int]:
    told = KeyTextTransform("what", KeyTextTransform("story", "content"))
    stories = others.order_by("-sent_at", "-id").values_list("pk", told)[:COMPARED_STORIES]
    story = this.content.get("story", {}).get("what", "")
    return [
        number
        for number, other in stories
        if other
        and story
        and fuzz.token_sort_ratio(story, other, score_cutoff=NEARLY_THE_SAME) >= NEARLY_THE_SAME
    ]
