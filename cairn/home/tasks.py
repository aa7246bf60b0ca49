"""What happens by itself: jobs of a worker that was lost are run by another."""

from procrastinate.contrib.django import app

from cairn.accounts import people
from cairn.home import actions


@app.periodic(cron="* * * * * */30")
@app.task(queueing_lock="rescue_jobs", pass_context=False)
def rescue_jobs(timestamp: int) -> None:
    actions.rescue_jobs(by=people.system())
