"""Meetings within reach: one, a list, mine, those about a child; and whom one may ask to them."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.module_loading import import_string

from cairn.accounts.models import User
from cairn.accounts.roles import GRANTS, Role
from cairn.agencies.models import Council
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.children.models import Child, Involvement
from cairn.children.queries import reason_not_to_write_of
from cairn.foundation.references import as_typed
from cairn.foundation.refusals import find, hold, refuse_if
from cairn.meetings import permissions, rules
from cairn.meetings.choices import TO_COME, Kind, State
from cairn.meetings.models import Invitation, Meeting

BY_TIME = ("starts_at", "id")
LATEST_FIRST = ("-starts_at", "-id")
MOST_PEOPLE = 200
OPENERS = [role for role, held in GRANTS.items() if Permission.MEETINGS_VIEW in held]
ACROSS_AN_AREA = [r for r, held in GRANTS.items() if Permission.CHILDREN_REACH_AREA in held]
CHAIRS_OF_ALL = [role for role, held in GRANTS.items() if Permission.MEETINGS_RUN_ALL in held]
CHAIRS = [role for role, held in GRANTS.items() if Permission.MEETINGS_RUN in held]
IN_STATE: dict[str, Q] = {
    TO_COME: Q(cancelled_at=None, ended_at=None),
    State.PLANNED: Q(cancelled_at=None, started_at=None),
    State.UNDER_WAY: Q(started_at__isnull=False, ended_at=None),
    State.HELD: Q(ended_at__isnull=False, sent_at=None),
    State.SENT: Q(sent_at__isnull=False),
    State.CANCELLED: Q(cancelled_at__isnull=False),
}


@query(Permission.MEETINGS_VIEW)
def meetings(*, by: Any) -> QuerySet[Meeting]:
    """Every meeting within reach, without the text of its minutes."""
    rows = Meeting.objects.filter(permissions.reach(by)).defer("minutes")
    return rows.select_related("child", "council", "chair", "chair__agency")


@query(Permission.MEETINGS_VIEW)
def meeting(*, by: Any, reference: str) -> Meeting:
    """One meeting within reach, by the reference as people type it."""
    return find(meetings(by=by), reference=as_typed(reference))


@query(Permission.MEETINGS_RUN)
def to_run(*, by: Any, reference: str) -> Meeting:
    """One meeting within reach, of a kind that the person runs, held until the action ends."""
    rows = Meeting.objects.filter(permissions.reach(by)).select_related("child", "chair")
    row = hold(rows, reference=as_typed(reference))
    refuse_if(rules.reason_not_to_run(kind=row.kind, kinds=permissions.kinds_run(by)))
    refuse_if(reason_not_to_write_of(by=by, child=row.child))
    return row


@query(Permission.MEETINGS_RUN)
def to_show(*, by: Any, reference: str) -> Meeting:
    """One meeting within reach, for a page of somebody who runs its kind."""
    row = meeting(by=by, reference=reference)
    refuse_if(rules.reason_not_to_run(kind=row.kind, kinds=permissions.kinds_run(by)))
    return row


@query(Permission.MEETINGS_VIEW)
def kinds_run(*, by: Any) -> list[Kind]:
    """The kinds of meeting that the person's role runs, in their order."""
    return [kind for kind in Kind if kind in permissions.kinds_run(by)]


@query(Permission.MEETINGS_VIEW)
def listed(
    *, by: Any, kind: str = "", state: str = "", is_mine: bool = False, council: str = ""
) -> QuerySet[Meeting]:
    """Meetings within reach: of one kind, in one state, of one area, those one is asked to."""
    rows = meetings(by=by)
    if kind:
        rows = rows.filter(kind=kind)
    if state in IN_STATE:
        rows = rows.filter(IN_STATE[state])
    if council:
        rows = rows.filter(council__code=council)
    if is_mine:
        asked = Invitation.objects.filter(meeting=OuterRef("pk"), person=by.pk)
        rows = rows.filter(Exists(asked))
    return rows


@query(Permission.MEETINGS_VIEW)
def my_meetings(*, by: Any) -> QuerySet[Meeting]:
    """Meetings that the person is asked to and that are still to be held, the next first."""
    asked = Invitation.objects.filter(meeting=OuterRef("pk"), person=by.pk)
    rows = meetings(by=by).filter(Exists(asked), cancelled_at=None, ended_at=None)
    return rows.order_by(*BY_TIME)


@query(Permission.MEETINGS_VIEW)
def to_answer(*, by: Any) -> set[str]:
    """References of the planned meetings of which the person has still to say if they come."""
    asked = Invitation.objects.filter(meeting=OuterRef("pk"), person=by.pk, answer="")
    rows = my_meetings(by=by).filter(Exists(asked), started_at=None)
    return set(rows.values_list("reference", flat=True))


@query(Permission.MEETINGS_VIEW)
def of_child(*, by: Any, child: str) -> QuerySet[Meeting]:
    """The meetings about a child that are within reach, the latest first."""
    return meetings(by=by).filter(child__reference=as_typed(child)).order_by(*LATEST_FIRST)


@query(Permission.MEETINGS_VIEW)
def last_before(*, by: Any, meeting: Meeting) -> Meeting | None:
    """The last meeting within reach of the same kind and area that was held before this one."""
    rows = meetings(by=by).filter(
        kind=meeting.kind, council=meeting.council, child=meeting.child_id,
        started_at__isnull=False, starts_at__lt=meeting.starts_at,
    )  # fmt: skip
    return rows.order_by(*LATEST_FIRST).first()


@query(Permission.MEETINGS_VIEW)
def invitation_of(*, by: Any, meeting: Meeting) -> Invitation | None:
    """The person's own invitation."""
    return Invitation.objects.filter(meeting=meeting, person=by.pk).first()


@query(Permission.MEETINGS_RUN)
def areas(*, by: Any) -> list[Council]:
    """The areas in which the person may arrange a meeting."""
    return list(by.councils)


@query(Permission.MEETINGS_RUN)
def invitable(
    *, by: Any, child: Child | None = None, council: Council | None = None, text: str = "",
    role: Role | None = None,
) -> list[User]:  # fmt: skip
    """People to offer for such a meeting, by agency and name, at most 200; `text` is in the name.

    With a child: those involved, and of an unrestricted child those who work across the area.
    """
    rows = User.objects.filter(ended_at=None, roles__overlap=[role] if role else OPENERS)
    rows = rows.exclude(roles__contains=[Role.SYSTEM])
    if area := (child.council if child else council):
        rows = rows.filter(agency__councils=area)
    if child:
        rows = rows.filter(_likely_to_know(child))
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(email__iexact=text))
    rows = rows.select_related("agency").order_by("agency__name", "name", "pk")
    return list(rows.distinct()[:MOST_PEOPLE])


@query(Permission.MEETINGS_RUN)
def chairs(*, by: Any, kind: str = "", child: Child | None = None) -> list[User]:
    """People in one's area who may chair such a meeting, by name, at most 200."""
    rows = User.objects.filter(ended_at=None, roles__overlap=_chair_roles(kind))
    rows = rows.filter(agency__councils__in=by.council_ids).exclude(roles__contains=[Role.SYSTEM])
    if child:
        rows = rows.filter(_likely_to_know(child), agency__councils=child.council)
    return list(rows.select_related("agency").order_by("name", "pk").distinct()[:MOST_PEOPLE])


def _chair_roles(kind: str) -> list[Role]:
    """Those that run such a meeting; of a kind that one role must chair, that one."""
    if kind not in Kind.values:
        return CHAIRS
    if wanted := rules.KINDS[Kind(kind)].chair:
        return [wanted]
    return CHAIRS if kind in permissions.RUN_BY_MORE else CHAIRS_OF_ALL


@query(Permission.MEETINGS_RUN)
def due_on(*, by: Any, kind: str, child: Child | None) -> date | None:
    """By when such a meeting about a child is due. A later chapter knows, which the settings name."""
    if child is None:
        return None
    found: date | None = import_string(settings.MEETING_DUE)(by=by, kind=kind, child=child)
    return found


def _likely_to_know(child: Child) -> Q:
    """Near enough for a list to choose from; whether they may is asked when they are invited."""
    open_ones = Involvement.objects.order_by().filter(child=child, until_on=None)
    named = Q(pk__in=open_ones.filter(person__isnull=False).values("person"))
    if child.is_restricted:
        return named
    shared = open_ones.filter(person=None)
    through = Q(team__in=shared.filter(team__isnull=False).values("team"))
    through |= Q(agency__in=shared.filter(team=None).values("agency"))
    return named | through | Q(roles__overlap=ACROSS_AN_AREA)
