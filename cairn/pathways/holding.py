"""A pathway taken in hand: within standing reach, locked until the action ends, in the version seen."""

from typing import Any

from cairn.foundation.references import as_typed
from cairn.foundation.refusals import Overtaken, hold, refuse_if
from cairn.pathways import permissions, queries, rules
from cairn.pathways.choices import Act
from cairn.pathways.models import Pathway

OVERTAKEN = "Somebody changed this pathway after you opened it. Nothing was changed."


def held(*, by: Any, reference: str, version: int, act: Act, may_be_asked: bool = False) -> Pathway:
    """`may_be_asked`: those who are asked to take it may do this. Raises Overtaken and Refused."""
    reach = permissions.reach(by)
    if may_be_asked:
        reach = permissions.or_asked_to_take(reach, by)
    # Whoever screens holds the child and names the pathway: that must not wait for this.
    row = hold(Pathway.objects.filter(reach), may_be_named=True, reference=as_typed(reference))
    refuse_if(queries.reason_not_to_change(by=by, pathway=row))
    if row.version != version:
        raise Overtaken(OVERTAKEN)
    # Asked again once the row is held: the facts may have changed while we waited.
    now = queries.pathway(by=by, reference=row.reference)
    refuse_if(rules.reason_not_to(act, now=queries.standing(by=by, pathway=now).state))
    return row


def changed(row: Pathway) -> None:
    row.version += 1
    row.save(update_fields=["version", "closed_at", "council"])
