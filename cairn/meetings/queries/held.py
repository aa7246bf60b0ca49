"""One meeting from within: who is asked and came, its quorum, its agenda, its minutes as one reads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from cairn.agencies import queries as partnership
from cairn.agencies.models import Agency
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.children import queries as children
from cairn.children.queries import reason_not_to_write_of
from cairn.foundation import clock
from cairn.foundation.refusals import find, refuse_if
from cairn.meetings import permissions, rules
from cairn.meetings.choices import Attendance
from cairn.meetings.models import AgendaItem, Decision, Invitation, Meeting, Statement, Task


@dataclass(frozen=True)
class Quorum:
    """What the local standard asks for, who of it is missing, and the sentence that says so."""

    wanted: list[str]
    missing: list[str]
    source: str

    @property
    def sentence(self) -> str:
        return rules.not_quorate(self.missing)


@dataclass(frozen=True)
class Agenda:
    """The items that a person may see, numbered as they see them."""

    items: list[AgendaItem]

    def at(self, reference: str) -> AgendaItem | None:
        """The item of that reference, or else the first."""
        return next(
            (one for one in self.items if one.reference == reference), next(iter(self.items), None)
        )

    def after(self, item: AgendaItem) -> AgendaItem | None:
        place = self.items.index(item) + 1
        return self.items[place] if place < len(self.items) else None


@query(Permission.MEETINGS_VIEW)
def invitations(*, by: Any, meeting: Meeting) -> QuerySet[Invitation]:
    """Everybody asked to a meeting, by agency and name, guests last."""
    rows = Invitation.objects.filter(permissions.reach(by, via="meeting__"), meeting=meeting)
    return rows.select_related("person", "agency").order_by("agency__name", "person__name", "id")


@query(Permission.MEETINGS_VIEW)
def agencies_asked(*, by: Any, meeting: Meeting) -> QuerySet[Agency]:
    """The agencies somebody of which is asked to a meeting."""
    asked = invitations(by=by, meeting=meeting).filter(agency__isnull=False).order_by()
    return Agency.objects.filter(pk__in=asked.values("agency")).order_by("name", "pk")


@query(Permission.MEETINGS_VIEW)
def quorum(*, by: Any, meeting: Meeting) -> Quorum:
    """Quorum by the local standard of the meeting's day, from who is recorded as present."""
    key = rules.quorum_standard(meeting.kind)
    standard = partnership.standing(by=by, key=key, on=clock.local(meeting.starts_at).date())
    here = Invitation.objects.filter(meeting=meeting, attendance=Attendance.PRESENT)
    present = set(here.filter(agency__isnull=False).values_list("agency__kind", flat=True))
    missing = rules.missing_for_quorum(wanted=standard.value, present=present)
    return Quorum(list(standard.value), missing, standard.source)


@query(Permission.MEETINGS_VIEW)
def agenda(*, by: Any, meeting: Meeting) -> Agenda:
    """The agenda with all that was said; items about children out of reach are not there."""
    rows = _items(by).filter(meeting=meeting).select_related("child")
    said = Statement.objects.filter(decision=None).select_related("agency")
    tasks = Task.objects.select_related("owner", "agency").order_by("due_on", "id")
    rows = rows.prefetch_related(
        Prefetch("statements", said, to_attr="shared"),
        "decisions__dissents__agency",
        Prefetch("tasks", tasks),
    )
    return Agenda(list(rows))


@query(Permission.MEETINGS_VIEW)
def on_agenda(*, by: Any, meeting: Meeting) -> set[int]:
    """The children within reach who are on the agenda, by id."""
    return set(_items(by).filter(meeting=meeting).values_list("child", flat=True)) - {None}


@query(Permission.MEETINGS_VIEW)
def item(*, by: Any, meeting: Meeting, reference: str) -> AgendaItem:
    """One item of a meeting, within reach."""
    return _one(by, meeting, reference)


@query(Permission.MEETINGS_RUN)
def item_to_change(*, by: Any, meeting: Meeting, reference: str) -> AgendaItem:
    """The same, to write on it."""
    row = _one(by, meeting, reference)
    refuse_if(reason_not_to_write_of(by=by, child=row.child))
    return row


@query(Permission.MEETINGS_RUN)
def shared_by(*, by: Any, meeting: Meeting, item: str, agency: str) -> Statement:
    """What an agency shared on an item."""
    about = _one(by, meeting, item)
    return find(Statement.objects.filter(item=about, decision=None), agency__code=agency)


@query(Permission.MEETINGS_RUN)
def decision(*, by: Any, meeting: Meeting, item: str, reference: str) -> Decision:
    """One decision of an item."""
    return find(Decision.objects.filter(item=_one(by, meeting, item)), reference=reference)


@query(Permission.MEETINGS_VIEW)
def minutes_as_read(*, by: Any, content: Mapping[str, Any]) -> dict[str, Any]:
    """The minutes as one person may read them: nothing of children whom they may not know.

    Each item has `about`, the child's name as it is known today, or "".
    """
    wanted = {one["child"] for one in content["items"] if one["child"]}
    known = children.children(by=by).filter(reference__in=wanted) if wanted else []
    names = {child.reference: child.name for child in known}
    items = [
        one | {"about": names.get(one["child"], "")}
        for one in content["items"]
        if not one["child"] or one["child"] in names
    ]
    return {**content, "items": items}


def _one(by: Any, meeting: Meeting, reference: str) -> AgendaItem:
    return find(_items(by).select_related("child"), meeting=meeting, reference=reference)


def _items(by: Any) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.filter(permissions.reach(by, via="meeting__") & permissions.about(by))
