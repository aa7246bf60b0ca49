"""Building a county through the product's own actions: again, interrupted, and where it must not."""

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from cairn.county.building import build
from cairn.county.reporting import Reporting
from cairn.submissions.models import Submission
from tests.county.conftest import FRIDAY_AFTERNOON
from tests.county.reading import content


def _build(**other):
    wanted = {"size": "small", "seed": 1, "now": FRIDAY_AFTERNOON, "say": lambda words: None}
    return build(**wanted | other)


@pytest.mark.usefixtures("profile")
def test_build_writes_the_same_content_again():
    dumps = []
    for seed in (5, 5):
        with transaction.atomic():
            _build(seed=seed)
            dumps.append(content())
            transaction.set_rollback(True)
    assert dumps[0] == dumps[1]


@pytest.mark.usefixtures("profile")
def test_build_that_is_interrupted_leaves_nothing_behind(monkeypatch):
    before = content()

    def fail(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(Reporting, "_decide", fail)
    with pytest.raises(KeyboardInterrupt):
        _build()
    assert content() == before


@pytest.mark.django_db
def test_build_county_is_refused_in_production(settings):
    settings.STAGE = "production"
    with pytest.raises(CommandError, match="only for the demo and for tests"):
        call_command("build_county")
    assert not Submission.objects.exists()


@pytest.mark.django_db
def test_build_county_large_is_refused_in_the_demo(settings):
    settings.STAGE = "demo"
    with pytest.raises(CommandError, match="leaves no trace"):
        call_command("build_county", "--size", "large")
    assert not Submission.objects.exists()
