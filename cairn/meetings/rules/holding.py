"""What must be true while a meeting is held, until its minutes are sent; and its quorum."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from cairn.agencies.choices import AgencyKind
from cairn.foundation import clock, wording
from cairn.meetings.choices import Attendance, State
from cairn.meetings.rules.kinds import OVER, Standing


def reason_not_to_start(standing: Standing, *, starts_at: datetime, now: datetime) -> str | None:
    if standing.state != State.PLANNED:
        return OVER[standing.state]
    if clock.local(now).date() < clock.local(starts_at).date():
        return f"The meeting is on {wording.exact(starts_at)}. Move it if it is held earlier."
    return None


def reason_not_to_minute(standing: Standing) -> str | None:
    """Attendance, information, decisions and tasks: from the start until the minutes are sent."""
    if standing.state in {State.UNDER_WAY, State.HELD}:
        return None
    if standing.state == State.PLANNED:
        return "The meeting has not started."
    return OVER[standing.state]


def reason_not_to_record_attendance(standing: Standing, *, attendance: str) -> str | None:
    if reason := reason_not_to_minute(standing):
        return reason
    return None if attendance in {"", *Attendance.values} else "Say whether they were there."


def reason_not_to_share(standing: Standing, *, text: str, is_there: bool) -> str | None:
    """`is_there`: whether the agency was asked to the meeting."""
    if reason := reason_not_to_minute(standing):
        return reason
    if not is_there:
        return "Choose an agency that is asked to this meeting."
    return None if text.strip() else "Write what was shared."


def reason_not_to_decide(standing: Standing, *, text: str) -> str | None:
    if reason := reason_not_to_minute(standing):
        return reason
    return None if text.strip() else "Write what was decided."


def reason_not_to_dissent(standing: Standing, *, why: str, is_there: bool) -> str | None:
    if reason := reason_not_to_minute(standing):
        return reason
    if not is_there:
        return "Choose an agency that is asked to this meeting."
    return None if why.strip() else "Write why the agency does not agree."


def reason_not_to_give_task(
    standing: Standing, *, what: str, due_on: date, today: date, has_owner: bool
) -> str | None:
    if reason := reason_not_to_minute(standing):
        return reason
    if not what.strip():
        return "Write what is to be done."
    if not has_owner:
        return "Choose who does it: somebody asked to this meeting, or their agency."
    return "The date must not be in the past." if due_on < today else None


def reason_not_to_end(
    standing: Standing, *, present: int, missing: Sequence[str], because: str
) -> str | None:
    """`missing`: the kinds of agency that quorum asks for and that were not there."""
    if standing.state != State.UNDER_WAY:
        if standing.state == State.PLANNED:
            return "The meeting has not started."
        return OVER[standing.state]
    if not present:
        return "Record first who was there."
    if missing and not because.strip():
        return f"{not_quorate(missing)} Say why it went on."
    return None


def reason_not_to_send(standing: Standing) -> str | None:
    if standing.state == State.HELD:
        return None
    if standing.state in {State.PLANNED, State.UNDER_WAY}:
        return "End the meeting first."
    return OVER[standing.state]


def missing_for_quorum(*, wanted: Iterable[str], present: Collection[str]) -> list[str]:
    """The kinds of agency that the local standard asks for and nobody present belongs to."""
    return [kind for kind in wanted if kind not in present]


def not_quorate(missing: Sequence[str], *, is_over: bool = False) -> str:
    """The sentence for a meeting without quorum, or "" for one that has it."""
    if not missing:
        return ""
    names = wording.name_list(str(AgencyKind(kind).label) for kind in missing)
    if is_over:
        return f"This meeting did not have its quorum: nobody was present for {names}."
    return f"This meeting does not have its quorum: nobody is present for {names}."
