"""Notifications out of a file: .json, .csv, a spreadsheet, or an e-mail to which one of these is attached."""

import csv
import email.policy
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from email import message_from_bytes
from itertools import islice
from pathlib import PurePath
from typing import Any

from openpyxl import load_workbook

from cairn.foundation.dates import Unreadable
from cairn.missing.notification import SAID, NotificationForm

Told = tuple[int, dict[str, str]]  # the row's number as people count, and what it says

COLUMNS = (*NotificationForm.base_fields, *SAID)
LARGEST = 5_000_000  # bytes of a file
UNPACKED = 50_000_000  # of a spreadsheet, which is packed
MOST_ROWS = 500
DROPPED, UPLOADED = frozenset({".json", ".csv", ".eml"}), frozenset({".xlsx", ".csv"})
TOO_MANY = f"It has more than {MOST_ROWS} rows. Divide it into smaller files."
NO_HEADINGS = "Its first row does not name the fields. Use the template."


def read(name: str, content: bytes) -> list[Told]:
    """Every row that says anything. Raises Unreadable where it is not such a file."""
    if len(content) > LARGEST:
        raise Unreadable(f"It is larger than {LARGEST // 1_000_000} MB.")
    how = {".json": _json, ".csv": _csv, ".xlsx": _spreadsheet, ".eml": _letter}
    rows = how[PurePath(name).suffix.lower()](content)
    found = list(islice(rows, MOST_ROWS + 1))
    if len(found) > MOST_ROWS:
        raise Unreadable(TOO_MANY)
    if not found:
        raise Unreadable("There is no notification in it.")
    return found


def _json(content: bytes) -> Iterator[Told]:
    try:
        said = json.loads(content.decode("utf-8-sig"))
        json.dumps(said, ensure_ascii=False).encode()  # half a letter is no text
    except (ValueError, RecursionError):
        raise Unreadable("It could not be read as JSON in UTF-8.") from None
    rows = said if isinstance(said, list) else [said]
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            raise Unreadable("It is not a list of notifications.")
        yield number, {name: _text(value) for name, value in row.items()}


def _csv(content: bytes) -> Iterator[Told]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")  # as Excel writes it on many machines
    yield from _table(csv.reader(io.StringIO(text.replace("\0", ""), newline="")))


def _spreadsheet(content: bytes) -> Iterator[Told]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > UNPACKED:
                raise Unreadable("It is too large.")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        # The first of its sheets; a cell that looks filled in may hold nothing.
        yield from _table(book.worksheets[0].iter_rows(values_only=True, max_col=len(COLUMNS) + 20))
    except Unreadable:
        raise
    except Exception:  # a broken file breaks the library in many ways, and is only that
        raise Unreadable("It could not be read as a spreadsheet.") from None


def _letter(content: bytes) -> Iterator[Told]:
    try:
        letter = message_from_bytes(content, policy=email.policy.default)
        attached = [
            (part.get_filename() or "", part.get_payload(decode=True))
            for part in letter.walk()
            if not part.is_multipart()
        ]
    except Exception:  # a broken letter breaks the library in many ways, and is only that
        raise Unreadable("It could not be read as an e-mail.") from None
    found = [one for one in attached if PurePath(one[0]).suffix.lower() in {".json", ".csv"}]
    if len(found) != 1:
        raise Unreadable("An e-mail has one attachment, a .json or .csv file.")
    [(name, inner)] = found
    yield from read(name, inner if isinstance(inner, bytes) else b"")


def _table(rows: Any) -> Iterator[Told]:
    try:
        headings = [_heading(cell) for cell in next(iter(rows), ())]
        if not set(headings) & set(COLUMNS):
            raise Unreadable(NO_HEADINGS)
        for number, row in enumerate(rows, 2):
            cells = [_text(cell) for cell in row]
            if any(cells):
                named = zip(headings + [f"column {n}" for n in range(99)], cells, strict=False)
                yield number, {name: said for name, said in named if name in COLUMNS or said}
    except csv.Error:
        raise Unreadable("It could not be read as a table.") from None


def _heading(cell: Any) -> str:
    return _text(cell).lower().replace(" ", "_")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        is_day = not (value.hour or value.minute or value.second)
        return value.date().isoformat() if is_day else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return (value if isinstance(value, str) else json.dumps(value)).strip()
