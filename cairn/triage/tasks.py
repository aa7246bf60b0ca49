"""What happens at the desk by itself: nobody comes, something urgent arrives, a submitter answers,
a colleague leaves.
"""

from procrastinate.contrib.django import app

from cairn.accounts import people
from cairn.accounts.models import User
from cairn.audit.models import AuditEvent
from cairn.foundation import clock
from cairn.submissions.choices import Event as Sent
from cairn.triage import actions, queries

SAID = {
    Sent.ANSWERED: "The submitter answered a question about something you have.",
    Sent.ADDED_TO: "The submitter added to something you have.",
}


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="triage_escalate", pass_context=False)
def escalate_what_waits(timestamp: int = 0) -> int:
    """Tell the next person of everything that nobody picked up in time. How many were told."""
    system = people.system()
    waiting = queries.waiting_too_long(by=system, now=clock.now())
    return sum(actions.escalate(by=system, reference=reference) for reference in waiting)


def tell_the_desk(event: AuditEvent) -> None:
    """Something was sent: what cannot wait is told to the whole desk at once."""
    actions.tell_the_desk(by=people.system(), reference=event.record_id)


def hear_submitter(event: AuditEvent) -> None:
    """A submitter answered or added: whoever has it is told; what was decided comes back."""
    system = people.system()
    actions.bring_back(by=system, reference=event.record_id)
    actions.tell_holder(
        by=system,
        reference=event.record_id,
        key=f"triage.heard:{event.pk}",
        words=SAID[Sent(event.event)],
    )


def release_what_they_had(event: AuditEvent) -> None:
    """An account ended: whatever that person had goes back to the queue."""
    person = User.objects.filter(pk=event.record_id).first()
    if person:
        actions.release(by=people.system(), person=person)
