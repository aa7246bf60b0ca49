"""Arranging a meeting, moving it, cancelling it. Everybody asked hears of each."""

import uuid
from datetime import datetime
from typing import Any

from cairn.accounts import actions as accounts
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.agencies import queries as agencies
from cairn.agencies.models import Council
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children import queries as children
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Overtaken, refuse_if
from cairn.meetings import permissions, queries, rules
from cairn.meetings.actions.inviting import invite
from cairn.meetings.choices import Event
from cairn.meetings.models import AgendaItem, Invitation, Meeting


@action(Permission.MEETINGS_RUN)
def arrange_meeting(
    *, by: Any, kind: str, starts_at: datetime, where: str, chair: User, key: uuid.UUID,
    child: str = "", council: Council | None = None,
) -> Meeting:  # fmt: skip
    """Arrange a meeting with its standing agenda, once for each key, and ask its chair.

    `child` is a reference, for a meeting about one child, and gives the area; otherwise `council`
    does, and None is the whole county.
    """
    if first := Meeting.objects.filter(key=key).first():
        return _own(first, by)
    about = children.child(by=by, reference=child) if child else None
    area = about.council if about else council
    refuse_if(
        rules.reason_not_to_arrange(
            kind=kind, kinds=permissions.kinds_run(by), has_child=about is not None,
            starts_at=starts_at, now=clock.now(), chair_roles=chair.roles,
            may_chair=permissions.may_open(chair, about), where=where,
        )
    )  # fmt: skip
    refuse_if(_not_their_area(by, area))
    meeting, is_new = Meeting.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind, "child": about, "council": area, "starts_at": starts_at,
            "where": where.strip(), "chair": chair, "arranged_at": clock.now(), "arranged_by": by,
        },
    )  # fmt: skip
    if not is_new:
        return _own(meeting, by)
    _put_standing_agenda(by, meeting)
    trail.record(by=by, event=Event.ARRANGED, on=meeting, kind=kind, chair=chair.pk)
    invite(by=by, reference=meeting.reference, person=chair)
    return meeting


@action(Permission.MEETINGS_RUN)
def move_meeting(
    *, by: Any, reference: str, starts_at: datetime, where: str, why: str, version: int
) -> Meeting:
    """Hold it at another time or place. Answers are asked for again. Raises Overtaken."""
    meeting = queries.to_run(by=by, reference=reference)
    _refuse_if_overtaken(meeting, version)
    refuse_if(
        rules.reason_not_to_move(
            meeting.standing, starts_at=starts_at, now=clock.now(), where=where, why=why
        )
    )
    meeting.starts_at, meeting.where = starts_at, where.strip()
    meeting.changed_because = why.strip()
    meeting.version += 1
    meeting.save(update_fields=["starts_at", "where", "changed_because", "version"])
    Invitation.objects.filter(meeting=meeting).update(answer="", answered_at=None, said="")
    trail.record(by=by, event=Event.MOVED, on=meeting, version=meeting.version)
    _tell(by, meeting, "moved", "was moved. Please say whether you will come.")
    return meeting


@action(Permission.MEETINGS_RUN)
def cancel_meeting(*, by: Any, reference: str, why: str, version: int) -> Meeting:
    """Call a meeting off. It stays on record with the reason. Raises Overtaken."""
    meeting = queries.to_run(by=by, reference=reference)
    _refuse_if_overtaken(meeting, version)
    refuse_if(rules.reason_not_to_cancel(meeting.standing, why=why))
    meeting.cancelled_at, meeting.changed_because = clock.now(), why.strip()
    meeting.version += 1
    meeting.save(update_fields=["cancelled_at", "changed_because", "version"])
    trail.record(by=by, event=Event.CANCELLED, on=meeting)
    accounts.close_notices(by=by, about=meeting.reference, keys=rules.CALLS_TO_ANSWER)
    _tell(by, meeting, "cancelled", "was cancelled.")
    return meeting


def _put_standing_agenda(by: Any, meeting: Meeting) -> None:
    """The local standard for its kind, with what is overdue from earlier meetings about the child."""
    about = meeting.child
    standing = agencies.standard(
        by=by, key=rules.agenda_standard(meeting.kind), on=clock.local(meeting.starts_at).date()
    )
    has_overdue = about is not None and queries.overdue_of_child(by=by, child=about).exists()
    titles = rules.agenda_with_overdue(standing, has_overdue=has_overdue)
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=place, title=title, child=about)
        for place, title in enumerate(titles, 1)
    )


def _own(meeting: Meeting, by: Any) -> Meeting:
    """A key that somebody else used before is no key of this person's."""
    if meeting.arranged_by_id != by.pk:
        raise OutOfReach
    return meeting


def _not_their_area(by: Any, area: Council | None) -> str | None:
    if Role.SYSTEM in by.roles or (area and area.pk in by.council_ids):
        return None
    if area is None and permissions.works_everywhere(by):
        return None
    return "This area is not part of your work."


def _refuse_if_overtaken(meeting: Meeting, version: int) -> None:
    if meeting.version != version:
        raise Overtaken("Somebody changed this meeting after you opened it. Nothing was changed.")


def _tell(by: Any, meeting: Meeting, what: str, words: str) -> None:
    for one in Invitation.objects.filter(meeting=meeting).select_related("person"):
        if one.person and one.person != by:
            accounts.give_notice(
                by=by, person=one.person, page="meetings:meeting", reference=meeting.reference,
                key=f"meetings.{what}:{meeting.reference}:{meeting.version}",
                wording=f"A {meeting.get_kind_display()} you are asked to {words}",
            )  # fmt: skip
