"""What happens by itself: interviews are opened, taken back, and warned about before it is too late."""

from procrastinate.contrib.django import app

from cairn.accounts import people
from cairn.audit.models import AuditEvent
from cairn.foundation.each import each
from cairn.interviews import actions, queries


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="interviews_warn", pass_context=False)
def warn(timestamp: int = 0) -> int:
    """Warn about every interview whose time runs out. How many people were told."""
    system = people.system()
    pending = queries.pending(by=system)
    return sum(each(pending, lambda one: actions.warn(by=system, reference=one)))


def open_for(event: AuditEvent) -> None:
    """The child is back: an interview is opened."""
    actions.open_for(by=people.system(), episode=event.record_id)


def take_back(event: AuditEvent) -> None:
    """The child is not back after all."""
    actions.take_back(by=people.system(), episode=event.record_id)


def count_again(event: AuditEvent) -> None:
    """When the child came back was put right."""
    actions.count_again(by=people.system(), episode=event.record_id)
