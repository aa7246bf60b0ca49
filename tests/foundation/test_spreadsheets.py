"""Tables people take away hold what was typed, and nothing in them can run."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from cairn.foundation import spreadsheets


def test_workbook_keeps_a_formula_as_text():
    typed = '=HYPERLINK("http://example.test","x")'
    book = load_workbook(BytesIO(spreadsheets.workbook(["Name"], [[typed]], title="Names")))
    cell = book.active["A2"]
    assert (cell.data_type, cell.value) == ("s", typed)


@pytest.mark.parametrize("typed", ["a\x00b\x0bc", "a\ufffeb\uffffc"])
def test_workbook_drops_characters_it_could_not_hold(typed):
    book = load_workbook(BytesIO(spreadsheets.workbook(["Name"], [[typed]], title="x")))
    assert book.active["A2"].value == "abc"
