"""What happens to files by themselves: each is scanned, again and again until the scanner says."""

from contextlib import suppress

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from cairn.accounts import people
from cairn.documents import actions, queries, scanner


@app.task(retry=RetryStrategy(max_attempts=6, exponential_wait=3))
def scan_document(*, document_id: int) -> None:
    actions.record_scan(by=people.system(), document_id=document_id)


@app.task(retry=RetryStrategy(max_attempts=6, exponential_wait=3))
def forget_content(*, digest: str) -> None:
    """What was thrown away before it was sent is gone."""
    actions.forget_content(by=people.system(), digest=digest)


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="scan_what_waits")
def scan_what_waits(timestamp: int) -> None:
    """Files whose first tries all met a scanner that was down."""
    if not (scanner.is_configured() and scanner.answers()):
        return
    for document_id in queries.waiting(by=people.system()):
        again = scan_document.configure(queueing_lock=f"scan-{document_id}")
        with suppress(AlreadyEnqueued), transaction.atomic():
            again.defer(document_id=document_id)
