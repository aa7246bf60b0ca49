"""Who has an item: take the next, pick one up, put it back, hand it over."""

from datetime import datetime
from typing import Any

from cairn.accounts import actions as accounts
from cairn.accounts.models import User
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock
from cairn.foundation.refusals import refuse_if
from cairn.submissions import queries as sent
from cairn.submissions.models import Submission
from cairn.triage import queries, rules
from cairn.triage.choices import Event
from cairn.triage.models import Pickup
from cairn.triage.queries.escalation import WITH_NOBODY
from cairn.triage.queries.queue import BY_WHAT_CANNOT_WAIT


@action(Permission.SUBMISSIONS_TRIAGE)
def take_next(*, by: Any, council: str = "", strand: str = "") -> str:
    """Pick up the first item that nobody has. Its reference, or "" where there is none.

    Two people never get the same one: each passes over what the other is just taking.
    """
    free = (
        sent.for_triage(by=by)
        .filter(WITH_NOBODY, finished_at=None, waiting_since=None)
        .order_by(*BY_WHAT_CANNOT_WAIT)
        .select_for_update(skip_locked=True, of=("self",))
    )
    if council:
        free = free.filter(council__code=council)
    if strand:
        free = free.filter(strand_codes__contains=[strand])
    while submission := free.first():
        # A colleague may have finished taking it between our looking and our locking.
        if not Pickup.objects.filter(submission=submission, until_at=None).exists():
            _give(submission, to=by, by=by, at=clock.now())
            return submission.reference
    return ""


@action(Permission.SUBMISSIONS_TRIAGE)
def pick_up(*, by: Any, reference: str) -> None:
    """Take one item on. Whoever has it already keeps it."""
    submission = queries.to_change(by=by, reference=reference)
    refuse_if(rules.reason_not_to_pick_up(queries.standing(by=by, submission=submission)))
    _give(submission, to=by, by=by, at=clock.now())


@action(Permission.SUBMISSIONS_TRIAGE)
def put_back(*, by: Any, reference: str) -> None:
    """Let go of an item: the wait for somebody begins anew."""
    submission = queries.to_change(by=by, reference=reference)
    refuse_if(rules.reason_not_to_put_back(queries.standing(by=by, submission=submission)))
    _end(submission, at=clock.now())
    trail.record(by=by, event=Event.PUT_BACK, on=submission)


@action(Permission.SUBMISSIONS_TRIAGE)
def hand_to(*, by: Any, reference: str, colleague: User) -> None:
    """Give an item to a colleague, or to oneself where whoever has it is away. Both are told."""
    submission = queries.to_change(by=by, reference=reference)
    held = Pickup.objects.filter(submission=submission, until_at=None).first()
    desk = queries.desk(by=by, council=submission.council)
    refuse_if(
        rules.reason_not_to_hand_over(
            queries.standing(by=by, submission=submission),
            colleague=colleague.name,
            is_on_desk=desk.filter(pk=colleague.pk).exists(),
            has_it=held is not None and held.person_id == colleague.pk,
        )
    )
    at = clock.now()
    _end(submission, at=at)
    given = _give(submission, to=colleague, by=by, at=at, is_handed=True)
    people = {colleague: f"{by.name} handed you something from the queue."}
    if held:
        people[held.person] = f"{by.name} handed something you had to {colleague.name}."
    for person, words in people.items():
        if person != by:
            accounts.give_notice(
                by=by, person=person, key=f"triage.handed:{given.pk}:{person.pk}", wording=words,
                page="triage:item", reference=submission.reference,
            )  # fmt: skip


@action(Permission.SUBMISSIONS_TRIAGE)
def release(*, by: Any, person: User) -> int:
    """Put back everything that somebody who has left still had. How many that was."""
    held = Pickup.objects.filter(person=person, until_at=None).order_by("pk")
    submissions_held = Submission.objects.filter(pickups__in=held).order_by("pk")
    at = clock.now()
    released = 0
    for submission in submissions_held.select_for_update(of=("self",)):
        if Pickup.objects.filter(submission=submission, person=person, until_at=None).exists():
            _end(submission, at=at)
            trail.record(by=by, event=Event.PUT_BACK, on=submission)
            released += 1
    return released


def _give(
    submission: Submission, *, to: Any, by: Any, at: datetime, is_handed: bool = False
) -> Pickup:
    given = Pickup.objects.create(
        submission=submission, person=to, from_at=at, given_by=by if is_handed else None
    )
    event = Event.HANDED_OVER if is_handed else Event.PICKED_UP
    trail.record(by=by, event=event, on=submission, person=to.pk)
    accounts.close_notices(by=by, about=submission.reference, keys=rules.CALLS_FOR_SOMEBODY)
    return given


def _end(submission: Submission, *, at: datetime) -> None:
    Pickup.objects.filter(submission=submission, until_at=None).update(until_at=at)
