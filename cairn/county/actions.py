"""The acts that belong to no other chapter: agencies and towns that no profile brings, and the mark."""

from typing import Any

from cairn.agencies.models import Agency, Council, Town
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.county.choices import Event
from cairn.foundation.refusals import find


@action(Permission.PROFILE_LOAD)
def add_agency(*, by: Any, code: str, name: str, kind: str, council: str) -> Agency:
    """An invented agency in one council area. Loading a profile leaves it alone."""
    area = find(Council.objects.all(), code=council)
    agency, is_new = Agency.objects.get_or_create(code=code, defaults={"name": name, "kind": kind})
    agency.councils.set([area])
    if is_new:
        trail.record(by=by, event=Event.AGENCY_ADDED, on=agency, code=code)
    return agency


@action(Permission.PROFILE_LOAD)
def add_town(*, by: Any, code: str, name: str, council: str, north: float, west: float) -> Town:
    """An invented town, somewhere in a council area. Loading a profile leaves it alone."""
    area = find(Council.objects.all(), code=council)
    town, is_new = Town.objects.get_or_create(
        code=code,
        defaults={"name": name, "council": area, "latitude": north, "longitude": -west},
    )
    if is_new:
        trail.record(by=by, event=Event.TOWN_ADDED, on=area, code=code)
    return town


@action(Permission.PROFILE_LOAD)
def mark_built(*, by: Any, size: str, seed: int, figures: dict[str, int]) -> None:
    """Leave the mark by which a second run sees that there is nothing to do."""
    council = Council.objects.earliest("pk")
    trail.record(by=by, event=Event.BUILT, on=council, size=size, seed=seed, figures=figures)
