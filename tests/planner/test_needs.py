"""The planner on people's own lists: who has to be found, for those who say who goes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cairn.foundation import clock
from cairn.home import queries as home
from cairn.planner import tasks
from tests.planner.acts import arrange, off
from tests.planner.conftest import HOUR


@pytest.fixture
def told():
    return lambda by: [
        (one.text, one.why)
        for one in home.needs(by=by, about="interviews")
        if one.text.startswith("Decide")
    ]


def test_who_has_to_be_found_is_on_the_list_until_somebody_decides(
    due, tara, works, ola, told, now
):
    assert told(tara) == []
    arrange(tara, due, works)
    off(works)
    [(text, why)] = told(tara)
    assert text == "Decide who goes to Jade Example"
    assert why.startswith("Wren has it now. ")
    assert " hours left" in why
    assert told(works) == told(ola) == []
    arrange(tara, now(), ola)
    assert told(tara) == []


def test_what_was_warned_of_is_on_the_list(due, tara, told, now):
    with clock.at(now().due_at - 20 * HOUR):
        tasks.warn()
        assert told(tara) == [
            ("Decide who goes to Jade Example", "Nobody goes yet. 20 hours left, by 10am tomorrow")
        ]  # fmt: skip


def test_own_list_asks_the_database_so_often(due, tara, works):
    off(works)
    home.needs(by=tara, about="interviews")
    with CaptureQueriesContext(connection) as asked:
        home.needs(by=tara, about="interviews")
    assert len(asked) == 3
