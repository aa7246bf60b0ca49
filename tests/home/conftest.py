"""A county with its profile loaded, and jobs as the worker leaves them."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection

from cairn.agencies.actions import load_profile
from cairn.agencies.reading import read_profile

CUMBRIA = Path(django_settings.BASE_DIR) / "profiles" / "cumbria"
DEMO_OVERLAY = CUMBRIA.parent / "demo-overlay"


@pytest.fixture
def profile(system):
    """The Cumbria profile with every number filled in."""
    entries, unread = read_profile(CUMBRIA, DEMO_OVERLAY)
    load_profile(by=system, entries=entries, unread=unread)


@pytest.fixture
def job(db):
    """Make a job in some state; returns its number."""

    def make(
        status="failed", task="cairn.audit.tasks.run_reaction", args="{}", worker=None, lock=None
    ):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO procrastinate_jobs "
                "(queue_name, task_name, status, args, attempts, worker_id, queueing_lock) "
                "VALUES ('default', %s, %s, %s, 12, %s, %s) RETURNING id",
                [task, status, args, worker, lock],
            )
            return cursor.fetchone()[0]

    return make


@pytest.fixture
def worker(db):
    """Make a worker that showed a sign of life so long ago; returns its number."""

    def make(silent_for="0 seconds"):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO procrastinate_workers (last_heartbeat) "
                "VALUES (now() - %s::interval) RETURNING id",
                [silent_for],
            )
            return cursor.fetchone()[0]

    return make
