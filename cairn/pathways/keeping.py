"""A contact written down, once for each key, whoever records it."""

import uuid
from typing import Any

from cairn.audit import trail
from cairn.children.models import Child
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, refuse_used_key
from cairn.pathways.choices import Event
from cairn.pathways.models import Contact


def recorded(by: Any, key: uuid.UUID, *, child: Child, **said: Any) -> Contact:
    contact, is_new = Contact.objects.get_or_create(
        key=key,
        defaults={"child": child, "received_at": clock.now(), "received_by": by, **said},
    )
    if contact.received_by_id != by.pk:  # a key that somebody else used is no key of this person's
        raise OutOfReach
    if contact.child_id != child.pk:
        refuse_used_key(Contact.objects.all(), key)
    if is_new:
        trail.record(by=by, event=Event.CONTACT_RECORDED, on=contact, child=child.reference)
    return contact
