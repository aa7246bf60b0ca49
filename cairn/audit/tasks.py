"""What happens by itself: reactions from the queue, and the chain's heads kept outside."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from cairn.audit import anchors, reactions

# For about a day: a reaction that fails is mended by people, and the operators' page shows it.
PATIENTLY = RetryStrategy(max_attempts=12, exponential_wait=4)


@app.task(retry=PATIENTLY)
def run_reaction(*, event_id: int, reaction: str) -> None:
    reactions.run(event_id=event_id, reaction=reaction)


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="anchor_audit", pass_context=False)
def anchor_audit(timestamp: int) -> None:
    anchors.write()
