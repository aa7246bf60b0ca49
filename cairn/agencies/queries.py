"""What people may read of the partnership: contact points, strands, standards, office hours.

All of it is public. Lists are in the profile's order and shared between requests: read only.
"""

from datetime import date
from typing import Any

from django.db.models import Prefetch

from cairn.agencies.kept import kept
from cairn.agencies.models import (
    Agency,
    ContactPoint,
    Council,
    Destination,
    ExploitationStrand,
    LocalStandard,
    Team,
    Town,
)
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.foundation import clock
from cairn.foundation.clock import OfficeHours

ALWAYS_OPEN = OfficeHours.parse(
    dict.fromkeys(clock.DAYS, "00:00-24:00") | {"bank_holidays": "as usual"}
)
LOAD_IT = "Load the partnership’s profile: cairn load_profile"


@query(Permission.PUBLIC_VIEW)
def standard(*, by: Any, key: str, on: date | None = None) -> Any:
    """The value of a local standard on a day (today). Raises LookupError if none holds."""
    return standing(by=by, key=key, on=on).value


@query(Permission.PUBLIC_VIEW)
def standing(*, by: Any, key: str, on: date | None = None) -> LocalStandard:
    """A local standard as it stands on a day (today), with its dates and its source.

    Raises LookupError if none holds.
    """
    wanted = on or clock.today()
    for row in kept("standards", _standards):
        if (
            row.key == key
            and row.from_on <= wanted
            and not (row.until_on and row.until_on <= wanted)
        ):
            return row
    raise LookupError(f"No local standard {key!r} holds on {wanted}. {LOAD_IT}")


@query(Permission.PUBLIC_VIEW)
def contact_points(*, by: Any) -> list[ContactPoint]:
    """Where people can turn, those not filled in yet included (`missing` says so)."""
    return kept("contact_points", lambda: list(ContactPoint.objects.select_related("council")))


@query(Permission.PUBLIC_VIEW)
def contact_point(*, by: Any, code: str) -> ContactPoint:
    """One contact point. Raises LookupError if the profile has none of that code."""
    for point in contact_points(by=by):
        if point.code == code:
            return point
    raise LookupError(f"There is no contact point {code!r}. {LOAD_IT}")


@query(Permission.PUBLIC_VIEW)
def office_hours(*, by: Any, code: str) -> OfficeHours:
    """When somebody answers at a contact point. Raises LookupError if there is none."""
    hours = contact_point(by=by, code=code).hours
    return OfficeHours.parse(hours) if hours else ALWAYS_OPEN


@query(Permission.PUBLIC_VIEW)
def exploitation_strands(*, by: Any) -> list[ExploitationStrand]:
    """The strategy's current kinds of exploitation."""
    return kept("strands", lambda: list(ExploitationStrand.objects.filter(is_current=True)))


@query(Permission.PUBLIC_VIEW)
def councils(*, by: Any) -> list[Council]:
    """The council areas, by code."""
    return kept("councils", lambda: list(Council.objects.order_by("code")))


@query(Permission.PUBLIC_VIEW)
def areas_covered(*, by: Any, agency_id: int | None, team_id: int | None) -> list[Council]:
    """The council areas that a team covers or, without one of its own, its agency does; by code."""
    of_team = kept("areas_of_teams", _areas_of_teams)
    if team_id in of_team:
        return [of_team[team_id]]
    return kept("areas_of_agencies", _areas_of_agencies).get(agency_id, [])


@query(Permission.PUBLIC_VIEW)
def destinations(*, by: Any) -> list[Destination]:
    """Where information goes that is not about exploitation, with the contact points (`contacts`)."""
    return kept(
        "destinations",
        lambda: list(Destination.objects.filter(is_current=True).prefetch_related("contacts")),
    )


@query(Permission.PUBLIC_VIEW)
def towns(*, by: Any) -> list[Town]:
    """The county's towns, by name."""
    return kept("towns", lambda: list(Town.objects.filter(is_current=True).order_by("name")))


def _standards() -> list[LocalStandard]:
    return list(LocalStandard.objects.order_by("key", "-from_on"))


def _areas_of_teams() -> dict[int | None, Council]:
    rows = Team.objects.filter(council__isnull=False).select_related("council")
    return {row.pk: row.council for row in rows if row.council}


def _areas_of_agencies() -> dict[int | None, list[Council]]:
    rows = Agency.objects.prefetch_related(Prefetch("councils", Council.objects.order_by("code")))
    return {row.pk: list(row.councils.all()) for row in rows}
