"""The words of running the service, and of each person's own list."""

from django.db.models import TextChoices


class Event(TextChoices):
    JOB_FAILED = "home.job_failed", "failed to run a job"
    JOB_RETRIED = "home.job_retried", "put a failed job back in the queue"
    JOBS_RESCUED = "home.jobs_rescued", "put jobs of a lost worker back in the queue"


class About(TextChoices):
    """What a line of somebody's own list is about."""

    MISSING = "missing", "Missing children"
    INTERVIEWS = "interviews", "Return home interviews"
    CONTACTS = "contacts", "Contacts to screen"
    PATHWAYS = "pathways", "Pathways"
    MEETINGS = "meetings", "Meetings"
    TASKS = "tasks", "Tasks"
    ASSESSMENTS = "assessments", "Assessments"
