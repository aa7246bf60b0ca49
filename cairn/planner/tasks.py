"""What happens by itself: people are warned while somebody could still go."""

from procrastinate.contrib.django import app

from cairn.accounts import people
from cairn.audit.models import AuditEvent
from cairn.planner import actions, queries


def settle(event: AuditEvent) -> None:
    """An interview has a time, or needs none any more."""
    actions.settle(by=people.system(), reference=event.record_id)


@app.periodic(cron="*/15 * * * *")
@app.task(queueing_lock="planner_warn", pass_context=False)
def warn(timestamp: int = 0) -> int:
    """Warn of every interview that comes near to a breach. How many people were told."""
    system = people.system()
    return sum(
        actions.warn(by=system, reference=reference, level=level, words=words)
        for reference, level, words in queries.warnings_due(by=system)
    )
