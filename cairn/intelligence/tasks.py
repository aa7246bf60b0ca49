"""What happens by itself after a strand has been made."""

from cairn.accounts import people
from cairn.audit.models import AuditEvent
from cairn.intelligence import actions


def tell_lead_practitioner(event: AuditEvent) -> None:
    """A strand named a child: the child's lead practitioner hears of it."""
    actions.tell_lead_practitioner(
        by=people.system(), strand=event.record_id, child=event.details["child"]
    )
