"""The words of running the service."""

from django.db.models import TextChoices


class Event(TextChoices):
    JOB_FAILED = "home.job_failed", "failed to run a job"
    JOB_RETRIED = "home.job_retried", "put a failed job back in the queue"
    JOBS_RESCUED = "home.jobs_rescued", "put jobs of a lost worker back in the queue"
