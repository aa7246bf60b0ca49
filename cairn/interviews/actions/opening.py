"""What follows by itself: a child is back, and an interview is opened; they are not, and it is taken
back; the time runs out, and somebody is warned.
"""

from typing import Any

from cairn.accounts import actions as accounts
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock, wording
from cairn.interviews import queries
from cairn.interviews.choices import Event
from cairn.interviews.models import Answered, Interview
from cairn.interviews.recording import count_due, held_episode, kept, put, take_out
from cairn.interviews.rules import warning
from cairn.interviews.rules.states import is_running
from cairn.interviews.telling import answers_to, facts_of
from cairn.missing import queries as missing
from cairn.missing.choices import Ended
from cairn.missing.models import Episode

WARNING = "interviews.warning:"


@action(Permission.SERVICE_OPERATE)
def open_for(*, by: Any, episode: str) -> Interview | None:
    """Open an interview for an episode that ended with a return. Once, however often it runs.

    Where the return was taken back and the child is back now, its interview goes on.
    """
    row = held_episode(by, episode)
    due = missing.interview_due(by=by, episode=row)
    if due is None or row.kind not in queries.offered_for(by=by):
        return None
    put_last = Answered.objects.filter(episode=row).order_by("-put_at", "-pk")
    before = put_last.select_related("interview").first()
    if before and (before.taken_out_at is None or before.interview.taken_back_at):
        return _go_on(by, before, row)
    made = Interview.objects.create(
        child=row.child, due_at=due, opened_at=clock.now(), opened_by=by
    )
    put(by, made, [row])
    trail.record(by=by, event=Event.OPENED, on=made, child=row.child.reference, episode=episode)
    return made


def _go_on(by: Any, before: Answered, row: Episode) -> Interview:
    found = Interview.objects.select_for_update().get(pk=before.interview_id)
    put(by, found, [row])
    is_new = count_due(by, found)
    if found.taken_back_at:
        found.taken_back_at = None
        return kept(by, found, Event.TAKEN_UP)
    return kept(by, found, Event.DUE_CHANGED) if is_new else found


@action(Permission.SERVICE_OPERATE)
def take_back(*, by: Any, episode: str) -> Interview | None:
    """The child is not back after all, or had not been missing. An interview that answers nothing else
    waits for the return; one that was held stays. Safe to run twice.
    """
    row = held_episode(by, episode)
    of = Answered.objects.filter(episode=row, taken_out_at=None).first()
    if row.ended not in ("", Ended.NOT_MISSING) or of is None:
        return None
    found = Interview.objects.select_for_update().get(pk=of.interview_id)
    if not is_running(facts_of(found)):
        return None
    take_out(found, [row])
    if answers_to(found).exists():
        count_due(by, found)
        return kept(by, found, Event.DUE_CHANGED)
    found.taken_back_at = clock.now()
    accounts.close_notices(by=by, about=found.reference, keys=(WARNING,))
    return kept(by, found, Event.TAKEN_BACK)


@action(Permission.SERVICE_OPERATE)
def count_again(*, by: Any, episode: str) -> Interview | None:
    """When the child came back was put right, and so until when the interview is to be held."""
    row = held_episode(by, episode)
    of = Answered.objects.filter(episode=row, taken_out_at=None).first()
    if of is None:
        return None
    found = Interview.objects.select_for_update().get(pk=of.interview_id)
    return kept(by, found, Event.DUE_CHANGED) if count_due(by, found) else None


@action(Permission.SERVICE_OPERATE)
def warn(*, by: Any, reference: str) -> int:
    """Warn who goes, and then who says who goes, before the time is over. Each warning once."""
    row = queries.to_change(by=by, reference=reference)
    if not is_running(facts_of(row)):
        return 0
    hours, now = queries.warn_hours(by=by), clock.now()
    due = warning.warnings_due(due_at=row.due_at, now=now, hours=hours)
    if not due:
        return 0
    last = due[-1]  # whoever comes late hears only of the one that counts now
    if last == row.warned:
        return 0
    people = [row.interviewer] if row.interviewer else []
    if warning.is_for_managers(last, hours, has_interviewer=row.interviewer is not None):
        people += queries.managers_of(by=by, interview=row)
    words = f"A return home interview is not held yet: {wording.time_left(now, row.due_at)}."
    told = {person.pk: person for person in people}
    for person in told.values():
        accounts.give_notice(
            by=by, person=person, key=f"{WARNING}{reference}:{last}:{row.due_at:%Y%m%d%H%M}",
            wording=words, page="interviews:interview", reference=reference,
        )  # fmt: skip
    row.warned = last
    row.save(update_fields=["warned"])
    trail.record(by=by, event=Event.WARNED, on=row, hours=last, people=sorted(told))
    return len(told)
