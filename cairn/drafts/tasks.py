"""What happens by itself: what was typed and never sent is removed, after a time or with its writer."""

from procrastinate.contrib.django import app

from cairn.accounts import people
from cairn.audit.models import AuditEvent
from cairn.drafts import actions


@app.periodic(cron="33 3 * * *")
@app.task(queueing_lock="remove_stale_form_drafts", pass_context=False)
def remove_stale_form_drafts(timestamp: int) -> None:
    actions.remove_stale(by=people.system())


def remove_of_leavers(event: AuditEvent) -> None:
    actions.remove_of_leavers(by=people.system())
