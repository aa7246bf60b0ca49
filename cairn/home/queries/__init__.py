"""What the public pages, the start page and the operators' page show."""

from cairn.home.queries.needs import needs
from cairn.home.queries.opening import contacts, is_alive, reading
from cairn.home.queries.service import (
    FailedJobs,
    Service,
    failed_jobs,
    is_worker_alive,
    service,
)
from cairn.home.queries.today import Today, today

__all__ = [
    "FailedJobs",
    "Service",
    "Today",
    "contacts",
    "failed_jobs",
    "is_alive",
    "is_worker_alive",
    "needs",
    "reading",
    "service",
    "today",
]
