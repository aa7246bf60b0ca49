"""The fictional county on the Cumbria profile, with the demo's numbers."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cairn.accounts import people
from cairn.agencies.actions import load_profile
from cairn.agencies.reading import read_profile
from cairn.foundation.clock import OfficeHours

PROFILES = Path(__file__).resolve().parents[2] / "profiles"
FRIDAY_AFTERNOON = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
DESK = OfficeHours.parse(dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "08:00-16:00"))


@pytest.fixture
def profile(db):
    entries, unread = read_profile(PROFILES / "cumbria", PROFILES / "demo-overlay")
    load_profile(by=people.system(), entries=entries, unread=unread)
