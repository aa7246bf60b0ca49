"""Making and changing a child's record."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from cairn.accounts.roles import Role
from cairn.agencies.models import Council
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children import queries, rules
from cairn.children.choices import Event
from cairn.children.models import Child
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Overtaken, refuse_if

CHANGEABLE = (
    "given_name", "family_name", "also_known_as", "born_on", "description", "address", "school",
    "council",
)  # fmt: skip


@action(Permission.CHILDREN_RECORD)
def add_child(
    *, by: Any, council: Council, given_name: str = "", family_name: str = "",
    also_known_as: Sequence[str] = (), born_on: date | None = None, description: str = "",
    address: str = "", school: str = "", key: uuid.UUID | None = None,
    not_these: Collection[str] = (),
) -> Child:  # fmt: skip
    """Add a record, once for each key. `not_these`: references the person saw and ruled out.

    Only records within the person's own reach are compared, so that the answer tells of no other:
    the same child may be kept twice, by people who may not know of each other's work.
    """
    if key and (first := Child.objects.filter(key=key).first()):
        return _the_same_persons(first, by)
    is_system = Role.SYSTEM in by.roles  # set-up has nobody to ask, and works in every area
    said = {
        "given_name": given_name, "family_name": family_name, "also_known_as": list(also_known_as),
        "born_on": born_on, "description": description, "address": address, "school": school,
    }  # fmt: skip
    _refuse_what_cannot_be_kept(said)
    if not is_system:
        refuse_if(None if council.pk in by.council_ids else "This area is not part of your work.")
        same = queries.likely_same(
            by=by, given_name=given_name, family_name=family_name, also_known_as=also_known_as,
            born_on=born_on,
        )  # fmt: skip
        unseen = {child.reference for child in same} - set(not_these)
        refuse_if(rules.reason_not_to_add(unseen=len(unseen)))
    child, is_new = Child.objects.get_or_create(
        key=key or uuid.uuid4(),
        defaults=said
        | {
            "council": council,
            "search_name": _search_name(said),
            "added_at": clock.now(),
            "added_by": by,
        },
    )
    if not is_new:
        return _the_same_persons(child, by)
    trail.record(by=by, event=Event.ADDED, on=child, council=council.code)
    return child


@action(Permission.CHILDREN_RECORD)
def change_child(*, by: Any, reference: str, version: int, changes: Mapping[str, Any]) -> Child:
    """Change some of CHANGEABLE. `version` is the one the person saw; raises Overtaken."""
    child = queries.child_to_change(by=by, reference=reference)
    if child.version != version:
        raise Overtaken("Somebody changed this record after you opened it. Nothing was changed.")
    if unknown := set(changes) - set(CHANGEABLE):
        raise ValueError(f"These cannot be changed here: {sorted(unknown)}")
    changed = sorted(name for name, value in changes.items() if getattr(child, name) != value)
    if not changed:
        return child
    if "council" in changed and Role.SYSTEM not in by.roles:
        area = changes["council"].pk
        refuse_if(None if area in by.council_ids else "This area is not part of your work.")
    for name in changed:
        setattr(child, name, changes[name])
    said = {name: getattr(child, name) for name in CHANGEABLE}
    _refuse_what_cannot_be_kept(said)
    child.search_name = _search_name(said)
    child.version += 1
    child.save(update_fields=[*changed, "search_name", "version"])
    trail.record(by=by, event=Event.CHANGED, on=child, changed=changed, version=child.version)
    return child


def _the_same_persons(child: Child, by: Any) -> Child:
    """A key that somebody else used before is no key of this person's."""
    if child.added_by_id != by.pk:
        raise OutOfReach
    return child


def _refuse_what_cannot_be_kept(said: Mapping[str, Any]) -> None:
    refuse_if(
        rules.reason_not_to_keep(
            given_name=said["given_name"], family_name=said["family_name"],
            also=said["also_known_as"], description=said["description"], born_on=said["born_on"],
            today=clock.today(),
        )
    )  # fmt: skip


def _search_name(said: Mapping[str, Any]) -> str:
    return rules.search_name(
        given_name=said["given_name"], family_name=said["family_name"], also=said["also_known_as"],
        description=said["description"],
    )  # fmt: skip
