"""What the desk is offered while it makes a strand: for each child, adult, place and thing that was
sent, the records it may be, and a new record made of what was sent.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cairn.children.models import Child
from cairn.foundation.references import as_typed
from cairn.foundation.wording import day
from cairn.intelligence.choices import RecordKind
from cairn.intelligence.rules import NewRecord
from cairn.submissions.models import Submission

NEW, NOBODY = "new", ""  # make a record; link to none

# How a reference begins -> the kind of link.
_KINDS = {"CH": "children", "AD": "adults", "PL": "places", "TH": "things"}

# The form's kinds of place -> the record's.
_PLACES = {"outdoors": "park", "shop": "shop", "home": "home", "school": "school",
           "transport": "transport", "hotel": "hotel", "online": "online"}  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    """A record within the reader's reach that may be the one named."""

    reference: str
    words: str


def candidate(row: Any) -> Candidate:
    """A child, adult, place or thing, with what tells it from others of the same name."""
    if not isinstance(row, Child):
        return Candidate(row.reference, f"{row.title}, {row.reference}")
    born = f", born {day(row.born_on)}" if row.born_on else ""
    return Candidate(row.reference, f"{row.name}{born}, {row.reference}")


@dataclass(frozen=True)
class Item:
    """One child, adult, place or thing that was sent."""

    kind: RecordKind
    position: int  # which of its kind, from 1
    sent: Mapping[str, Any]  # as in the submission's content
    candidates: Sequence[Candidate] = ()

    @property
    def name(self) -> str:
        """The name of its field in the form."""
        return f"link_{self.kind}_{self.position}"

    @property
    def words(self) -> str:
        said = self.sent
        return str(
            said.get("name") or said.get("where") or said.get("number") or said.get("handle")
            or said.get("plate") or said.get("make") or said.get("colour") or "without a name"
        )  # fmt: skip


@dataclass(frozen=True)
class Desk:
    """What lies before the person who makes a strand."""

    submission: Submission | None
    items: Sequence[Item] = ()
    key: uuid.UUID = field(default_factory=uuid.uuid4)


def by_kind(references: Iterable[str]) -> dict[str, list[str]]:
    """References by the kind of record they lead to. What is no reference is left out."""
    found: dict[str, list[str]] = {kind: [] for kind in _KINDS.values()}
    for typed in references:
        reference = as_typed(typed)
        if kind := _KINDS.get(reference[:2]):
            found[kind].append(reference)
    return found


def reason_not_to_make(item: Item) -> str | None:
    """Why no record can be made of what was sent, or None."""
    if item.kind is RecordKind.VEHICLE and not item.sent.get("plate"):
        return "A vehicle without a number plate stays in the words of the strand."
    return None


def new_record(item: Item, *, involvement: Mapping[str, Any]) -> NewRecord:
    """The record to make of what was sent. Candidates that were shown were ruled out."""
    make = {
        RecordKind.CHILD: _child,
        RecordKind.ADULT: _adult,
        RecordKind.PLACE: _place,
        RecordKind.VEHICLE: _vehicle,
        RecordKind.PHONE: _phone,
        RecordKind.ONLINE: _online,
    }[item.kind]
    details = make(item.sent)
    if item.kind in {RecordKind.CHILD, RecordKind.ADULT, RecordKind.PLACE}:
        details["not_these"] = [candidate.reference for candidate in item.candidates]
    return NewRecord(item.kind, details, involvement if item.kind is RecordKind.CHILD else {})


def _others(said: Mapping[str, Any]) -> list[str]:
    return [name.strip() for name in str(said.get("other_names", "")).split(",") if name.strip()]


def _born(said: Mapping[str, Any]) -> date | None:
    return date.fromisoformat(said["born_on"]) if said.get("born_on") else None


def _child(said: Mapping[str, Any]) -> dict[str, Any]:
    given, _, family = str(said.get("name", "")).strip().rpartition(" ")
    if not given:
        given, family = family, ""
    return {
        "given_name": given, "family_name": family, "also_known_as": _others(said),
        "born_on": _born(said), "address": said.get("home", ""), "school": said.get("school", ""),
    }  # fmt: skip


def _adult(said: Mapping[str, Any]) -> dict[str, Any]:
    born = _born(said)
    return {
        "name": said.get("name", ""), "also_known_as": _others(said), "born_on": born,
        "age_guess": "" if born else said.get("born", ""), "description": said.get("looks", ""),
        "address": said.get("home", ""), "notes": said.get("role", ""),
    }  # fmt: skip


def _place(said: Mapping[str, Any]) -> dict[str, Any]:
    name = " ".join(str(said.get("where", "")).split())
    return {
        "name": name[:200], "kind": _PLACES.get(said.get("kind", ""), "other"),
        "times": said.get("times", ""), "notes": said.get("why", ""),
    }  # fmt: skip


def _vehicle(said: Mapping[str, Any]) -> dict[str, Any]:
    looks = (said.get("colour"), said.get("make"), said.get("marks"))
    return {"value": said.get("plate", ""), "description": ", ".join(one for one in looks if one)}


def _phone(said: Mapping[str, Any]) -> dict[str, Any]:
    return {"value": said.get("number", ""), "description": said.get("note", "")}


def _online(said: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "value": said.get("handle", ""), "platform": said.get("platform", ""),
        "description": said.get("note", ""),
    }  # fmt: skip
