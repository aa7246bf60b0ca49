"""One item as the desk sees it: who has it, who is looking, what became of it, in words."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, FilteredRelation, Q

from cairn.accounts.models import User
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.foundation import clock
from cairn.foundation.refusals import find, hold
from cairn.submissions import queries as submissions
from cairn.submissions.choices import MessageKind, Outcome
from cairn.submissions.models import Submission
from cairn.triage import rules
from cairn.triage.models import Decision, Escalation, Look, Pickup, Reopening
from cairn.triage.queries.escalation import FREE_SINCE, desk, standards


@dataclass(frozen=True)
class Happened:
    """One thing that happened to an item: "Sam picked it up"."""

    at: datetime
    words: str
    detail: str = ""


@dataclass(frozen=True)
class Item:
    """One submission at the desk, with what may be done to it and why not."""

    submission: Submission
    standing: rules.Standing
    decisions: list[Decision]
    escalations: list[Escalation]
    history: list[Happened]
    pick_up: str  # the time left or how late, where nobody has it
    is_late: bool

    @property
    def reason_not_to_pick_up(self) -> str | None:
        return rules.reason_not_to_pick_up(self.standing)

    @property
    def reason_not_to_put_back(self) -> str | None:
        return rules.reason_not_to_put_back(self.standing)

    @property
    def reason_not_to_decide(self) -> str | None:
        """What stands in the way whatever is decided: the form is not shown at all."""
        return rules.reason_not_to_decide(
            self.standing, outcome=Outcome.NO_ACTION, reason="any", destination="any"
        )

    @property
    def last_decision(self) -> Decision | None:
        return self.decisions[-1] if self.decisions else None


@query(Permission.SUBMISSIONS_TRIAGE)
def item(*, by: Any, reference: str) -> Item:
    """One item. Opening it to read goes through actions.open_item, which leaves the trace."""
    submission = submissions.submission_for_triage(by=by, reference=reference)
    pickups = list(
        Pickup.objects.filter(submission=submission).select_related("person", "given_by")
    )
    decisions = list(Decision.objects.filter(submission=submission).select_related("by"))
    told = list(Escalation.objects.filter(submission=submission).select_related("person"))
    reopened = list(Reopening.objects.filter(submission=submission).select_related("by"))
    stands = _standing(submission, pickups, by)
    is_free = not (stands.holder or stands.is_finished or submission.waiting_since)
    pick_up = rules.PickUp()
    if is_free:
        since = submissions.for_triage(by=by).annotate(since=FREE_SINCE)
        pick_up = rules.pick_up(
            rank=submission.rank,
            free_since=since.values_list("since", flat=True).get(pk=submission.pk),
            now=clock.now(),
            standards=standards(by=by),
        )
    happened = [
        *_sent_and_said(submission),
        *_held(pickups, decisions),
        *_told(told),
        *_decided(decisions, reopened),
    ]
    return Item(
        submission=submission,
        standing=stands,
        decisions=decisions,
        escalations=told,
        history=sorted(happened, key=lambda one: one.at),
        pick_up=pick_up.words,
        is_late=pick_up.is_late,
    )


@query(Permission.SUBMISSIONS_TRIAGE)
def to_change(*, by: Any, reference: str) -> Submission:
    """One submission within reach, held until the action ends so that two people cannot race."""
    return hold(submissions.for_triage(by=by), reference=reference)


@query(Permission.SUBMISSIONS_TRIAGE)
def standing(*, by: Any, submission: Submission) -> rules.Standing:
    """How things stand with a submission that was found within reach."""
    held = Pickup.objects.filter(submission=submission, until_at=None).select_related("person")
    return _standing(submission, list(held), by)


@query(Permission.SUBMISSIONS_TRIAGE)
def colleagues(*, by: Any, reference: str) -> list[User]:
    """Who works at the desk for this item's area."""
    submission = find(submissions.for_triage(by=by).select_related("council"), reference=reference)
    return list(desk(by=by, council=submission.council))


@query(Permission.SUBMISSIONS_TRIAGE)
def onlookers(*, by: Any, reference: str) -> list[str]:
    """The names of the others who have this item open now."""
    submission = find(submissions.for_triage(by=by).only("pk"), reference=reference)
    looks = Look.objects.filter(
        submission=submission, at__gt=clock.now() - rules.STILL_LOOKING
    ).exclude(person=by)
    return list(looks.order_by("person__name", "pk").values_list("person__name", flat=True))


@query(Permission.SUBMISSIONS_TRIAGE)
def stands(*, by: Any, reference: str) -> str:
    """Changes whenever an open page is no longer true: decided, asked, answered, or passed on."""
    rows = submissions.for_triage(by=by).annotate(
        held=FilteredRelation("pickups", condition=Q(pickups__until_at=None))
    )
    found = find(rows.only("version").annotate(holder=F("held__person_id")), reference=reference)
    whole = f"{found.version} {found.holder}"  # type: ignore[attr-defined]  # annotated
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


def _standing(submission: Submission, pickups: list[Pickup], by: Any) -> rules.Standing:
    held = next((pickup for pickup in pickups if pickup.until_at is None), None)
    return rules.Standing(
        is_finished=submission.finished_at is not None,
        holder=held.person.name if held else "",
        is_mine=held is not None and held.person_id == by.pk,
    )


def _sent_and_said(submission: Submission) -> Iterator[Happened]:
    yield Happened(submission.sent_at, "It was sent")
    if submission.read_at:
        yield Happened(submission.read_at, "Somebody at the desk opened it for the first time")
    for message in submission.messages.all():
        if message.kind == MessageKind.QUESTION:
            who = message.by.name if message.by else "The desk"
            yield Happened(message.at, f"{who} asked the submitter a question")
        elif message.kind == MessageKind.ANSWER:
            yield Happened(message.at, "The submitter answered")
        else:
            yield Happened(message.at, "The submitter added something")


def _held(pickups: list[Pickup], decisions: list[Decision]) -> Iterator[Happened]:
    # What ended because it was handed over or decided tells a line of its own.
    told_otherwise = {pickup.from_at for pickup in pickups if pickup.given_by_id}
    told_otherwise |= {decision.at for decision in decisions}
    for pickup in pickups:
        if pickup.given_by is None:
            yield Happened(pickup.from_at, f"{pickup.person.name} picked it up")
        elif pickup.given_by_id == pickup.person_id:
            yield Happened(pickup.from_at, f"{pickup.person.name} took it over")
        else:
            words = f"{pickup.given_by.name} handed it to {pickup.person.name}"
            yield Happened(pickup.from_at, words)
        if pickup.until_at and pickup.until_at not in told_otherwise:
            yield Happened(pickup.until_at, f"{pickup.person.name} put it back in the queue")


def _told(escalations: list[Escalation]) -> Iterator[Happened]:
    for told in escalations:
        words = f"{told.person.name} was told that nobody had picked it up"
        yield Happened(told.at, words, f"Local standard: {told.standard}")


def _decided(decisions: list[Decision], reopened: list[Reopening]) -> Iterator[Happened]:
    for decision in decisions:
        outcome = Outcome(decision.outcome).label
        where = f" ({decision.destination})" if decision.destination else ""
        yield Happened(
            decision.at, f"{decision.by.name} decided: {outcome}{where}", decision.reason
        )
    for again in reopened:
        yield Happened(again.at, f"{again.by.name} reopened it", again.reason)
