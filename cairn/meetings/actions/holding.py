"""Holding a meeting: start, who is there, what the child and the family say, end, and the minutes."""

from collections.abc import Mapping
from typing import Any

from cairn.accounts import actions as accounts
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock
from cairn.foundation.refusals import Overtaken, find, refuse_if
from cairn.meetings import queries, rules
from cairn.meetings.choices import Answer, Attendance, Event, Part
from cairn.meetings.composing import minutes_of
from cairn.meetings.models import Invitation, Meeting


@action(Permission.MEETINGS_RUN)
def start_meeting(*, by: Any, reference: str) -> Meeting:
    """Begin. Who said they would not come is down as having sent apologies."""
    meeting = queries.to_run(by=by, reference=reference)
    refuse_if(
        rules.reason_not_to_start(meeting.standing, starts_at=meeting.starts_at, now=clock.now())
    )
    meeting.started_at = clock.now()
    meeting.version += 1
    meeting.save(update_fields=["started_at", "version"])
    asked = Invitation.objects.filter(meeting=meeting)
    asked.filter(answer=Answer.APOLOGIES).update(attendance=Attendance.APOLOGIES)
    trail.record(by=by, event=Event.STARTED, on=meeting)
    accounts.close_notices(by=by, about=meeting.reference, keys=rules.CALLS_TO_ANSWER)
    return meeting


@action(Permission.MEETINGS_RUN)
def record_attendance(*, by: Any, reference: str, attendance: Mapping[str, str]) -> Meeting:
    """Who is there: invitation's reference -> attendance. Those not named stay as they are."""
    meeting = queries.to_run(by=by, reference=reference)
    for one, was in attendance.items():
        refuse_if(rules.reason_not_to_record_attendance(meeting.standing, attendance=was))
        asked = find(Invitation.objects.all(), meeting=meeting, reference=one)
        if asked.attendance != was:
            asked.attendance = was
            asked.save(update_fields=["attendance"])
            trail.record(by=by, event=Event.ATTENDED, on=meeting, invitation=one, attendance=was)
    return meeting


@action(Permission.MEETINGS_RUN)
def record_view(*, by: Any, reference: str, invitation: str, view: str, version: int) -> Invitation:
    """What the child or the family says, in their own words. Raises Overtaken."""
    meeting = queries.to_run(by=by, reference=reference)
    own = Invitation.objects.filter(part__in=[Part.CHILD, Part.FAMILY])
    asked = find(own, meeting=meeting, reference=invitation)
    refuse_if(rules.reason_not_to_minute(meeting.standing))
    if asked.view == view.strip():
        return asked
    if asked.version != version:
        raise Overtaken("Somebody else wrote this down meanwhile. Nothing you wrote is lost.")
    asked.view = view.strip()
    asked.version += 1
    asked.save(update_fields=["view", "version"])
    trail.record(by=by, event=Event.HEARD, on=meeting, invitation=invitation)
    return asked


@action(Permission.MEETINGS_RUN)
def end_meeting(*, by: Any, reference: str, because: str = "") -> Meeting:
    """End the meeting. Without its quorum, `because` says why it went on."""
    meeting = queries.to_run(by=by, reference=reference)
    quorum = queries.quorum(by=by, meeting=meeting)
    here = Invitation.objects.filter(meeting=meeting, attendance=Attendance.PRESENT)
    refuse_if(
        rules.reason_not_to_end(
            meeting.standing, present=here.count(), missing=quorum.missing, because=because
        )
    )
    meeting.ended_at = clock.now()
    meeting.inquorate_because = because.strip() if quorum.missing else ""
    meeting.version += 1
    meeting.save(update_fields=["ended_at", "inquorate_because", "version"])
    trail.record(by=by, event=Event.ENDED, on=meeting, present=here.count(), missing=quorum.missing)
    return meeting


@action(Permission.MEETINGS_RUN)
def send_minutes(*, by: Any, reference: str) -> Meeting:
    """Freeze the minutes as they stand and tell those who were present, and nobody else."""
    meeting = queries.to_run(by=by, reference=reference)
    refuse_if(rules.reason_not_to_send(meeting.standing))
    meeting.minutes = minutes_of(meeting)
    meeting.sent_at, meeting.sent_by = clock.now(), by
    meeting.version += 1
    meeting.save(update_fields=["minutes", "sent_at", "sent_by", "version"])
    here = Invitation.objects.filter(meeting=meeting, attendance=Attendance.PRESENT)
    told = [one.person for one in here.select_related("person") if one.person]
    for person in told:
        if person == by:  # who sends them has read them
            continue
        accounts.give_notice(
            by=by, person=person, key=f"meetings.minutes:{meeting.reference}",
            wording=f"The minutes of a {meeting.get_kind_display()} you were at are ready.",
            page="meetings:minutes", reference=meeting.reference,
        )  # fmt: skip
    trail.record(by=by, event=Event.SENT, on=meeting, told=[person.pk for person in told])
    return meeting
