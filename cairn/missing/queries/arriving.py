"""What would become of a notification, before it is taken; and files that were not taken in full."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cairn.agencies.models import Council
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.children.models import Child
from cairn.foundation import clock
from cairn.missing.choices import Belongs
from cairn.missing.models import Dropped, Episode
from cairn.missing.notification import NOT_READ, Row, how_read
from cairn.missing.permissions import reach_of_children
from cairn.missing.rules import episodes as rules
from cairn.missing.rules.joining import Known, Told, place
from cairn.missing.settling import (
    Name,
    known_of_all,
    name_of,
    named,
    numbered,
    taken_before,
)

SHOWN_FOR = timedelta(days=30)
_ROW = re.compile(r"Row \d+\. ")


@dataclass(frozen=True)
class _Seen:
    """What is known of the rows of a spreadsheet, asked for all of them at once."""

    numbered: set[str]
    children: dict[Name, Child]  # within reach
    known: dict[int, list[Known]]  # their episodes, by the child's number
    episodes: dict[int, str]  # the references of those


@query(Permission.MISSING_RECEIVE)
def would_become(*, by: Any, rows: Sequence[Row]) -> list[str]:
    """Of each in words. Of a child out of reach it says the same as of a child nobody knows."""
    seen = _seen(by, [row.taken for row in rows])
    return [
        " ".join([_would_become(by, row.taken, seen), *how_read(row.taken["written"])])
        for row in rows
    ]


def _seen(by: Any, told: Sequence[dict[str, Any]]) -> _Seen:
    children = named(name_of(one) for one in told)
    numbers = [one.pk for one in children.values()]
    within = Child.objects.filter(reach_of_children(by)).in_bulk(numbers)
    known = known_of_all(within.values())
    met = Episode.objects.filter(child__in=within).values_list("pk", "reference")
    return _Seen(
        numbered(one["message"] for one in told),
        {name: one for name, one in children.items() if one.pk in within},
        known,
        dict(met),
    )


def _would_become(by: Any, told: dict[str, Any], seen: _Seen) -> str:
    message = told["message"]
    is_numbered = message in seen.numbered
    if is_numbered and taken_before(sender=by.agency.name, message=message, told=told):
        return "It was taken before. Nothing happens."
    child = seen.children.get(name_of(told))
    if child is None:
        return "It is kept, and waits for somebody to say which child it is."
    times = Told(
        reported_at=told["reported_at"], last_seen_at=told["last_seen_at"],
        returned_at=told["returned_at"], police_reference=told["police_reference"],
        found_at=told["found_at"],
    )  # fmt: skip
    adult_at = rules.adult_at(child.born_on)
    found = place(times, seen.known.get(child.pk, []), now=clock.now(), adult_at=adult_at)
    if found.belongs == Belongs.BEGINS:
        return f"It begins an episode of {child.name}. {found.asks}".strip()
    if found.number is not None:
        return f"It joins episode {seen.episodes[found.number]} of {child.name}."
    return f"It is kept for {child.name}, and asks where it belongs. {found.asks}"


@query(Permission.MISSING_RECEIVE)
def may_import(*, by: Any) -> list[Council]:
    """The areas from which somebody may take notifications."""
    return by.councils


@dataclass(frozen=True)
class FileRefused:
    """A file that was not taken in full. Its name in the folder begins with the reference."""

    reference: str
    name: str  # empty to who does not receive reports: it may name a child
    at: datetime
    taken: int
    reasons: list[str]


@query(Permission.SERVICE_OPERATE)
def files_refused(*, by: Any) -> list[FileRefused]:
    """Files of the last weeks that were not taken in full, the latest first."""
    rows = Dropped.objects.exclude(reasons=[]).filter(at__gt=clock.now() - SHOWN_FOR)
    receives = Permission.MISSING_RECEIVE in by.permissions
    return [
        FileRefused(
            reference=one.reference, name=one.name if receives else "", at=one.at, taken=one.taken,
            reasons=one.reasons if receives else [_without_their_words(why) for why in one.reasons],
        )
        for one in rows.order_by("-at", "-id")[:50]
    ]  # fmt: skip


def _without_their_words(reason: str) -> str:
    """A reason quotes nothing but the name of a field that is none, and that may say anything."""
    if NOT_READ not in reason:
        return reason
    row = _ROW.match(reason)
    return f"{row[0] if row else ''}{NOT_READ}"
