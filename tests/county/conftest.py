"""The fictional county on the Cumbria profile, with the demo's numbers."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings

from cairn.accounts import people
from cairn.agencies.actions import load_profile
from cairn.agencies.reading import read_profile
from cairn.assessments.actions import load_tools
from cairn.assessments.reading import read_tools
from cairn.county.building import build
from cairn.foundation.clock import OfficeHours

PROFILES = Path(__file__).resolve().parents[2] / "profiles"
FRIDAY_AFTERNOON = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
DESK = OfficeHours.parse(dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "08:00-16:00"))


def _load_profile():
    entries, unread = read_profile(PROFILES / "cumbria", PROFILES / "demo-overlay")
    load_profile(by=people.system(), entries=entries, unread=unread)
    files, unread_tools = read_tools(PROFILES / "cumbria" / "tools")
    load_tools(by=people.system(), files=files, unread=unread_tools)


@pytest.fixture
def profile(db):
    _load_profile()


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory):
    """A small county, built once for the tests of a module and taken back after them."""
    folder = tmp_path_factory.mktemp("documents")
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(DOCUMENTS_DIR=folder):
        _load_profile()
        yield build(size="small", seed=1, now=FRIDAY_AFTERNOON, say=lambda words: None)
        transaction.set_rollback(True)
