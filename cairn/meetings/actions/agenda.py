"""The agenda: putting something on it, its order, a better name, and taking something off it."""

import uuid
from typing import Any

from django.db.models import F

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children import queries as children
from cairn.foundation.refusals import Overtaken, refuse_if, refuse_used_key
from cairn.meetings import queries, rules
from cairn.meetings.choices import Event
from cairn.meetings.models import AgendaItem, Decision, Meeting, Statement, Task


@action(Permission.MEETINGS_RUN)
def add_item(
    *, by: Any, reference: str, title: str, child: str = "", key: uuid.UUID | None = None,
    under: str = "",
) -> AgendaItem:  # fmt: skip
    """Put something on the agenda: last, or with the children below the item whose title is `under`.

    `child` is a reference. Once for each key.
    """
    meeting = queries.to_run(by=by, reference=reference)
    if key:
        if kept := AgendaItem.objects.filter(meeting=meeting, key=key).first():
            return kept
        refuse_used_key(AgendaItem.objects.all(), key)
    refuse_if(rules.reason_not_to_change_agenda(meeting.standing, title=title))
    about = children.child(by=by, reference=child) if child else meeting.child
    refuse_if(queries.reason_not_to_write_of(by=by, child=about))
    if meeting.child and about != meeting.child:
        refuse_if("This meeting is about one child. Put other children on a meeting of their own.")
    item = AgendaItem.objects.create(
        meeting=meeting, title=title.strip(), child=about, key=key or uuid.uuid4(),
        position=_make_room(meeting, under),
    )  # fmt: skip
    trail.record(by=by, event=Event.AGENDA_CHANGED, on=meeting, item=item.reference)
    return item


def _make_room(meeting: Meeting, under: str) -> int:
    """The place below an item and the children that stand there already; without such an item, last."""
    rows = list(AgendaItem.objects.filter(meeting=meeting))
    titles = [one.title if one.child_id is None else "" for one in rows]
    if not under or under not in titles:
        return (rows[-1].position if rows else 0) + 1
    place = titles.index(under) + 1
    while place < len(rows) and rows[place].child_id is not None:
        place += 1
    position = rows[place - 1].position + 1
    later = AgendaItem.objects.filter(meeting=meeting, pk__in=[one.pk for one in rows[place:]])
    later.update(position=F("position") + 1)
    return position


@action(Permission.MEETINGS_RUN)
def move_item(*, by: Any, reference: str, item: str, is_up: bool) -> None:
    """Change places with the item before or after, as the person sees them. At an end: nothing."""
    meeting = queries.to_run(by=by, reference=reference)
    refuse_if(rules.reason_not_to_change_agenda(meeting.standing, title="-"))
    moved = queries.item_to_change(by=by, meeting=meeting, reference=item)
    seen = queries.agenda(by=by, meeting=meeting).items
    place = seen.index(moved) + (-1 if is_up else 1)
    if not 0 <= place < len(seen):
        return
    other = seen[place]
    moved.position, other.position = other.position, moved.position
    AgendaItem.objects.bulk_update([moved, other], ["position"])
    trail.record(by=by, event=Event.AGENDA_CHANGED, on=meeting, item=item)


@action(Permission.MEETINGS_RUN)
def rename_item(*, by: Any, reference: str, item: str, title: str, was: str) -> AgendaItem:
    """Say better what an item is about. `was` is the title the person saw. Raises Overtaken."""
    meeting = queries.to_run(by=by, reference=reference)
    kept = queries.item_to_change(by=by, meeting=meeting, reference=item)
    refuse_if(rules.reason_not_to_rename_item(meeting.standing, title=title))
    if kept.title == title.strip():
        return kept
    if kept.title != was:
        raise Overtaken("Somebody else changed this item while you did. Nothing was changed.")
    kept.title = title.strip()
    kept.save(update_fields=["title"])
    trail.record(by=by, event=Event.AGENDA_CHANGED, on=meeting, item=item)
    return kept


@action(Permission.MEETINGS_RUN)
def remove_item(*, by: Any, reference: str, item: str) -> None:
    """Take an item off the agenda, before the meeting starts."""
    meeting = queries.to_run(by=by, reference=reference)
    kept = queries.item_to_change(by=by, meeting=meeting, reference=item)
    has_words = any(kind.objects.filter(item=kept).exists() for kind in (Statement, Decision, Task))
    refuse_if(rules.reason_not_to_remove_item(meeting.standing, has_words=has_words))
    kept.delete()
    trail.record(by=by, event=Event.AGENDA_CHANGED, on=meeting, item=item, removed=True)
