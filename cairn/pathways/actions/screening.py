"""Recording a contact about exploitation, and deciding what becomes of it."""

import uuid
from typing import Any

from cairn.accounts.actions import close_notices
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children.models import Child
from cairn.children.queries import child as child_of
from cairn.children.queries import is_standing
from cairn.children.rules import reason_not_to_change
from cairn.foundation import clock
from cairn.foundation.references import as_typed
from cairn.foundation.refusals import hold, refuse_if
from cairn.pathways import permissions, rules
from cairn.pathways.choices import Event, Outcome
from cairn.pathways.keeping import recorded
from cairn.pathways.models import Contact, Pathway, Screening


@action(Permission.PATHWAYS_REFER)
def record_contact(
    *, by: Any, key: uuid.UUID, child: str, source: str, said: str, who: str = ""
) -> Contact:
    """Somebody says that a child within reach may be exploited. Once for each key."""
    row = child_of(by=by, reference=child)
    refuse_if(reason_not_to_change(is_standing=row.is_standing))
    refuse_if(rules.reason_not_to_record_contact(source=source, who=who, said=said))
    return recorded(by, key, child=row, source=source, who=who.strip(), said=said)


@action(Permission.PATHWAYS_SCREEN)
def screen(*, by: Any, reference: str, outcome: str, reason: str) -> Screening:
    """Decide what becomes of a contact. A Level 1 meeting opens a pathway."""
    rows = Contact.objects.filter(permissions.reach(by)).select_related("child")
    contact = hold(rows, reference=as_typed(reference))
    standing = is_standing(by=by, reference=contact.child.reference)
    refuse_if(reason_not_to_change(is_standing=standing))
    # One decision about a child at a time: two contacts screened at once open one pathway.
    child = Child.objects.select_for_update().get(pk=contact.child_id)
    open_one = Pathway.objects.filter(child=child, closed_at=None).first()
    refuse_if(
        rules.reason_not_to_screen(
            is_screened=Screening.objects.filter(contact=contact).exists(), outcome=outcome,
            reason=reason, has_open_pathway=open_one is not None,
        )
    )  # fmt: skip
    pathway = open_one if outcome == Outcome.EXISTING else None
    if outcome == Outcome.LEVEL_1:
        pathway = Pathway.objects.create(
            child=child, council_id=child.council_id, opened_at=clock.now(), opened_by=by
        )
        trail.record(by=by, event=Event.OPENED, on=pathway, child=child.reference)
    screening = Screening.objects.create(
        contact=contact, outcome=outcome, reason=reason, pathway=pathway, at=clock.now(), by=by
    )
    trail.record(by=by, event=Event.SCREENED, on=contact, outcome=outcome)
    close_notices(by=by, about=contact.reference, keys=rules.CALLS_TO_SCREEN)
    return screening
