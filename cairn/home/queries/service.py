"""How the service is: queues, failures, worker, anchors, scanner, size. Numbers, never content."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Count, Max, Min
from procrastinate.contrib.django.models import ProcrastinateJob

from cairn.accounts.waking import LISTENS_AS
from cairn.agencies import queries as agencies
from cairn.agencies.models import ContactPoint
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.audit.models import AuditEvent
from cairn.documents import queries as documents
from cairn.foundation import clock
from cairn.foundation.paging import page_of
from cairn.home import rules
from cairn.home.choices import Event
from cairn.submissions.choices import Rank
from cairn.submissions.models import Submission

# Heartbeats and jobs carry the database's time, so the database says how old they are.
_WORKERS = """
    SELECT count(*) FILTER (WHERE last_heartbeat > now() - interval '30 seconds'),
           now() - max(last_heartbeat)
    FROM procrastinate_workers
"""
_OLDEST_JOB = """
    SELECT now() - min(event.at)
    FROM procrastinate_jobs job
    JOIN procrastinate_events event ON event.job_id = job.id AND event.type = 'deferred'
    WHERE job.status = 'todo' AND (job.scheduled_at IS NULL OR job.scheduled_at <= now())
"""
_DUE_JOBS = """
    SELECT queue_name,
           count(*) FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now()),
           count(*) FILTER (WHERE status = 'todo' AND scheduled_at > now()),
           count(*) FILTER (WHERE status = 'doing'),
           count(*) FILTER (WHERE status = 'failed')
    FROM procrastinate_jobs
    WHERE status IN ('todo', 'doing', 'failed')
    GROUP BY queue_name ORDER BY queue_name
"""
_DATABASE = """
    SELECT pg_database_size(current_database()), current_setting('server_version'),
           (SELECT count(*) FROM pg_stat_activity
            WHERE application_name = %s AND datname = current_database())
"""
TAIL = 4096  # bytes; an anchor is one line of about 200


@dataclass(frozen=True)
class Queue:
    """The jobs of one queue by state. `later`: they wait for a time that has not come yet."""

    name: str
    due: int
    later: int
    running: int
    failed: int


@dataclass(frozen=True)
class Service:
    """How the service is, all of it computed when asked."""

    queues: list[Queue]
    oldest_job: timedelta | None
    workers: int
    live: int  # processes that tell open pages what is new
    since_heartbeat: timedelta | None
    open_submissions: Mapping[Rank, int]
    oldest_submission: datetime | None
    sessions: int
    anchored_at: datetime | None
    scanner: str
    unscanned: int
    database_bytes: int
    database_version: str
    version: str
    contacts_missing: list[ContactPoint]

    @property
    def is_worker_missing(self) -> bool:
        return rules.is_worker_missing(self.since_heartbeat)

    @property
    def jobs_due(self) -> int:
        return sum(queue.due for queue in self.queues)

    @property
    def jobs_failed(self) -> int:
        return sum(queue.failed for queue in self.queues)


@query(Permission.SERVICE_OPERATE)
def service(*, by: Any) -> Service:
    waiting = Submission.objects.filter(finished_at=None)
    by_rank = dict(waiting.order_by().values_list("rank").annotate(Count("pk")))
    with connection.cursor() as cursor:
        cursor.execute(_DUE_JOBS)
        queues = [Queue(*row) for row in cursor.fetchall()]
        cursor.execute(_OLDEST_JOB)
        (oldest_job,) = cursor.fetchone()
        cursor.execute(_WORKERS)
        workers, since_heartbeat = cursor.fetchone()
        cursor.execute(_DATABASE, [LISTENS_AS])
        size, database_version, live = cursor.fetchone()
    return Service(
        queues=queues,
        oldest_job=oldest_job,
        workers=workers,
        live=live,
        since_heartbeat=since_heartbeat,
        open_submissions={rank: by_rank.get(rank.value, 0) for rank in Rank},
        oldest_submission=waiting.filter(read_at=None).aggregate(at=Min("sent_at"))["at"],
        sessions=Session.objects.filter(expire_date__gt=clock.now()).count(),
        anchored_at=_anchored_at(),
        scanner=documents.scanner_state(by=by),
        unscanned=len(documents.waiting(by=by)),
        database_bytes=size,
        database_version=database_version,
        version=version("cairn"),
        contacts_missing=[point for point in agencies.contact_points(by=by) if point.missing],
    )


@query(Permission.SERVICE_OPERATE)
def is_worker_alive(*, by: Any) -> bool:
    """Whether some worker has shown signs of life lately."""
    with connection.cursor() as cursor:
        cursor.execute(_WORKERS)
        _, since_heartbeat = cursor.fetchone()
    return not rules.is_worker_missing(since_heartbeat)


@dataclass(frozen=True)
class FailedJob:
    """A job that gave up: which, and the class of the last error. Never its message or its data."""

    number: int
    task: str
    attempts: int
    error: str
    failed_at: datetime | None


@dataclass(frozen=True)
class FailedJobs:
    """Some failed jobs, the latest first."""

    jobs: list[FailedJob]
    older: str
    is_first: bool


@query(Permission.SERVICE_OPERATE)
def failed_jobs(*, by: Any, after: str = "") -> FailedJobs:
    """A page of the jobs that failed for good and wait for somebody to look into it."""
    page = page_of(ProcrastinateJob.objects.filter(status="failed"), keys=("-id",), after=after)
    noted = _noted([job.pk for job in page.rows])
    jobs = []
    for job in page.rows:
        event = noted.get(str(job.pk))
        error = event.details.get("error", "") if event else ""
        jobs.append(
            FailedJob(
                number=job.pk,
                # Reactions share one task; their own name says more, and names no record.
                task=str(job.args.get("reaction", job.task_name)),
                attempts=job.attempts,
                error=error or "Not noted: the worker was lost, or the database was away.",
                failed_at=event.at if event else None,
            )
        )
    return FailedJobs(jobs, page.older, page.is_first)


def _noted(numbers: list[int]) -> dict[str, AuditEvent]:
    """The last note of failure of each job."""
    rows = AuditEvent.objects.filter(
        record_type=ProcrastinateJob._meta.label,
        record_id__in=[str(number) for number in numbers],
        event=Event.JOB_FAILED,
    )
    last = rows.order_by().values("record_id").annotate(last=Max("id")).values("last")
    return {row.record_id: row for row in AuditEvent.objects.filter(pk__in=last)}


def _anchored_at() -> datetime | None:
    """When the chains' heads were last noted outside the database."""
    try:
        with settings.AUDIT_ANCHOR_FILE.open("rb") as file:
            file.seek(0, 2)
            file.seek(max(0, file.tell() - TAIL))
            lines = file.read().decode("utf-8", "replace").splitlines()
        return datetime.fromisoformat(json.loads(lines[-1])["at"])
    except (OSError, IndexError, ValueError, KeyError):
        return None
