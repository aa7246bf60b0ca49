"""The shapes of an invented county, before any of it is written down: people, records, reports.

Everything refers to everything else by its key, such as "child-7". Nothing here knows a database.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from cairn.agencies.choices import AgencyKind
from cairn.children.choices import InvolvementKind
from cairn.networks.choices import PlaceKind, ThingKind


@dataclass(frozen=True)
class Agency:
    """An agency that no profile brings. `code` is its key."""

    code: str
    name: str
    kind: AgencyKind
    council: str


@dataclass(frozen=True)
class Person:
    """Somebody with an account. `councils` are the areas in which they notice things."""

    key: str
    name: str
    email: str
    job: str
    roles: tuple[str, ...]
    agency: str
    kind: AgencyKind
    councils: tuple[str, ...]
    team: str = ""


@dataclass(frozen=True)
class Involved:
    """Who works with a child. `person` and `team` are empty where it is the whole agency."""

    kind: InvolvementKind
    agency: str
    why: str
    at: datetime
    person: str = ""
    team: str = ""
    until: datetime | None = None


@dataclass(frozen=True)
class Child:
    key: str
    given: str
    family: str
    born_on: date
    address: str
    school: str
    council: str
    added_at: datetime
    added_by: str
    also: tuple[str, ...] = ()
    involved: tuple[Involved, ...] = ()
    restricted_at: datetime | None = None
    restricted_because: str = ""

    @property
    def called(self) -> str:
        return self.given

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"


@dataclass(frozen=True)
class Adult:
    """An adult of concern: by name, or only by what people call them."""

    key: str
    name: str
    nickname: str
    age: str
    looks: str
    address: str
    council: str

    @property
    def called(self) -> str:
        return self.nickname or self.name


@dataclass(frozen=True)
class Place:
    key: str
    name: str
    kind: PlaceKind
    address: str
    times: str
    council: str

    @property
    def called(self) -> str:
        return self.name


@dataclass(frozen=True)
class Thing:
    """A vehicle (`value` its plate), a phone, or an online name (`value` "platform:name")."""

    key: str
    kind: ThingKind
    value: str
    called: str
    note: str
    council: str
    platform: str = ""


Named = Child | Adult | Place | Thing


@dataclass(frozen=True)
class Claim:
    """What the desk makes of a report: one claim, sanitised, and what it names."""

    text: str
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    source_grade: str
    information_grade: str
    is_careful: bool = False


@dataclass(frozen=True)
class Step:
    """One thing that somebody did about a report."""

    at: datetime
    what: str  # read, pick_up, ask, answer, add, strand, decide
    by: str = ""
    text: str = ""
    claim: int = 0
    outcome: str = ""
    reason: str = ""


@dataclass(frozen=True)
class File:
    name: str
    content: bytes


@dataclass(frozen=True)
class Report:
    """Something somebody noticed. `by` is empty where they had no account: then see `who`."""

    key: str
    at: datetime
    by: str
    council: str
    story: str
    answers: Mapping[str, dict[str, Any]]  # by page, as the form keeps them
    about: tuple[str, ...]
    claims: tuple[Claim, ...]
    steps: tuple[Step, ...] = ()
    files: tuple[File, ...] = ()
    is_sent: bool = True


@dataclass
class County:
    """Everything that will be written down."""

    now: datetime
    agencies: list[Agency] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    named: dict[str, Named] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)
    towns: dict[str, list[str]] = field(default_factory=dict)  # of each council area
    stories: dict[tuple[str, str], str] = field(default_factory=dict)  # its name and word -> child

    def children(self) -> list[Child]:
        return [one for one in self.named.values() if isinstance(one, Child)]

    def person(self, key: str) -> Person:
        return next(one for one in self.people if one.key == key)

    def with_role(self, role: str, council: str = "") -> list[Person]:
        """People with this role who work in this area."""
        return [
            one
            for one in self.people
            if role in one.roles and (not council or council in one.councils)
        ]
