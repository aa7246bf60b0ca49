"""The operators' page in words: the numbers as people say them."""

from datetime import datetime, timedelta

from cairn.foundation.wording import duration, exact, plural, waited
from cairn.home.queries import Service
from cairn.home.rules import WORKER_MISSING_AFTER


def of_service(service: Service, *, now: datetime) -> dict[str, str]:
    by_rank = [
        f"{number:,} {str(rank.label).lower()}" for rank, number in service.open_submissions.items()
    ]
    oldest = service.oldest_submission
    return {
        "worker": _worker(service),
        "live": "They hear of what is new at once"
        if service.live
        else "They ask every 30 seconds: `cairn live` does not run",
        "due": _due(service),
        "submissions": ", ".join(by_rank),
        "oldest": f"Sent {exact(oldest)}, {waited(now, oldest)}"
        if oldest
        else "Everything has been read",
        "anchored": _anchored(service.anchored_at, now),
        "scanner": service.scanner
        + (f" {plural(service.unscanned, 'file')} waiting." if service.unscanned else ""),
        "database": f"{_size(service.database_bytes)}, PostgreSQL {service.database_version}",
    }


def _worker(service: Service) -> str:
    if service.since_heartbeat is None:
        return "No worker has ever run"
    ago = duration(max(service.since_heartbeat, timedelta(0)))
    if service.workers:
        return f"{plural(service.workers, 'worker')} running; last sign of life {ago} ago"
    if service.since_heartbeat <= WORKER_MISSING_AFTER:
        return f"Silent for {ago}. It may be starting again"
    return f"Missing for {ago}"


def _due(service: Service) -> str:
    if not service.jobs_due:
        return "None"
    since = f", the oldest for {duration(service.oldest_job)}" if service.oldest_job else ""
    return f"{service.jobs_due:,}{since}"


def _anchored(at: datetime | None, now: datetime) -> str:
    if at is None:
        return "Never. The worker does it every hour"
    ago = duration(max(now - at, timedelta(0)))
    return f"{exact(at)}, {ago} ago"


def _size(number: int) -> str:
    megabytes = number / 1_000_000
    return f"{megabytes:,.0f} MB" if megabytes < 10_000 else f"{megabytes / 1_000:,.1f} GB"
