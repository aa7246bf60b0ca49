"""What happens by itself: keepers hear of emergency access, a leaver's children are handed on, and
whoever is newly named in a record hears of it.
"""

from cairn.accounts import people
from cairn.accounts.actions import give_notice
from cairn.accounts.models import User
from cairn.audit.models import AuditEvent
from cairn.children import actions, queries
from cairn.children.choices import Event, InvolvementKind
from cairn.children.models import Involvement

OPENED = "A child’s record was opened in an emergency"
REFUSED = "Somebody asked to open a restricted record in an emergency"
LEADS = "You are now the lead practitioner of a child."
WORKS = "You are now recorded as working with a child."


def tell_who_is_involved(event: AuditEvent) -> None:
    """A record names somebody: they hear of it, unless they did it. A notice names no child.

    What Cairn does by itself hands on many children at once, and tells nobody of each.
    """
    system = people.system()
    if event.actor_id == str(system.pk):
        return
    named = Involvement.objects.filter(pk=event.details.get("involvement"), until_on=None)
    for one in named.select_related("person"):
        if one.person is None or str(one.person.pk) == event.actor_id:
            continue
        is_lead = one.kind == InvolvementKind.LEAD_PRACTITIONER
        give_notice(
            by=system, person=one.person, key=f"children.involved:{one.pk}",
            wording=LEADS if is_lead else WORKS, page="children:child", reference=event.record_id,
        )  # fmt: skip


def tell_of_emergency(event: AuditEvent) -> None:
    """The record's owners and information governance are told. A notice names no child."""
    system = people.system()
    wording = OPENED if event.event == Event.OPENED_IN_EMERGENCY else REFUSED
    key = f"emergency-{event.pk}"
    for person in queries.owners(by=system, reference=event.record_id):
        give_notice(
            by=system, person=person, key=key, wording=wording, page="children:child",
            reference=event.record_id,
        )  # fmt: skip
    for person in queries.information_governance(by=system):
        give_notice(
            by=system, person=person, key=f"{key}-review", wording=wording,
            page="children:emergencies",
        )  # fmt: skip


def hand_over_involvements(event: AuditEvent) -> None:
    """Somebody left and named a colleague: the children who were theirs are now the colleague's."""
    actions.hand_over_involvements(
        by=people.system(),
        leaving=User.objects.get(pk=event.details["from_id"]),
        to=User.objects.get(pk=event.details["to_id"]),
    )
