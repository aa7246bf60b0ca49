"""What happens by itself: people are warned while somebody could still go."""

from procrastinate.contrib.django import app

from cairn.accounts import people
from cairn.audit.models import AuditEvent
from cairn.foundation.each import each
from cairn.planner import actions, queries


def settle(event: AuditEvent) -> None:
    """An interview has a time, or needs none any more."""
    actions.settle(by=people.system(), reference=event.record_id)


@app.periodic(cron="*/15 * * * *")
@app.task(queueing_lock="planner_warn", pass_context=False)
def warn(timestamp: int = 0) -> int:
    """Warn of every interview that comes near to a breach. How many people were told."""
    system = people.system()
    due = queries.warnings_due(by=system)
    return sum(
        each(
            due,
            lambda one: actions.warn(by=system, reference=one[0], level=one[1], words=one[2]),
        )
    )
