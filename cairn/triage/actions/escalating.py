"""What Cairn does by itself at the desk: tells people, one after the other, until somebody comes."""

from typing import Any

from cairn.accounts import actions as accounts
from cairn.accounts.models import User
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock
from cairn.foundation.refusals import find
from cairn.submissions import queries as sent
from cairn.submissions.choices import Rank
from cairn.submissions.models import Submission
from cairn.triage import queries, rules
from cairn.triage.choices import Event
from cairn.triage.models import Escalation, Pickup
from cairn.triage.queries.escalation import FREE_SINCE, WITH_NOBODY


@action(Permission.SUBMISSIONS_TRIAGE)
def escalate(*, by: Any, reference: str) -> int:
    """Tell whoever ought to have been told by now that nobody has picked an item up.

    How many people that was. Again, or late, it tells nobody twice and leaves nobody out.
    """
    submission = queries.to_change(by=by, reference=reference)
    waiting = Submission.objects.filter(
        WITH_NOBODY, pk=submission.pk, finished_at=None, waiting_since=None
    ).annotate(free_since=FREE_SINCE)
    found = waiting.select_related("council").first()
    if found is None:
        return 0
    now = clock.now()
    row = queries.to_tell(by=by, submission=found, now=now)
    people = User.objects.in_bulk([candidate.pk for candidate, _standard in row])
    last = Escalation.objects.filter(submission=found).order_by("-step").first()
    for step, (candidate, standard) in enumerate(row, (last.step if last else 0) + 1):
        person = people[candidate.pk]
        may_open = Permission.SUBMISSIONS_TRIAGE in person.permissions
        Escalation.objects.create(
            submission=found, step=step, person=person, at=now, standard=standard
        )
        accounts.give_notice(
            by=by, person=person, key=f"triage.escalated:{found.reference}:{step}",
            wording=rules.escalation_words(rank=found.rank, standard=standard, may_open=may_open),
            page="triage:item" if may_open else "home:who_to_call", reference=found.reference,
        )  # fmt: skip
        trail.record(by=by, event=Event.ESCALATED, on=found, step=step, person=person.pk)
    return len(row)


@action(Permission.SUBMISSIONS_TRIAGE)
def tell_the_desk(*, by: Any, reference: str) -> int:
    """Tell everybody at the desk for its area, at once, of something that cannot wait."""
    submission = find(sent.for_triage(by=by).select_related("council"), reference=reference)
    if submission.rank not in rules.CANNOT_WAIT or submission.finished_at:
        return 0
    people = queries.desk(by=by, council=submission.council)
    for person in people:
        accounts.give_notice(
            by=by, person=person, key=f"triage.cannot_wait:{reference}", page="triage:item",
            wording=f"New in the queue. {Rank(submission.rank).label}.", reference=reference,
        )  # fmt: skip
    return len(people)


@action(Permission.SUBMISSIONS_TRIAGE)
def tell_holder(*, by: Any, reference: str, key: str, words: str) -> bool:
    """Tell whoever has an item that something happened to it. False where nobody has it."""
    submission = find(sent.for_triage(by=by), reference=reference)
    held = Pickup.objects.filter(submission=submission, until_at=None).select_related("person")
    for pickup in held:
        accounts.give_notice(
            by=by, person=pickup.person, key=key, wording=words,
            page="triage:item", reference=reference,
        )  # fmt: skip
    return bool(held)
