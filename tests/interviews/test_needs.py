"""Interviews on people's own lists: to offer, planned today, running out, to sign off."""

import pytest

from cairn.foundation import clock
from cairn.home import queries as home
from cairn.interviews import actions
from tests.interviews.conftest import HOUR, SATURDAY


@pytest.fixture
def told():
    return lambda by: [(one.text, one.why) for one in home.needs(by=by, about="interviews")]


def test_from_the_offer_to_the_signature(row, works, tara, do, offer, told, jade):
    [(text, why)] = told(works)
    assert text == f"Offer a return home interview: {jade.name}"
    assert "left, by 10am on Tuesday 24 November" in why
    assert told(tara) == told(works)  # nobody goes yet
    offer(row)
    do(row, actions.take)
    assert told(tara) == []
    do(row, actions.plan, at=SATURDAY + 4 * HOUR, where="The library")
    [(text, why)] = told(works)
    assert text.startswith("Hold the return home interview")
    assert why.startswith("4pm today, The library")
    with clock.shifted(6 * HOUR):
        do(row, actions.hold_it, at=clock.now(), where="-", seen="alone", relation="none")
    assert told(works)[0][0].startswith("Write up")
    actions.save_part(
        by=works, reference=row.reference, part="words", version=0, said={"childs_words": "-"}
    )
    do(row, actions.hand_in)
    assert told(works) == []
    assert told(tara) == [(f"Sign off the interview with {jade.name}", "Handed in by Wren")]


def test_what_has_run_out_is_late(row, works, told):
    with clock.shifted(100 * HOUR):
        [need] = home.needs(by=works, about="interviews")
    assert need.is_late
    assert "late, was due" in need.why
