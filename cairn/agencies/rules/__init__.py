"""What a partnership's profile must be: every file, every entry, every field. Pure functions.

A profile is checked as a whole, and everything that is wrong with it is said at once.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cairn.agencies.choices import AgencyKind, TeamKind
from cairn.agencies.rules.standards import NEEDED, wrong_with
from cairn.foundation.clock import OfficeHours


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and where. `entry` is empty where it is the whole file."""

    file: str
    entry: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}{', ' + self.entry if self.entry else ''}: {self.reason}"


@dataclass(frozen=True)
class Entry:
    """One entry of a profile's file. `file` says where it was (last) written."""

    kind: str
    file: str
    fields: Mapping[str, Any]

    @property
    def name(self) -> str:
        """How people find it in the file: its code, or a standard's key and first day."""
        key = " from ".join(str(self.fields.get(part, "?")) for part in KINDS[self.kind].key)
        return f"{self.kind} {key}"


@dataclass(frozen=True)
class Kind:
    """One kind of entry: its file, what tells entries apart, and the type of each field."""

    file: str
    needed: Mapping[str, type | tuple[type, ...]]
    optional: Mapping[str, type | tuple[type, ...]]
    key: tuple[str, ...] = ("code",)


KINDS: dict[str, Kind] = {
    "council": Kind("partnership.toml", {"code": str, "name": str}, {}),
    "agency": Kind(
        "agencies.toml", {"code": str, "name": str, "kind": str, "councils": list}, {}
    ),
    "team": Kind(
        "teams.toml", {"code": str, "name": str, "kind": str, "agency": str}, {"council": str}
    ),
    "role": Kind(
        "roles.toml",
        {"code": str, "called": str, "does": str, "teams": list, "source": str},
        {},
    ),
    "strand": Kind("strands.toml", {"code": str, "name": str, "description": str}, {}),
    "contact_point": Kind(
        "contact_points.toml",
        {"code": str, "name": str},
        {
            "council": str, "phone": str, "email": str, "web": str, "note": str, "hours": dict,
            "needs": list,
        },
    ),
    "destination": Kind(
        "destinations.toml",
        {"code": str, "name": str, "when": str, "advice": str, "contacts": list},
        {},
    ),
    "town": Kind(
        "places.toml",
        {"code": str, "name": str, "council": str, "latitude": float, "longitude": float},
        {},
    ),
    "standard": Kind(
        "standards.toml",
        {"key": str, "value": (int, str, list), "from": date, "source": str},
        {},
        key=("key", "from"),
    ),
}  # fmt: skip
FILES = {kind.file: name for name, kind in KINDS.items()}

CONTACTS = ("emergency", "police-non-emergency", "desk", "lead-practitioner-help")
CONTACTS_OF_A_COUNCIL = ("hub", "cst")
WAYS = ("phone", "email", "web")
ALERT = re.compile(r"1[0-7](\.5)?|[1-9][0-9]{0,2} days")
ENGLAND = {"latitude": (49.8, 55.9), "longitude": (-6.5, 1.8)}
CODE = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")
PHONE = re.compile(r"\+?[0-9][0-9 ]*( ext\.? [0-9]+)?")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def problems(entries: Iterable[Entry]) -> list[Problem]:
    """Everything that is wrong with a profile. An empty list means it can be loaded."""
    entries = list(entries)
    sound, found = [], []
    for entry in entries:
        wrong = [Problem(entry.file, entry.name, reason) for reason in _shape(entry)]
        found += wrong
        if not wrong:
            sound.append(entry)
    # Entries of the wrong shape cannot be read further, but others may still refer to them.
    codes = {
        kind: {entry.fields.get("code") for entry in entries if entry.kind == kind}
        for kind in KINDS
    }
    for entry in sound:
        reasons = CHECKS[entry.kind](entry.fields, codes)
        found += [Problem(entry.file, entry.name, reason) for reason in reasons]
    return [*found, *_doubles(entries), *_wanting(entries, codes)]


def _shape(entry: Entry) -> Iterator[str]:
    kind, fields = KINDS[entry.kind], entry.fields
    known = {**kind.needed, **kind.optional}
    for name in kind.needed:
        if name not in fields:
            yield f"“{name}” is not given."
        elif fields[name] == "":
            yield f"“{name}” is empty."
    for name, value in fields.items():
        if name not in known:
            yield f"“{name}” is not something it can have. It can have: {', '.join(known)}."
        elif not isinstance(value, known[name]) or isinstance(value, bool | datetime):
            yield f"“{name}” is {value!r}, which is not {_called(known[name])}."
        elif isinstance(value, list) and not all(isinstance(item, str) and item for item in value):
            yield f"“{name}” must be a list of words."
    for name in ("code", "key"):
        if isinstance(text := fields.get(name), str) and text and not CODE.fullmatch(text):
            yield f"“{name}” must be small letters and digits with dashes, not {text!r}."


def _called(wanted: Any) -> str:
    names = {str: "text", list: "a list", dict: "a table", date: "a date", int: "a whole number",
             float: "a number with decimals"}  # fmt: skip
    several = wanted if isinstance(wanted, tuple) else (wanted,)
    return " or ".join(names[one] for one in several)


Codes = Mapping[str, set[Any]]


def _unlisted(codes: Codes, kind: str, wanted: Iterable[str]) -> Iterator[str]:
    for code in wanted:
        if code not in codes[kind]:
            yield f"{code!r} is not a {kind.replace('_', ' ')} of {KINDS[kind].file}."


def _agency(fields: Mapping[str, Any], codes: Codes) -> Iterator[str]:
    yield from _one_of(AgencyKind, fields["kind"])
    if not fields["councils"]:
        yield "“councils” is empty: say which areas it covers."
    yield from _unlisted(codes, "council", fields["councils"])


def _team(fields: Mapping[str, Any], codes: Codes) -> Iterator[str]:
    yield from _one_of(TeamKind, fields["kind"])
    yield from _unlisted(codes, "agency", [fields["agency"]])
    yield from _unlisted(codes, "council", filter(None, [fields.get("council")]))


def _role(fields: Mapping[str, Any], codes: Codes) -> Iterator[str]:
    for kind in fields["teams"]:
        yield from _one_of(TeamKind, kind)


def _contact_point(fields: Mapping[str, Any], codes: Codes) -> Iterator[str]:
    yield from _unlisted(codes, "council", filter(None, [fields.get("council")]))
    for need in fields.get("needs", []):
        if need not in WAYS:
            yield f"“needs” names {need!r}. It can name: {', '.join(WAYS)}."
    if not fields.get("needs") and not any(fields.get(way) for way in WAYS):
        yield "It has no phone, email or web, and “needs” does not say which is to be given."
    if (phone := fields.get("phone")) and not PHONE.fullmatch(phone):
        yield f"“phone” is {phone!r}, which is not a telephone number."
    if (email := fields.get("email")) and not EMAIL.fullmatch(email):
        yield f"“email” is {email!r}, which is not an e-mail address."
    if (web := fields.get("web")) and not web.startswith("https://"):
        yield f"“web” is {web!r}. It must start with https://"
    if fields.get("hours"):
        try:
            OfficeHours.parse(fields["hours"])
        except ValueError as problem:
            yield str(problem)
    elif fields["code"] == "desk":
        yield "The desk has no “hours”: people must be told when somebody reads what they send."


def _destination(fields: Mapping[str, Any], codes: Codes) -> Iterator[str]:
    if not fields["contacts"]:
        yield "“contacts” is empty: say how to get there."
    yield from _unlisted(codes, "contact_point", fields["contacts"])


def _town(fields: Mapping[str, Any], codes: Codes) -> Iterator[str]:
    yield from _unlisted(codes, "council", [fields["council"]])
    for name, (least, most) in ENGLAND.items():
        if not least <= fields[name] <= most:
            yield f"“{name}” is {fields[name]}, which is not in England."


def _standard(fields: Mapping[str, Any], codes: Codes) -> Iterator[str]:
    return wrong_with(fields["key"], fields["value"])


def _nothing_more(fields: Mapping[str, Any], codes: Codes) -> Iterator[str]:
    return iter(())


CHECKS = {
    "council": _nothing_more,
    "agency": _agency,
    "team": _team,
    "role": _role,
    "strand": _nothing_more,
    "contact_point": _contact_point,
    "destination": _destination,
    "town": _town,
    "standard": _standard,
}


def _one_of(choices: Any, value: str) -> Iterator[str]:
    if value not in choices.values:
        yield f"{value!r} is not one of: {', '.join(choices.values)}."


def _doubles(entries: list[Entry]) -> Iterator[Problem]:
    times = Counter(entry.name for entry in entries)
    for entry in {entry.name: entry for entry in entries if times[entry.name] > 1}.values():
        yield Problem(entry.file, entry.name, f"It is there {times[entry.name]} times.")


def _wanting(entries: list[Entry], codes: Codes) -> Iterator[Problem]:
    """What every profile must have."""
    for kind in ("council", "strand"):
        if not codes[kind]:
            yield Problem(KINDS[kind].file, "", f"There is no {kind}.")
    kinds = {entry.fields.get("kind") for entry in entries if entry.kind == "agency"}
    for agency in (AgencyKind.COUNCIL, AgencyKind.POLICE):
        if agency not in kinds:
            yield Problem(KINDS["agency"].file, "", f"There is no agency of the kind “{agency}”.")
    councils = sorted(str(code) for code in codes["council"] if code)
    wanted = [*CONTACTS, *(f"{what}-{code}" for code in councils for what in CONTACTS_OF_A_COUNCIL)]
    for code in wanted:
        if code not in codes["contact_point"]:
            yield Problem(KINDS["contact_point"].file, "", f"There is no contact point {code!r}.")
    keys = {str(entry.fields.get("key")) for entry in entries if entry.kind == "standard"}
    for key in sorted(NEEDED - keys):
        yield Problem(KINDS["standard"].file, "", f"There is no standard {key!r}.")
