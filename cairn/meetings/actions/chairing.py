"""Somebody else takes the chair, until the meeting ends. They are asked to it, and told."""

from typing import Any

from cairn.accounts import actions as accounts
from cairn.accounts.models import User
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation.refusals import Overtaken, refuse_if
from cairn.meetings import permissions, queries, rules
from cairn.meetings.choices import Event
from cairn.meetings.models import Invitation, Meeting


@action(Permission.MEETINGS_RUN)
def change_chair(*, by: Any, reference: str, chair: User, why: str, version: int) -> Meeting:
    """Put somebody else in the chair. Whoever was in it stays invited. Raises Overtaken."""
    meeting = queries.to_run(by=by, reference=reference)
    if meeting.version != version:
        raise Overtaken("Somebody changed this meeting after you opened it. Nothing was changed.")
    before = meeting.chair
    refuse_if(
        rules.reason_not_to_change_chair(
            meeting.standing, kind=meeting.kind, is_same=chair == before, chair_roles=chair.roles,
            may_chair=permissions.may_open(chair, meeting.child), why=why,
        )
    )  # fmt: skip
    meeting.chair, meeting.chair_because = chair, why.strip()
    meeting.version += 1
    meeting.save(update_fields=["chair", "chair_because", "version"])
    Invitation.objects.get_or_create(
        meeting=meeting, person=chair, defaults={"agency": chair.agency}
    )
    trail.record(by=by, event=Event.CHAIR_CHANGED, on=meeting, chair=chair.pk, before=before.pk)
    kind = meeting.get_kind_display()
    _tell(by, meeting, chair, f"You are in the chair of a {kind}.")
    _tell(by, meeting, before, f"Somebody else is in the chair of a {kind}.")
    return meeting


def _tell(by: Any, meeting: Meeting, person: User, words: str) -> None:
    if person != by:
        accounts.give_notice(
            by=by, person=person, page="meetings:meeting", reference=meeting.reference,
            key=f"meetings.chair:{meeting.reference}:{meeting.version}", wording=words,
        )  # fmt: skip
