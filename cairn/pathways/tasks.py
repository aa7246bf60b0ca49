"""What happens by itself: people hear of what was decided, what the desk sent to the Hub becomes a
contact, and the days on the way to eighteen are told.
"""

from typing import Any

from procrastinate.contrib.django import app

from cairn.accounts import people
from cairn.audit.models import AuditEvent
from cairn.children.choices import Event as ChildEvent
from cairn.foundation import wording
from cairn.pathways import actions, queries
from cairn.pathways.choices import Event, Outcome

ADDED = "A contact was added to the pathway of a child you are lead practitioner for."
SAID = {
    Event.OPENED: "A pathway was opened for a child you work with.",
    Event.LEVEL_SET: "The level of a child you work with was set.",
    Event.CLOSED: "The pathway of a child you work with has ended.",
    Event.REOPENED: "The pathway of a child you work with was reopened.",
}


@app.periodic(cron="40 5 * * *")
@app.task(queueing_lock="pathways_towards_18", pass_context=False)
def tell_towards_18(timestamp: int = 0) -> int:
    """Of how many young people somebody was told."""
    system = people.system()
    found = queries.with_a_birthday(by=system)
    return sum(actions.tell_towards_18(by=system, reference=reference) for reference in found)


def pass_contacts_on(event: AuditEvent) -> None:
    """The desk decided: what goes to the Hub is a contact about each child that its strands name."""
    actions.pass_contacts_on(by=people.system(), submission=event.record_id)


def pass_contact_on(event: AuditEvent) -> None:
    """A strand named a child, perhaps after its submission had gone to the Hub."""
    actions.pass_contacts_on_of(by=people.system(), strand=event.record_id)


def hear_of_often_missing(event: AuditEvent) -> None:
    """A child is missing so often that a strategy discussion is asked for."""
    times, days = event.details["times"], event.details["days"]
    actions.hear_of_often_missing(
        by=people.system(), episode=event.record_id,
        said=f"Missing {wording.plural(times, 'time')} in {days} days: a strategy discussion is asked for.",
    )  # fmt: skip


def call_to_screen(event: AuditEvent) -> None:
    """A contact was recorded: it waits for the CERAR manager."""
    actions.call_to_screen(by=people.system(), reference=event.record_id, but=event.actor_id)


def call_again_to_screen(event: AuditEvent) -> None:
    """A child's record was restricted, or somebody named in it no longer is, or the child moved."""
    if event.event != ChildEvent.CHANGED or "council" in event.details["changed"]:
        actions.call_again_to_screen(by=people.system(), child=event.record_id)


def tell_of_contact(event: AuditEvent) -> None:
    """A contact was screened: of one that was added to a pathway, the lead practitioner hears."""
    if event.details["outcome"] == Outcome.EXISTING:
        actions.tell_of_contact(wording=ADDED, **_about(event))


def tell_who_work(event: AuditEvent) -> None:
    """Something was decided in a pathway."""
    actions.tell_who_work(wording=SAID[Event(event.event)], **_about(event))


def call_to_answer(event: AuditEvent) -> None:
    """A council is asked to take a pathway."""
    actions.call_to_answer(by=people.system(), reference=event.record_id, but=event.actor_id)


def tell_who_asked(event: AuditEvent) -> None:
    """A council answered, or the question was taken back."""
    actions.tell_who_asked(**_about(event))


def _about(event: AuditEvent) -> dict[str, Any]:
    return {
        "by": people.system(), "reference": event.record_id, "but": event.actor_id,
        "key": f"{event.event}:{event.pk}",
    }  # fmt: skip
