"""What is new since somebody last looked, and who opened a record in an emergency.

Read from the audit trail: it already knows who looked when, and who did what. What asks about one
`child` is given the row that queries.child() or an action found within the person's reach.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Max, QuerySet

from cairn.accounts.models import User
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.audit.models import AuditEvent
from cairn.children import rules
from cairn.children.choices import NEWS, Event
from cairn.children.models import Child, EmergencyAccess
from cairn.children.queries.records import BY_NAME, listed
from cairn.foundation import clock

MOST_MINE = 200
MOST_NEWS = 20
ASKED = (Event.OPENED_IN_EMERGENCY, Event.EMERGENCY_REFUSED, Event.EMERGENCY_MISSED)


@dataclass(frozen=True)
class News:
    """Something that somebody else did to a record, and when last: "Details changed", Pat."""

    words: str
    who: str
    at: datetime


@dataclass(frozen=True)
class MyChild:
    """A child named as somebody's own work, when they last looked, and what is new since."""

    child: Child
    looked_at: datetime | None
    new: tuple[str, ...]


# Written out, because every look at a child asks: the model layer takes three times as long.
_NEWS = """
SELECT looked.at, act.event, act.actor_id, act.at
FROM (SELECT max(at) AS at FROM audit_auditevent
      WHERE record_type = %(type)s AND record_id = %(child)s AND actor_id = %(reader)s
        AND event = %(viewed)s AND at < %(sat_down)s) AS looked
LEFT JOIN LATERAL (
    SELECT id, event, actor_id, at FROM audit_auditevent
    WHERE record_type = %(type)s AND record_id = %(child)s AND actor_id <> %(reader)s
      AND event = ANY(%(events)s) AND at > looked.at
    ORDER BY id DESC LIMIT %(most)s
) AS act ON true
ORDER BY act.id DESC
"""


@query(Permission.CHILDREN_VIEW)
def news(*, by: Any, child: Child) -> tuple[datetime | None, list[News]]:
    """When the person last looked, before this sitting, and what others did since; latest first."""
    asked = {
        "type": Child._meta.label, "child": child.reference, "reader": str(by.pk),
        "viewed": Event.VIEWED.value, "sat_down": clock.now() - rules.SITTING,
        "events": [event.value for event in NEWS], "most": MOST_NEWS,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_NEWS, asked)
        rows = cursor.fetchall()
    looked_at = rows[0][0]  # there is always a row; without news, its act is empty
    acts = [row[1:] for row in rows if row[1]]
    names = _names({actor_id for _, actor_id, _ in acts}) if acts else {}
    # The same, done again by the same person, is one piece of news.
    latest: dict[tuple[str, str], News] = {}
    for event, actor_id, at in acts:
        words, who = NEWS[Event(event)], names.get(actor_id, "Cairn")
        latest.setdefault((words, who), News(words, who, at))
    return looked_at, list(latest.values())


@query(Permission.CHILDREN_VIEW)
def my_children(*, by: Any) -> list[MyChild]:
    """Children with an open involvement that names the person; those with news come first."""
    mine = list(listed(by=by, is_mine=True).order_by(*BY_NAME)[:MOST_MINE])
    about = _about([one.reference for one in mine])
    looked = dict(
        about.filter(actor_id=str(by.pk), event=Event.VIEWED)
        .order_by().values_list("record_id").annotate(latest=Max("at"))
    )  # fmt: skip
    new: dict[str, dict[str, None]] = {}
    since = min(looked.values(), default=clock.now())
    acts = about.filter(event__in=NEWS, at__gt=since).exclude(actor_id=str(by.pk)).order_by("-id")
    for record_id, event, at in acts.values_list("record_id", "event", "at"):
        if record_id in looked and at > looked[record_id]:
            new.setdefault(record_id, {})[NEWS[Event(event)]] = None
    rows = [
        MyChild(one, looked.get(one.reference), tuple(new.get(one.reference, ()))) for one in mine
    ]
    return sorted(rows, key=lambda row: row.looked_at is not None and not row.new)


@query(Permission.CHILDREN_VIEW)
def open_until(*, by: Any, child: Child) -> datetime | None:
    """Until when this record is open to the person in an emergency; None where it is their work."""
    if child.is_standing:
        return None
    now = clock.now()
    found = EmergencyAccess.objects.filter(
        child=child, person=by.pk, was_given=True, from_at__lte=now, until_at__gt=now
    )
    return found.aggregate(latest=Max("until_at"))["latest"]


@query(Permission.CHILDREN_VIEW)
def emergencies(*, by: Any, child: Child) -> list[EmergencyAccess]:
    """Who asked to open this record in an emergency, for those whose standing work it is."""
    if not (child.is_standing and child.was_asked_for):
        return []
    asked = EmergencyAccess.objects.filter(child=child).select_related("person__agency")
    asked = asked.only(
        "reason", "from_at", "until_at", "was_given", "person__name", "person__agency__name"
    )
    return list(asked.order_by("-from_at", "-id")[:MOST_NEWS])


@query(Permission.AUDIT_VIEW)
def emergency_requests(*, by: Any) -> QuerySet[EmergencyAccess]:
    """Every request for emergency access, by reference and reason: children are not named."""
    return (
        EmergencyAccess.objects.select_related("person__agency", "child", "review__by")
        .only(
            "reason", "from_at", "until_at", "was_given", "child__reference", "person__name",
            "person__agency__name", "review__conclusion", "review__at", "review__by__name",
        )
    )  # fmt: skip


@query(Permission.AUDIT_VIEW)
def emergencies_to_review(*, by: Any) -> QuerySet[EmergencyAccess]:
    """Of those, the ones on which nobody has concluded yet."""
    return emergency_requests(by=by).filter(review=None)


@query(Permission.AUDIT_VIEW)
def emergencies_reviewed(*, by: Any) -> QuerySet[EmergencyAccess]:
    return emergency_requests(by=by).filter(review__isnull=False)


@query(Permission.CHILDREN_EMERGENCY)
def asked_lately(*, by: Any) -> int:
    """How often the person asked for emergency access within the last hour, found or not."""
    since = clock.now() - rules.ASKED_WITHIN
    return AuditEvent.objects.filter(actor_id=str(by.pk), event__in=ASKED, at__gt=since).count()


def _about(references: list[str]) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(record_type=Child._meta.label, record_id__in=references)


def _names(actor_ids: set[str]) -> dict[str, str]:
    people = User.objects.filter(pk__in=[int(one) for one in actor_ids if one.isdigit()])
    return {str(pk): name for pk, name in people.values_list("pk", "name")}
