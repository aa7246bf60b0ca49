"""Two at once: one interview for a return, of one part the first text, and of one answer one."""

import uuid
from functools import partial

import pytest

from cairn.foundation import clock
from cairn.foundation.refusals import Overtaken
from cairn.interviews import actions
from cairn.interviews.models import Interview, Step
from tests.at_once import at_once
from tests.interviews.conftest import SATURDAY

pytestmark = pytest.mark.django_db(transaction=True)


def then(act, **said):
    def acted():
        with clock.at(SATURDAY):
            return act(**said)

    return acted


def test_two_reactions_open_one(system, was_missing):
    reference = was_missing().reference
    open_it = then(actions.open_for, by=system, episode=reference)
    found = at_once(open_it, open_it)
    assert found[0] == found[1] == Interview.objects.get()


def test_two_who_write_one_part_and_two_who_answer(row, works, tara, offer):
    save = partial(then, actions.save_part, reference=row.reference, part="words", version=0)
    found = at_once(
        save(by=works, said={"childs_words": "One"}), save(by=tara, said={"childs_words": "Two"})
    )
    assert found.count(Overtaken) == 1
    offer(row)
    answer = partial(
        then, actions.answer, reference=row.reference, version=2, at=SATURDAY, whom="child",
        answer="accepted",
    )  # fmt: skip
    found = at_once(answer(by=works, key=uuid.uuid4()), answer(by=tara, key=uuid.uuid4()))
    assert found.count(Overtaken) == 1
    assert Step.objects.filter(what="accepted").count() == 1


def test_two_parts_at_once_are_both_kept(row, works, tara):
    save = partial(then, actions.save_part, reference=row.reference, version=0)
    found = at_once(
        save(by=works, part="before", said={"home": "Loud"}),
        save(by=tara, part="after", said={"feelings": "Tired"}),
    )
    assert not [one for one in found if isinstance(one, type)], found
    row.refresh_from_db()
    assert set(row.answers) == {"before", "after"}
