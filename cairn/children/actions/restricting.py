"""Restricting a record to the people named in it, and lifting that again."""

from collections.abc import Collection
from typing import Any

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children import queries, rules
from cairn.children.choices import Event, InvolvementKind
from cairn.children.models import Child, Involvement
from cairn.foundation import clock
from cairn.foundation.refusals import refuse_if

KEEPS = "Keeps this restricted record and can lift the restriction"


@action(Permission.CHILDREN_RECORD)
def restrict(*, by: Any, reference: str, reason: str, keep: Collection[int] | None = None) -> Child:
    """Leave the record open only to people named in an open involvement, and among them to `keep`.

    `keep` are people's ids; None keeps everybody named. Whoever restricts a record always keeps it,
    by an involvement of their own if need be: somebody must be able to lift the restriction.
    """
    child = queries.child_to_change(by=by, reference=reference)
    refuse_if(rules.reason_not_to_restrict(is_restricted=child.is_restricted, reason=reason))
    today = clock.today()
    named = Involvement.objects.filter(child=child, until_on=None, person__isnull=False)
    if keep is not None:
        leaving = named.exclude(person__in=[*keep, by.pk])
        left = list(leaving.values_list("person_id", flat=True))
        leaving.update(until_on=today)
        for person_id in left:
            trail.record(by=by, event=Event.INVOLVEMENT_ENDED, on=child, person=person_id)
    if by.agency_id and not named.filter(person=by.pk).exists():
        Involvement.objects.create(
            child=child, kind=InvolvementKind.OTHER, agency_id=by.agency_id, person=by, why=KEEPS,
            since_on=today,
        )  # fmt: skip
        trail.record(by=by, event=Event.INVOLVED, on=child, person=by.pk)
    child.is_restricted = True
    child.restricted_because = reason.strip()
    child.save(update_fields=["is_restricted", "restricted_because"])
    trail.record(by=by, event=Event.RESTRICTED, on=child)
    return child


@action(Permission.CHILDREN_RECORD)
def lift(*, by: Any, reference: str) -> Child:
    """Lift the restriction. The reason goes with it: it may say more than the record does."""
    child = queries.child_to_change(by=by, reference=reference)
    refuse_if(rules.reason_not_to_lift(is_restricted=child.is_restricted))
    child.is_restricted = False
    child.restricted_because = ""
    child.save(update_fields=["is_restricted", "restricted_because"])
    trail.record(by=by, event=Event.RESTRICTION_LIFTED, on=child)
    return child
