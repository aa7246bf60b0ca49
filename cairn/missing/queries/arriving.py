"""What would become of a notification, before it is taken; and files that were not taken in full."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from cairn.agencies.models import Council
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.children.models import Child
from cairn.foundation import clock
from cairn.missing.choices import Belongs
from cairn.missing.models import Dropped, Episode
from cairn.missing.notification import Row, how_read
from cairn.missing.permissions import reach_of_children
from cairn.missing.rules import episodes as rules
from cairn.missing.rules.joining import Told, place
from cairn.missing.settling import known_of, named, taken_before

SHOWN_FOR = timedelta(days=30)


@query(Permission.MISSING_RECEIVE)
def would_become(*, by: Any, row: Row) -> str:
    """In words. Of a child out of reach it says the same as of a child nobody knows."""
    return " ".join([_would_become(by, row), *how_read(row.taken["written"])])


def _would_become(by: Any, row: Row) -> str:
    told = row.taken
    if taken_before(sender=by.agency.name, message=told["message"], told=told):
        return "It was taken before. Nothing happens."
    child = named(told["given_name"], told["family_name"], told["born_on"])
    within = Child.objects.filter(reach_of_children(by))
    if child is None or not within.filter(pk=child.pk).exists():
        return "It is kept, and waits for somebody to say which child it is."
    times = Told(
        reported_at=told["reported_at"], last_seen_at=told["last_seen_at"],
        returned_at=told["returned_at"], police_reference=told["police_reference"],
        found_at=told["found_at"],
    )  # fmt: skip
    adult_at = rules.adult_at(child.born_on)
    found = place(times, known_of(child), now=clock.now(), adult_at=adult_at)
    if found.belongs == Belongs.BEGINS:
        return f"It begins an episode of {child.name}. {found.asks}".strip()
    if found.number is not None:
        joined = Episode.objects.get(pk=found.number)
        return f"It joins episode {joined.reference} of {child.name}."
    return f"It is kept for {child.name}, and asks where it belongs. {found.asks}"


@query(Permission.MISSING_RECEIVE)
def may_import(*, by: Any) -> list[Council]:
    """The areas from which somebody may take notifications."""
    return by.councils


@query(Permission.SERVICE_OPERATE)
def files_refused(*, by: Any) -> QuerySet[Dropped]:
    """Files of the last weeks that were not taken in full, the latest first."""
    rows = Dropped.objects.exclude(reasons=[]).filter(at__gt=clock.now() - SHOWN_FOR)
    return rows.order_by("-at", "-id")[:50]
