"""Reads a profile's folder, and an overlay of local contact data over it, into entries."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cairn.agencies.rules import FILES, Entry, Problem


def read_profile(folder: Path, overlay: Path | None = None) -> tuple[list[Entry], list[Problem]]:
    """Every entry of a profile, in the files' order, and what could not be read.

    An overlay's entry replaces the fields it gives of the profile's entry of that name; an entry
    the profile has not is added.
    """
    entries, problems = _read(folder, optional=False)
    if overlay is None:
        return entries, problems
    local, more = _read(overlay, optional=True)
    places = {entry.name: place for place, entry in enumerate(entries)}
    for entry in local:
        place = places.get(entry.name)
        if place is None:
            entries.append(entry)
        else:
            fields = {**entries[place].fields, **entry.fields}
            entries[place] = Entry(entry.kind, entry.file, fields)
    return entries, problems + more


def _read(folder: Path, *, optional: bool) -> tuple[list[Entry], list[Problem]]:
    if not folder.is_dir():
        return [], [Problem(str(folder), "", "There is no such folder.")]
    entries: list[Entry] = []
    problems = [
        Problem(
            f"{folder.name}/{path.name}", "", f"No such file is read. Files: {', '.join(FILES)}."
        )
        for path in sorted(folder.glob("*.toml"))
        if path.name not in FILES
    ]
    for file, kind in FILES.items():
        path, shown = folder / file, f"{folder.name}/{file}"
        if not path.exists():
            if not optional:
                problems.append(Problem(shown, "", "The file is missing."))
            continue
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
            problems.append(Problem(shown, "", f"It cannot be read: {problem}."))
            continue
        for found in _entries(tables, kind, shown):
            (entries if isinstance(found, Entry) else problems).append(found)  # type: ignore[arg-type]
    return entries, problems


def _entries(tables: dict[str, Any], kind: str, file: str) -> Iterator[Entry | Problem]:
    for name, rows in tables.items():
        if name != kind:
            yield Problem(file, "", f"“{name}” is not something this file holds: only [[{kind}]].")
        elif not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            yield Problem(file, "", f"“{kind}” must be written as [[{kind}]] entries.")
        else:
            for row in rows:
                yield Entry(kind, file, row)
