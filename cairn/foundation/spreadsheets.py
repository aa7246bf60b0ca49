"""Tables people take away: a real spreadsheet, in which nothing that was typed can run."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from django.http import HttpResponse

from cairn.foundation import clock

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767  # the format's own limit
# One of these in one cell, and the whole table opens for nobody.
NOT_IN_XML = frozenset({*map(chr, range(32)), "\ufffe", "\uffff"})


def workbook(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, title: str) -> bytes:
    """One sheet with a heading row. Text stays text, whatever character it starts with."""
    from openpyxl import Workbook  # not for the worker, which would hold 16 MB of it for nothing

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, name, bold=True) for name in columns])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def download(name: str, content: bytes) -> HttpResponse:
    """The spreadsheet as a download. `name` is ours, never something a person typed."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    if isinstance(value, datetime):
        value = clock.local(value).replace(tzinfo=None)  # spreadsheets know no time zones
    if isinstance(value, str):
        value = "".join(c for c in value if c in "\n\t" or c not in NOT_IN_XML)[:LONGEST_CELL]
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # never "f": a name that begins with "=" is a name
        cell.quotePrefix = True
    if bold:
        cell.font = Font(bold=True)
    return cell
