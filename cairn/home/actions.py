"""What is done about jobs: failures are noted, lost jobs rescued, failed ones run again."""

from typing import Any

from django.db import transaction
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import UniqueViolation
from procrastinate.manager import JobManager
from procrastinate.utils import utcnow

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation.jobs import jobs_of_lost_workers
from cairn.foundation.refusals import find, refuse_if
from cairn.home import rules
from cairn.home.choices import Event


@action(Permission.SERVICE_OPERATE)
def retry_job(*, by: Any, number: int) -> None:
    """Put a failed job back in the queue."""
    job = find(ProcrastinateJob.objects.select_for_update(), pk=number)
    same = ProcrastinateJob.objects.filter(status="todo", queueing_lock=job.queueing_lock)
    refuse_if(
        rules.reason_not_to_retry(
            status=job.status, same_is_waiting=job.queueing_lock is not None and same.exists()
        )
    )
    _put_back(job)
    trail.record(by=by, event=Event.JOB_RETRIED, on=job, task=job.task_name)


@action(Permission.SERVICE_OPERATE)
def rescue_jobs(*, by: Any) -> int:
    """Put jobs back in the queue whose worker was lost half-way. Returns how many."""
    lost = jobs_of_lost_workers().select_for_update(skip_locked=True, of=("self",))
    return sum(_rescued(job, by=by) for job in lost)


def _rescued(job: ProcrastinateJob, *, by: Any) -> bool:
    """False for a job of which there is one at a time while another waits: it comes after that."""
    try:
        with transaction.atomic():
            _put_back(job)
    except UniqueViolation:
        return False
    trail.record(by=by, event=Event.JOBS_RESCUED, on=job, task=job.task_name)
    return True


@action(Permission.SERVICE_OPERATE)
def note_failed_job(*, by: Any, number: int, task: str, error: str) -> None:
    """Note which class of error ended a job. Its message may hold names, and is not kept."""
    trail.record(
        by=by, event=Event.JOB_FAILED, on=ProcrastinateJob(pk=number), task=task, error=error
    )


def _put_back(job: ProcrastinateJob) -> None:
    """In this transaction, unlike the worker's own connection."""
    manager = JobManager(connector=DjangoConnector())
    manager.retry_job_by_id(job_id=job.pk, retry_at=utcnow())
