"""What happens by itself: whoever has an overdue task hears of it, once each working day."""

from procrastinate.contrib.django import app

from cairn.accounts import people
from cairn.meetings import actions, queries


@app.periodic(cron="15 7 * * 1-5")
@app.task(queueing_lock="meetings_chase", pass_context=False)
def chase_overdue(timestamp: int = 0) -> int:
    """How many tasks were chased."""
    system = people.system()
    waiting = queries.to_chase(by=system)
    return sum(actions.chase_task(by=system, reference=reference) for reference in waiting)
