"""Two who write one plan at the same moment: one is kept, the other is told, and nothing is lost."""

import uuid
from functools import partial

import pytest

from cairn.foundation.refusals import Overtaken
from cairn.plans import actions
from cairn.plans.models import Plan, PlanVersion
from tests.at_once import at_once
from tests.plans.conftest import SAFETY

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def write(jade):
    return partial(actions.save_plan, child=jade.reference, kind="safety", why="New")


@pytest.mark.parametrize("begun", [False, True])
def test_one_of_two_plans_is_kept_and_the_other_told(write, save, priya, mel, begun):
    version = save().number if begun else 0
    found = at_once(
        *(
            partial(write, by=by, version=version, content={**SAFETY, "missing": by.name},
                    key=uuid.uuid4())
            for by in (priya, mel)
        )
    )  # fmt: skip
    [kept] = [one for one in found if one is not Overtaken]
    assert Overtaken in found
    assert Plan.objects.get().version == kept.number == version + 1
    assert PlanVersion.objects.count() == version + 1


def test_one_form_sent_twice_is_one_version(write, priya):
    twice = partial(write, by=priya, version=0, content=SAFETY, key=uuid.uuid4())
    first, second = at_once(twice, twice)
    assert first == second
    assert PlanVersion.objects.count() == 1


def test_one_version_is_restored_or_another_written(write, save, priya, mel, jade):
    save()
    save(missing="Ring Nan")
    found = at_once(
        partial(write, by=priya, version=2, content=SAFETY | {"signals": "-"}, key=uuid.uuid4()),
        partial(
            actions.restore, by=mel, child=jade.reference, kind="safety", number=1, version=2,
            why="Better", key=uuid.uuid4(),
        ),
    )  # fmt: skip
    assert found.count(Overtaken) == 1
    assert Plan.objects.get().version == PlanVersion.objects.count() == 3
