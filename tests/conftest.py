"""What every test starts from: the cast, a small partnership, and no network."""

import tests.environment  # noqa: I001, F401  (before anything that reads the settings)

import os

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings

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
    """Tests that commit empty the tables afterwards; one test puts this trigger back to try it."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER audit_not_emptied")


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    """No test writes into the checkout's own files."""
    settings.AUDIT_ANCHOR_FILE = tmp_path / "audit-anchors.jsonl"
    settings.DOCUMENTS_DIR = tmp_path / "documents"
