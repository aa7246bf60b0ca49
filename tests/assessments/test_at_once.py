"""Two who assess one child at once: one assessment, every page kept, and it is finished whole."""

import uuid
from functools import partial

import pytest

from cairn.assessments import actions
from cairn.assessments.models import Assessment
from cairn.foundation import clock
from cairn.foundation.refusals import Overtaken, Refused
from tests.assessments.conftest import MONDAY
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def then(act, **said):
    def acted():
        with clock.at(MONDAY):
            return act(**said)

    return acted


def test_two_who_start_begin_one(tools, monday, priya, mel, jade):
    begin = partial(then, actions.start_assessment, child=jade.reference, tool="seraf")
    found = at_once(begin(by=priya, key=uuid.uuid4()), begin(by=mel, key=uuid.uuid4()))
    assert found.count(Refused) == Assessment.objects.count() == 1


def test_two_pages_at_once_are_both_kept_and_of_one_page_the_first(start, priya, mel):
    row = start()
    write = partial(then, actions.save_answers, reference=row.reference, version=0)
    found = at_once(
        write(by=priya, part="analysis", said={"analysis": "Mine"}),
        write(by=mel, part="voice", said={"child_view": "Theirs"}),
    )
    assert not [one for one in found if isinstance(one, type)], found
    row.refresh_from_db()
    assert (row.analysis, row.child_view) == ("Mine", "Theirs")
    write = partial(write, part="voice", version=1)
    found = at_once(
        write(by=priya, said={"carer_view": "One"}), write(by=mel, said={"carer_view": "Two"})
    )
    assert found.count(Overtaken) == 1
