"""What happens by itself: the next person is asked, an eighteenth birthday ends what nobody knows the
end of.
"""

from procrastinate.contrib.django import app

from cairn.accounts import people
from cairn.audit.models import AuditEvent
from cairn.missing import actions, queries
from cairn.missing.choices import Event

SAID = {
    Event.OPENED: "A child you work with was reported missing.",
    Event.RETURNED: "A child you work with has come back.",
    Event.REOPENED: "A child you work with is not back after all.",
}


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="missing_call", pass_context=False)
def call_the_next(timestamp: int = 0) -> int:
    """Ask the next person about everything that nobody has taken on in time. How many were asked."""
    system = people.system()
    due = queries.due_for_a_call(by=system)
    return sum(actions.call_next(by=system, reference=one) is not None for one in due)


@app.periodic(cron="5 0 * * *")
@app.task(queueing_lock="missing_at_18", pass_context=False)
def end_at_18(timestamp: int = 0) -> int:
    system = people.system()
    grown = queries.grown_up(by=system)
    return sum(actions.end_at_18(by=system, reference=one) for one in grown)


def ask_for_discussion(event: AuditEvent) -> None:
    """A child is missing, perhaps once too often: a strategy discussion is asked for."""
    actions.ask_for_discussion(by=people.system(), episode=event.record_id)


def tell_who_work(event: AuditEvent) -> None:
    """A child is missing, or back: those who work with them hear of it."""
    actions.tell_who_work(
        by=people.system(), reference=event.record_id, wording=SAID[Event(event.event)],
        key=f"{event.event}:{event.pk}", but=event.actor_id,
    )  # fmt: skip
