"""What everybody may read: who reads and when, and whom to call."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection

from cairn.agencies import queries as agencies
from cairn.agencies.models import ContactPoint
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.foundation import clock
from cairn.foundation.clock import OfficeHours
from cairn.home import rules

DESK = "desk"
NATIONAL = ("emergency", "police-non-emergency")


@dataclass(frozen=True)
class Contact:
    """A contact point as it is shown, with its hours in words ("" where nothing is known)."""

    point: ContactPoint
    hours: str


@dataclass(frozen=True)
class Contacts:
    """Those that can be reached: the national ones, the county's, and each council's."""

    national: list[Contact]
    county: list[Contact]
    councils: list[tuple[str, list[Contact]]]


@query(Permission.PUBLIC_VIEW)
def reading(*, by: Any) -> rules.Reading | None:
    """Whether somebody reads what is sent in now. None where no profile says when."""
    for point in agencies.contact_points(by=by):
        if point.code == DESK and point.hours:
            return rules.reading(OfficeHours.parse(point.hours), now=clock.now())
    return None


@query(Permission.PUBLIC_VIEW)
def contacts(*, by: Any) -> Contacts:
    """Everybody who can be reached. What the partnership has not given is left out."""
    known = [
        Contact(point, rules.week_in_words(OfficeHours.parse(point.hours)) if point.hours else "")
        for point in agencies.contact_points(by=by)
        if point.phone or point.email or point.web
    ]
    return Contacts(
        national=[one for one in known if one.point.code in NATIONAL],
        county=[
            one for one in known if one.point.council is None and one.point.code not in NATIONAL
        ],
        councils=list(_by_council(known)),
    )


def _by_council(known: list[Contact]) -> Iterable[tuple[str, list[Contact]]]:
    for name in sorted({one.point.council.name for one in known if one.point.council}):
        yield name, [one for one in known if one.point.council and one.point.council.name == name]


@query(Permission.PUBLIC_VIEW)
def is_alive(*, by: Any) -> bool:
    """Whether this process and its database answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True
