"""What people do with plans. Looking, comparing and taking a copy are acts, and leave a trace."""

import uuid
from typing import Any

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children import queries as children
from cairn.children.models import Child
from cairn.children.rules import reason_not_to_change
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Overtaken, refuse_if, refuse_used_key
from cairn.plans import queries, rules
from cairn.plans.choices import Event, Kind
from cairn.plans.models import Plan, PlanVersion
from cairn.plans.queries import Comparison
from cairn.plans.sections import COPIES

OVERTAKEN = "Somebody changed this plan after you opened it. Nothing was changed."


@action(Permission.PLANS_VIEW)
def read_plan(*, by: Any, child: str, kind: str) -> tuple[Child, PlanVersion | None]:
    """Open what a child's plan says now."""
    row = _child(by, child, kind)
    found = queries.current(by=by, child=row.reference, kind=kind)
    _trace(by, Event.VIEWED, row, kind, found)
    return row, found


@action(Permission.PLANS_VIEW)
def read_version(*, by: Any, child: str, kind: str, number: int) -> tuple[Child, PlanVersion]:
    """Open one version, whether or not it is the one that holds."""
    row = _child(by, child, kind)
    found = queries.version(by=by, child=row.reference, kind=kind, number=number)
    _trace(by, Event.VIEWED, row, kind, found)
    return row, found


@action(Permission.PLANS_WRITE)
def open_to_write(
    *, by: Any, child: str, kind: str
) -> tuple[Child, PlanVersion | None, str | None]:
    """The plan to go on from, and why this person cannot write in it, if so."""
    row, found = read_plan(by=by, child=child, kind=kind)
    return row, found, reason_not_to_change(is_standing=row.is_standing)


@action(Permission.PLANS_VIEW)
def list_versions(*, by: Any, child: str, kind: str) -> tuple[Child, list[PlanVersion]]:
    """Every version, the latest first."""
    row = _child(by, child, kind)
    found = list(queries.versions(by=by, child=row.reference, kind=kind))
    _trace(by, Event.LISTED, row, kind, found[0] if found else None)
    return row, found


@action(Permission.PLANS_VIEW)
def compare(
    *, by: Any, child: str, kind: str, then: int = 0, now: int = 0
) -> tuple[Child, Comparison]:
    """Two versions side by side, field by field; unless said, the last two."""
    row = _child(by, child, kind)
    found = queries.comparison(by=by, child=row.reference, kind=kind, then=then, now=now)
    _trace(by, Event.COMPARED, row, kind, found.now, then=found.then.number)
    return row, found


@action(Permission.PLANS_VIEW)
def print_copy(*, by: Any, child: str, kind: str, copy: str) -> tuple[Child, PlanVersion]:
    """Take a copy to print: for the child, for the carers, or the sheet of a response plan."""
    return _copy(by, child, kind, copy, Event.PRINTED)


@action(Permission.PLANS_VIEW)
def download_copy(*, by: Any, child: str, kind: str, copy: str) -> tuple[Child, PlanVersion]:
    """Take away the same as a file."""
    return _copy(by, child, kind, copy, Event.DOWNLOADED)


def _copy(by: Any, child: str, kind: str, copy: str, event: Event) -> tuple[Child, PlanVersion]:
    row = _child(by, child, kind)
    found = queries.current(by=by, child=row.reference, kind=kind)
    if found is None or copy not in COPIES[kind]:
        raise OutOfReach
    _trace(by, event, row, kind, found, copy=copy)
    return row, found


@action(Permission.PLANS_WRITE)
def save_plan(
    *, by: Any, child: str, kind: str, version: int, content: rules.Content, why: str,
    key: uuid.UUID,
) -> PlanVersion:  # fmt: skip
    """Save a whole plan as its next version; once for each key.

    `version` is the one the person began from, 0 where there was none; raises Overtaken. Nothing
    happens where it says what is there already.
    """
    row = _to_write(by, child, kind)
    if kept := _kept(by, row, kind, key):
        return kept
    now = queries.current(by=by, child=row.reference, kind=kind)
    said = rules.cleaned(kind, content)
    if now and said == now.content:
        return now
    if version != (now.number if now else queries.NO_VERSION):
        raise Overtaken(OVERTAKEN)
    refuse_if(rules.reason_not_to_save(kind, said, is_first=now is None, why=why))
    made = _next(by, row, kind, content=said, why=why.strip() if now else "", key=key)
    _trace(by, Event.SAVED, row, kind, made)
    return made


@action(Permission.PLANS_WRITE)
def restore(
    *, by: Any, child: str, kind: str, number: int, version: int, why: str, key: uuid.UUID
) -> PlanVersion:
    """Make an earlier version the plan again, as its next version. Raises Overtaken."""
    row = _to_write(by, child, kind)
    if kept := _kept(by, row, kind, key):
        return kept
    earlier = queries.version(by=by, child=row.reference, kind=kind, number=number)
    if earlier.plan.version != version:
        raise Overtaken(OVERTAKEN)
    refuse_if(rules.reason_not_to_restore(is_current=number == version, why=why))
    words = f"Version {number} was restored. {why.strip()}"
    made = _next(by, row, kind, content=earlier.content, why=words, key=key)
    _trace(by, Event.RESTORED, row, kind, made, restored=number)
    return made


def _child(by: Any, reference: str, kind: str) -> Child:
    """The child first: whoever does not reach them learns nothing of kinds."""
    row = children.child(by=by, reference=reference)
    if kind not in Kind.values:
        raise OutOfReach
    return row


def _to_write(by: Any, reference: str, kind: str) -> Child:
    """A child whose plan this person may change, held until the action ends."""
    row = _child(by, reference, kind)
    refuse_if(reason_not_to_change(is_standing=row.is_standing))
    Child.objects.select_for_update(of=("self",)).get(pk=row.pk)  # one saves at a time
    return row


def _kept(by: Any, row: Child, kind: str, key: uuid.UUID) -> PlanVersion | None:
    """What this person made with this key before: a form that was sent twice."""
    mine = queries.versions(by=by, child=row.reference, kind=kind).filter(key=key, by=by)
    if found := mine.first():
        return found
    refuse_used_key(PlanVersion.objects.all(), key)
    return None


def _next(by: Any, row: Child, kind: str, **said: Any) -> PlanVersion:
    plan, is_new = Plan.objects.get_or_create(child=row, kind=kind, defaults={"version": 1})
    if not is_new:
        plan.version += 1
        plan.save(update_fields=["version"])
    return PlanVersion.objects.create(plan=plan, number=plan.version, at=clock.now(), by=by, **said)


def _trace(
    by: Any, event: Event, child: Child, kind: str, version: PlanVersion | None, **details: Any
) -> None:
    if version:
        details |= {"version": version.number}
    on = version.plan if version else child
    trail.record(by=by, event=event, on=on, child=child.reference, kind=kind, **details)
