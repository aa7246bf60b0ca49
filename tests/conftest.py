"""What every test starts from: the cast, a small partnership, and no network."""

import tests.environment  # noqa: I001, F401  (before anything that reads the settings)

import os

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth.signals import user_logged_in
from django.db import connection, connections
from hypothesis import HealthCheck, settings
from procrastinate.contrib.django import procrastinate_app

from tests.depth import examples

settings.register_profile(
    "cairn",
    max_examples=examples(small=60, deep=2_000),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("cairn")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser library runs a loop

pytest_plugins = ["tests.cast"]


def pytest_configure(config):
    config.addinivalue_line("markers", "journey: a person's way through the product in a browser")
    config.addinivalue_line("markers", "deep: long runs, larger with CAIRN_DEEP=1")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Tests that commit empty the tables afterwards; tests put these triggers back to try them."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE '%_not_emptied'"
        )
        for table, trigger in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            connection.ops.sql_flush = _emptying_what_holds_rows
    yield
    # A server or a thread of a test may still be letting go: the database is dropped next.
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def _emptying_what_holds_rows(style, tables, **how):
    """Most tests fill few tables, and PostgreSQL takes a second to truncate a hundred."""
    kept = {"django_content_type", "auth_permission"}  # as they would be made anew
    asked = [connection.ops.quote_name(one) for one in tables if one not in kept]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"EXISTS (SELECT FROM {one})" for one in asked))
        filled = [one for one, has_rows in zip(asked, cursor.fetchone(), strict=True) if has_rows]
    return [  # no trigger and no key is asked
        "SET LOCAL session_replication_role = replica", *(f"DELETE FROM {one}" for one in filled)
    ]  # fmt: skip


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    """No test writes into the checkout's own files."""
    settings.AUDIT_ANCHOR_FILE = tmp_path / "audit-anchors.jsonl"
    settings.DOCUMENTS_DIR = tmp_path / "documents"


@pytest.fixture(autouse=True)
def whole_sign_in():
    """client.force_login() stands for a whole sign-in, the second step included.

    Only the test client signs in with a request that has no method; real sign-ins stay as they are.
    """

    def add_second_step(sender, request, user, **kwargs):
        if request.method is None:
            record_authentication(request, user, "mfa", type="totp")

    user_logged_in.connect(add_second_step)
    yield
    user_logged_in.disconnect(add_second_step)


@pytest.fixture
def quiet_worker(monkeypatch, transactional_db):
    """No job but the test's own, and no connection of a worker's thread that outlives its job."""
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    monkeypatch.setattr(procrastinate_app.current_app.periodic_registry, "periodic_tasks", {})
    _forget_jobs()
    yield
    _forget_jobs()


def _forget_jobs():
    """These tables are not Django's, so nobody empties them after a test."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs; DELETE FROM procrastinate_workers")
