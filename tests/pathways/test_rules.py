"""The words for the worker."""

import pytest

from cairn.pathways import rules
from cairn.pathways.choices import Level


@pytest.mark.parametrize("level", Level)
def test_worker_is_for_high_and_medium_and_for_low_where_needed(level):
    assert rules.worker(level).endswith("needed") == (level is Level.LOW)
