"""Who and what a submission names, in the form in which the same is found again."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from cairn.foundation.identifiers import (
    normal_address,
    normal_name,
    normal_online_name,
    normal_phone,
    normal_plate,
)
from cairn.submissions.choices import MentionKind

BETWEEN_NAMES = re.compile(r"\s*(?:[,;/\n]|\baka\b|\bor\b)\s*", re.IGNORECASE)
SAYS_NOTHING = {
    "", "unknown", "not known", "name unknown", "no name", "not sure", "dont know", "none", "na", "n a",
}  # fmt: skip
LONGEST = 300  # characters of a name, kept for finding; the words themselves are in the content


@dataclass(frozen=True)
class Named:
    """One name of one child, adult, place or thing: `position` says which of them."""

    kind: str
    position: int
    label: str
    normal: str
    born_on: date | None = None


def mentions(content: dict[str, Any]) -> list[Named]:
    """Everything named in a content of shape 1, each name once. Names that say nothing are left out."""
    found: dict[tuple[str, int, str], Named] = {}
    for kind, names_of in _READERS.items():
        for position, item in enumerate(content.get(kind, []), 1):
            for label, normal in names_of(item):
                if normal not in SAYS_NOTHING:
                    named = Named(kind, position, label[:LONGEST], normal[:LONGEST], _born_on(item))
                    found.setdefault((kind, position, named.normal), named)
    return list(found.values())


def _born_on(item: dict[str, Any]) -> date | None:
    said = item.get("born_on")
    return date.fromisoformat(said) if said else None


def _person(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    names = [item.get("name", ""), *BETWEEN_NAMES.split(item.get("other_names", ""))]
    yield from ((name, normal_name(name)) for name in names)


def _place(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    where = item.get("where", "")
    yield where, normal_address(where)


def _vehicle(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    plate = item.get("plate", "")
    yield plate, normal_plate(plate)


def _phone(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    number = item.get("number", "")
    yield number, normal_phone(number) or normal_name(number)


def _online(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    platform, handle = item.get("platform", ""), item.get("handle", "")
    yield f"{handle} ({platform})" if platform else handle, normal_online_name(platform, handle)


_READERS: dict[str, Callable[[dict[str, Any]], Iterator[tuple[str, str]]]] = {
    MentionKind.CHILD: _person,
    MentionKind.ADULT: _person,
    MentionKind.PLACE: _place,
    MentionKind.VEHICLE: _vehicle,
    MentionKind.PHONE: _phone,
    MentionKind.ONLINE: _online,
}
