"""Asking people to a meeting, and what they answer. The child and their family are guests."""

from collections.abc import Collection
from typing import Any

from cairn.accounts import actions as accounts
from cairn.accounts.models import User
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, find, refuse_if
from cairn.meetings import permissions, queries, rules
from cairn.meetings.choices import Event, Part
from cairn.meetings.models import Invitation, Meeting

ASKED = "meetings.asked:"  # the beginning of the key of a notice


@action(Permission.MEETINGS_RUN)
def invite(
    *, by: Any, reference: str, person: User | None = None, guest: str = "", part: str = ""
) -> Invitation:
    """Ask a person with an account, for their agency, or a guest. A person is asked once."""
    meeting = queries.to_run(by=by, reference=reference)
    part = Part.PROFESSIONAL if person else part or Part.GUEST
    refuse_if(
        rules.reason_not_to_invite(
            meeting.standing, part=part, guest=guest, is_about_one_child=meeting.child_id is not None,
            may_open=person is not None and permissions.may_open(person, meeting.child),
        )
    )  # fmt: skip
    if person is None:
        asked, is_new = Invitation.objects.get_or_create(
            meeting=meeting, person=None, part=part, guest=guest.strip()
        )
    else:
        asked, is_new = Invitation.objects.get_or_create(
            meeting=meeting, person=person, defaults={"agency": person.agency}
        )
    if not is_new:
        return asked
    trail.record(by=by, event=Event.INVITED, on=meeting, person=person.pk if person else part)
    if person and person != by and meeting.started_at is None:
        accounts.give_notice(
            by=by, person=person, key=f"{ASKED}{asked.reference}",
            wording=f"You are asked to a {meeting.get_kind_display()}. Please say whether you will come.",
            page="meetings:meeting", reference=meeting.reference,
        )  # fmt: skip
    return asked


@action(Permission.MEETINGS_RUN)
def invite_usual(*, by: Any, reference: str, chosen: Collection[str]) -> int:
    """Ask those of queries.usually_asked() whom the person chose. Gives how many are newly asked."""
    meeting = queries.to_run(by=by, reference=reference)
    found = queries.usually_asked(by=by, meeting=meeting)
    wanted = [one for one in found if one.code in chosen]
    for one in wanted:
        guest = "" if one.person else one.name
        invite(by=by, reference=reference, person=one.person, guest=guest, part=one.part)
    return len(wanted)


@action(Permission.MEETINGS_RUN)
def withdraw_invitation(*, by: Any, reference: str, invitation: str) -> None:
    """Ask somebody no longer. They can open the meeting no more."""
    meeting = queries.to_run(by=by, reference=reference)
    asked = find(Invitation.objects.all(), meeting=meeting, reference=invitation)
    refuse_if(
        rules.reason_not_to_withdraw(meeting.standing, is_chair=asked.person_id == meeting.chair_id)
    )
    asked.delete()
    trail.record(by=by, event=Event.WITHDRAWN, on=meeting, person=asked.person_id)
    accounts.close_notices(by=by, about=meeting.reference, keys=(f"{ASKED}{asked.reference}",))


@action(Permission.MEETINGS_VIEW)
def answer_invitation(*, by: Any, reference: str, answer: str, said: str = "") -> Invitation:
    """Say whether one comes. Raises OutOfReach for somebody who is not asked."""
    meeting = queries.meeting(by=by, reference=reference)
    asked = _own(meeting, by)
    refuse_if(queries.reason_not_to_write_of(by=by, child=meeting.child))
    refuse_if(rules.reason_not_to_answer(meeting.standing, answer=answer))
    asked.answer, asked.said, asked.answered_at = answer, said.strip(), clock.now()
    asked.save(update_fields=["answer", "said", "answered_at"])
    trail.record(by=by, event=Event.ANSWERED, on=meeting, answer=answer)
    return asked


def _own(meeting: Meeting, by: Any) -> Invitation:
    asked = Invitation.objects.select_for_update().filter(meeting=meeting, person=by.pk).first()
    if asked is None:
        raise OutOfReach
    return asked
