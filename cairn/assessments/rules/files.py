"""What a tool's file must hold. A file is refused as a whole, with each reason and its line."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from cairn.assessments.choices import IndicatorKind, Level, OverrideWhen, Together, ToolKind
from cairn.assessments.rules.tool import Definition, rank

CODE = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")
RESERVED = frozenset({"about", "voice", "analysis"})  # pages that every assessment has
HEADING = re.compile(r"\s*\[+\s*([a-z_]+)\s*\]+\s*(#.*)?$")
Types = Mapping[str, type]
NEEDED: Mapping[str, Types] = {
    "": {
        "code": str, "version": str, "name": str, "kind": str, "purpose": str, "source": str,
        "from": date,
    },
    "domain": {"code": str, "name": str},
    "indicator": {"code": str, "domain": str, "kind": str, "words": str},
    "scoring": {
        "kind": str, "now": int, "earlier": int, "before": int, "together": str, "source": str,
    },
    "band": {"least": int, "name": str, "level": str},
    "override": {"when": str, "level": str, "words": str, "source": str},
}  # fmt: skip
OPTIONAL: Mapping[str, Types] = {
    "": {"until": date, "default": bool},
    "domain": {"hint": str},
    "indicator": {"hint": str, "critical": bool},
    "override": {"age": int},
}
TABLES = tuple(name for name in NEEDED if name)
CHOICES = {
    ("", "kind"): ToolKind,
    ("indicator", "kind"): IndicatorKind,
    ("scoring", "kind"): IndicatorKind,
    ("scoring", "together"): Together,
    ("band", "level"): Level,
    ("override", "level"): Level,
    ("override", "when"): OverrideWhen,
}
CALLED = {str: "text", int: "a whole number", bool: "true or false", date: "a date"}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. `line` is 0 where it is the whole file."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}{f', line {self.line}' if self.line else ''}: {self.reason}"


@dataclass(frozen=True)
class Written:
    """A tool's file as it was read: its name, its text, and the tables in it."""

    file: str
    text: str
    tables: Mapping[str, Any]

    def line(self, table: str = "", number: int = 0, field: str = "") -> int:
        """Where the nth [[table]] stands, or a field of it. 0 if it stands nowhere."""
        lines = self.text.splitlines()
        headings = [
            (at, found[1]) for at, line in enumerate(lines, 1) if (found := HEADING.match(line))
        ]
        starts = [at for at, name in headings if name == table] if table else [0]
        if number >= len(starts):
            return 0
        start = starts[number]
        end = min((at for at, _ in headings if at > start), default=len(lines) + 1)
        for at in range(start + 1, end) if field else ():
            if re.match(rf"\s*{re.escape(field)}\s*=", lines[at - 1]):
                return at
        return start or next((at for at, name in headings if name == field), 0)

    def wrong(self, reason: str, table: str = "", number: int = 0, field: str = "") -> Problem:
        return Problem(self.file, self.line(table, number, field), reason)

    def rows(self, table: str) -> list[Mapping[str, Any]]:
        return list(self.tables.get(table, ()))


def problems(files: Iterable[Written]) -> list[Problem]:
    """Everything that is wrong with these files. An empty list means that they can be loaded."""
    found: list[Problem] = []
    seen: dict[tuple[str, str], str] = {}
    for file in files:
        # What has the wrong shape cannot be read further.
        wrong = list(_shape(file)) or [*_sense(file), *_counting(file)]
        found += wrong
        if not wrong:
            name = (file.tables["code"], file.tables["version"])
            if name in seen:
                reason = f"{name[0]} version {name[1]} is also in {seen[name]}."
                found.append(file.wrong(reason, field="version"))
            seen.setdefault(name, file.file)
    return found


def _shape(file: Written) -> Iterator[Problem]:
    top = {name: value for name, value in file.tables.items() if name not in TABLES}
    yield from _fields(file, "", 0, top)
    for table in TABLES:
        rows = file.tables.get(table, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            yield file.wrong(f"“{table}” must be written as [[{table}]].", table)
            continue
        if not rows and table != "override":
            yield file.wrong(f"There is no [[{table}]].")
        for number, row in enumerate(rows):
            yield from _fields(file, table, number, row)


def _fields(file: Written, table: str, number: int, row: Mapping[str, Any]) -> Iterator[Problem]:
    known = {**NEEDED[table], **OPTIONAL.get(table, {})}
    for name in NEEDED[table]:
        if name not in row:
            yield file.wrong(f"“{name}” is not given.", table, number)
    for name, value in row.items():
        if reason := _reason(table, name, value, known):
            yield file.wrong(reason, table, number, name)


def _reason(table: str, name: str, value: Any, known: Types) -> str:
    if name not in known:
        return f"“{name}” is not something it can have. It can have: {', '.join(known)}."
    wanted = known[name]
    if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        return f"“{name}” is {value!r}, which is not {CALLED[wanted]}."
    if isinstance(value, datetime):
        return f"“{name}” is {value!r}, which is not {CALLED[date]}."
    if isinstance(value, str) and not value.strip():
        return f"“{name}” is empty."
    if isinstance(value, int) and value < 0:
        return f"“{name}” is {value}. Nothing takes points away: it must be 0 or more."
    if name == "code" and not CODE.fullmatch(str(value)):
        return f"“code” must be small letters and digits with dashes, not {value!r}."
    choices = CHOICES.get((table, name))
    if choices is not None and value not in choices.values:
        return f"“{name}” is {value!r}, which is not one of: {', '.join(choices.values)}."
    return ""


def _sense(file: Written) -> Iterator[Problem]:
    tables = file.tables
    if "until" in tables and tables["until"] <= tables["from"]:
        yield file.wrong("“until” must be after “from”.", field="until")
    for table, key in (("domain", "code"), ("indicator", "code"), ("scoring", "kind")):
        seen = set()
        for number, row in enumerate(file.rows(table)):
            if row[key] in seen:
                yield file.wrong(f"{row[key]!r} is there twice.", table, number, key)
            seen.add(row[key])
    domains = {row["code"] for row in file.rows("domain")}
    used = {row["domain"] for row in file.rows("indicator")}
    for number, row in enumerate(file.rows("domain")):
        if row["code"] in RESERVED:
            reason = f"{row['code']!r} is the name of another page. Choose another code."
            yield file.wrong(reason, "domain", number, "code")
        if row["code"] not in used:
            yield file.wrong(f"No indicator is in {row['code']!r}.", "domain", number, "code")
    for number, row in enumerate(file.rows("indicator")):
        if row["domain"] not in domains:
            reason = f"{row['domain']!r} is not a domain of this file."
            yield file.wrong(reason, "indicator", number, "domain")


def _counting(file: Written) -> Iterator[Problem]:
    scored = {row["kind"] for row in file.rows("scoring")}
    for number, row in enumerate(file.rows("scoring")):
        if row["kind"] == IndicatorKind.STRENGTH:
            yield file.wrong("A strength counts nothing.", "scoring", number, "kind")
    for number, row in enumerate(file.rows("indicator")):
        if row["kind"] not in scored | {IndicatorKind.STRENGTH}:
            reason = f"There is no [[scoring]] for the kind {row['kind']!r}."
            yield file.wrong(reason, "indicator", number, "kind")
        elif row.get("critical") and row["kind"] == IndicatorKind.STRENGTH:
            yield file.wrong("A strength cannot be critical.", "indicator", number, "critical")
    yield from _bands(file)
    has_critical = any(row.get("critical") for row in file.rows("indicator"))
    for number, row in enumerate(file.rows("override")):
        needs_age = row["when"] == OverrideWhen.UNDER_AGE
        if needs_age != ("age" in row):
            reason = "“age” is not given." if needs_age else "Only “under_age” has an “age”."
            yield file.wrong(reason, "override", number, "age")
        if row["when"] == OverrideWhen.CRITICAL_INDICATOR and not has_critical:
            yield file.wrong("No indicator is critical.", "override", number, "when")


def _bands(file: Written) -> Iterator[Problem]:
    bands = file.rows("band")
    if bands[0]["least"] != 0:
        yield file.wrong("The first band must begin at 0.", "band", 0, "least")
    most = Definition.of(file.tables).most
    for number, (before, band) in enumerate(pairwise(bands), 1):
        if band["least"] <= before["least"]:
            reason = f"It must begin above {before['least']}, where the band before it begins."
            yield file.wrong(reason, "band", number, "least")
        elif band["least"] > most:
            reason = f"It is never reached: the highest score there can be is {most}."
            yield file.wrong(reason, "band", number, "least")
        if rank(band["level"]) < rank(before["level"]):
            reason = "A higher score cannot prompt a lower level."
            yield file.wrong(reason, "band", number, "level")
