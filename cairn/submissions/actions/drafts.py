"""Drafts: started at the gate, saved page by page, thrown away by their holder or by time."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from cairn.agencies import queries as agencies
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.documents import actions as documents
from cairn.foundation import clock
from cairn.foundation.refusals import find
from cairn.submissions import permissions, rules
from cairn.submissions.choices import Event
from cairn.submissions.models import Attachment, Draft
from cairn.submissions.rules import Stamp, Verdict, Written

OTHER_TEXTS = "~"  # after a page's name: what other windows typed, until the person has chosen


@dataclass(frozen=True)
class Saved:
    """What became of a page's text, and the number the window should name next time."""

    verdict: Verdict
    number: int = 0
    answers: dict[str, Any] = field(default_factory=dict)
    versions: dict[str, Any] = field(default_factory=dict)


@action(Permission.SUBMISSIONS_SHARE)
def start_draft(*, by: Any, holder: bytes, key: UUID, gate: dict[str, str]) -> Draft:
    """The draft with this key and these answers to the gate: begun now, or begun before."""
    draft, is_new = Draft.objects.get_or_create(key=key, defaults=_fresh(by, holder, gate))
    if not is_new:
        held = _held(by, holder).filter(key=key, submission=None).first()
        if held is None:  # somebody else's key, or sent long ago: this one stands by itself
            draft = Draft.objects.create(key=uuid4(), **_fresh(by, holder, gate))
            is_new = True
        else:
            draft = held
            draft.answers["gate"] = gate
            _keep(draft, by)
    if is_new:
        trail.record(by=by, event=Event.DRAFT_STARTED, on=draft)
    return draft


def _fresh(by: Any, holder: bytes, gate: dict[str, str]) -> dict[str, Any]:
    return {
        "owner": by if by.is_authenticated else None,
        "holder_digest": holder,
        "answers": {"gate": gate},
        "started_at": clock.now(),
        "saved_at": clock.now(),
    }


@action(Permission.SUBMISSIONS_SHARE)
def save_page(
    *, by: Any, holder: bytes, key: UUID, page: str, typed: dict[str, Any], sent: Stamp,
    by_itself: bool = False,
) -> Saved:  # fmt: skip
    """Keep what was typed on one page. Nothing typed is lost: see rules.settle.

    A draft that is not there is told in the verdict and not as a refusal, because the page that
    says so must still hold the words.
    """
    draft = _held(by, holder).filter(key=key).first()
    if draft is None or draft.submission_id is not None:
        return Saved(Verdict.NOWHERE if draft is None else Verdict.SENT)
    if rules.is_one_too_many(page, draft.answers):
        return Saved(Verdict.TOO_MANY)
    before = _written(draft, page)
    settled = rules.settle(before, typed=typed, sent=sent, by_itself=by_itself)
    if settled.page != before:
        _write(draft, page, settled.page)
        if rules.is_too_long(draft.answers):
            return Saved(Verdict.TOO_LONG)
        _keep(draft, by)
    return Saved(settled.verdict, settled.number, draft.answers, draft.versions)


def _written(draft: Draft, page: str) -> Written:
    return Written(
        draft.answers.get(page),
        draft.answers.get(page + OTHER_TEXTS, {}),
        Stamp.read(draft.versions.get(page)),
    )


def _write(draft: Draft, page: str, written: Written) -> None:
    draft.answers[page] = written.typed
    draft.answers.pop(page + OTHER_TEXTS, None)
    if written.others:
        draft.answers[page + OTHER_TEXTS] = written.others
    draft.versions[page] = written.last.written()


@action(Permission.SUBMISSIONS_SHARE)
def choose_text(*, by: Any, holder: bytes, key: UUID, page: str, window: str) -> None:
    """Of the texts that windows disagree about, keep this window's; "" is the one that stood."""
    draft = _to_change(by, holder, key)
    others = draft.answers.pop(page + OTHER_TEXTS, {})
    if window in others:
        draft.answers[page] = others[window]["typed"]
    _count(draft, page)
    _keep(draft, by)


@action(Permission.SUBMISSIONS_SHARE)
def remove_page(*, by: Any, holder: bytes, key: UUID, page: str) -> None:
    """Take out one child, adult, place or thing; with the last of a kind, the kind is not asked."""
    draft = _to_change(by, holder, key)
    draft.answers.pop(page, None)
    draft.answers.pop(page + OTHER_TEXTS, None)
    kind = page.partition(".")[0]
    story = draft.answers.get("story")
    if story and not any(name.startswith(f"{kind}.") for name in draft.answers):
        story["about"] = [one for one in story.get("about", []) if one != kind]
    _count(draft, page)
    _keep(draft, by)


@action(Permission.SUBMISSIONS_SHARE)
def throw_away(*, by: Any, holder: bytes, key: UUID) -> None:
    """Delete a draft that its holder does not want. One that was sent is not touched."""
    draft = _to_change(by, holder, key)
    trail.record(by=by, event=Event.DRAFT_THROWN_AWAY, on=draft)
    _delete(draft, by)


@action(Permission.SERVICE_OPERATE)
def delete_stale_drafts(*, by: Any) -> int:
    """Delete drafts that nobody has touched for as long as the local standard keeps them."""
    kept_for = timedelta(days=agencies.standard(by=by, key="draft-kept-days"))
    stale = Draft.objects.filter(submission=None, saved_at__lt=clock.now() - kept_for)
    count = 0
    for draft in stale.select_for_update(skip_locked=True):
        trail.record(by=by, event=Event.DRAFT_EXPIRED, on=draft)
        _delete(draft, by)
        count += 1
    return count


def _held(by: Any, holder: bytes) -> Any:
    rows = Draft.objects.filter(permissions.may_write_draft(by, holder))
    return rows.select_for_update(of=("self",))


def _to_change(by: Any, holder: bytes, key: UUID) -> Draft:
    """A draft of which this person may take something away: one that they may see."""
    rows = Draft.objects.filter(permissions.may_read_draft(by, holder), submission=None)
    return find(rows.select_for_update(of=("self",)), key=key)


def _count(draft: Draft, page: str) -> None:
    number = Stamp.read(draft.versions.get(page)).number + 1
    draft.versions[page] = Stamp(number).written()


def _keep(draft: Draft, by: Any) -> None:
    """Save; whoever goes on signed in with what this browser started takes it as theirs."""
    if draft.owner_id is None and by.is_authenticated:
        draft.owner = by
    draft.saved_at = clock.now()
    draft.save(update_fields=["answers", "versions", "owner", "saved_at"])


def _delete(draft: Draft, by: Any) -> None:
    for attachment in Attachment.objects.filter(draft=draft).select_related("document"):
        attachment.delete()
        documents.discard(by=by, document=attachment.document)
    draft.delete()
