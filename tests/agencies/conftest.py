"""The Cumbria profile, and ways to spoil a copy of it."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from cairn.agencies.actions import load_profile
from cairn.agencies.reading import read_profile

CUMBRIA = Path(django_settings.BASE_DIR) / "profiles" / "cumbria"
DEMO_OVERLAY = CUMBRIA.parent / "demo-overlay"


@pytest.fixture
def profile(tmp_path):
    """A copy of the Cumbria profile that a test may change."""
    return Path(shutil.copytree(CUMBRIA, tmp_path / "profile"))


@pytest.fixture
def load(system):
    """Load a folder as the system does, and return what changed."""

    def load_folder(folder, overlay=None):
        entries, unread = read_profile(folder, overlay)
        return load_profile(by=system, entries=entries, unread=unread)

    return load_folder


@pytest.fixture
def write():
    """Replace a text in a file by another; the text must be there."""

    def write_over(path, old, new):
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return write_over
