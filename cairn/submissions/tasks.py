"""What happens by itself: drafts that nobody finished are deleted, senders hear of news."""

from procrastinate.contrib.django import app

from cairn.accounts import people
from cairn.audit.models import AuditEvent
from cairn.submissions import actions


@app.periodic(cron="23 3 * * *")
@app.task(queueing_lock="delete_stale_drafts", pass_context=False)
def delete_stale_drafts(timestamp: int) -> None:
    actions.delete_stale_drafts(by=people.system())


def tell_sender(event: AuditEvent) -> None:
    """A question was asked, or it was decided: the sender with an account is told that, no more."""
    actions.tell_sender(
        by=people.system(), reference=event.record_id, key=f"submissions.{event.pk}"
    )
