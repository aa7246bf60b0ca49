"""The service in the text format that Prometheus reads. A few numbers, none about a person."""

from prometheus_client import CollectorRegistry, Gauge, generate_latest

from cairn.foundation import clock
from cairn.home.queries import Service

RANKS = {0: "urgent", 1: "crime", 2: "other"}


def text(service: Service) -> bytes:
    """The metrics page of this moment. Nothing is remembered from one scrape to the next."""
    registry = CollectorRegistry()

    submissions = Gauge(
        "cairn_submissions_open", "Submissions not finished, by rank", ["rank"], registry=registry
    )
    for rank, number in service.open_submissions.items():
        submissions.labels(RANKS[rank.value]).set(number)
    waits = (
        (clock.now() - service.oldest_submission).total_seconds()
        if service.oldest_submission
        else 0
    )
    for name, meaning, value in (
        ("cairn_submission_oldest_unread_seconds", "Age of the oldest unread submission", waits),
        ("cairn_jobs_due", "Jobs that should be running or done by now", service.jobs_due),
        ("cairn_jobs_failed", "Jobs that gave up and wait for somebody", service.jobs_failed),
        ("cairn_job_oldest_seconds", "Age of the oldest job that is due",
         service.oldest_job.total_seconds() if service.oldest_job else 0),
        ("cairn_workers", "Workers that showed a sign of life within 30 seconds", service.workers),
        ("cairn_live", "Processes that tell open pages what is new", service.live),
        ("cairn_sessions", "Sessions that have not expired", service.sessions),
        ("cairn_files_unscanned", "Files that wait for the virus scanner", service.unscanned),
        ("cairn_database_bytes", "Size of the database", service.database_bytes),
    ):  # fmt: skip
        Gauge(name, meaning, registry=registry).set(value)
    return generate_latest(registry)
