"""Making an assessment: start, save page by page, finish, or discard what was not finished."""

import uuid
from collections.abc import Mapping
from typing import Any

from cairn.assessments import queries, rules
from cairn.assessments.choices import Event
from cairn.assessments.models import Assessment
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children import queries as children
from cairn.children.models import Child
from cairn.children.rules import reason_not_to_change
from cairn.foundation import clock
from cairn.foundation.dates import age_on
from cairn.foundation.references import as_typed
from cairn.foundation.refusals import OutOfReach, Overtaken, hold, refuse_if, refuse_used_key

OVERTAKEN = "Somebody changed this page after you opened it. Nothing was changed."
OVERTAKEN_AT_THE_END = "Somebody changed this assessment after you opened it. Check it again."


@action(Permission.ASSESSMENTS_RECORD)
def start_assessment(*, by: Any, child: str, tool: str, key: uuid.UUID) -> Assessment:
    """Start assessing a child with the version of a tool that is in force; once for each key."""
    row = children.child(by=by, reference=child)
    refuse_if(reason_not_to_change(is_standing=row.is_standing))
    Child.objects.select_for_update(of=("self",)).get(pk=row.pk)  # one starts at a time
    mine = queries.assessments(by=by).filter(child=row, tool__code=tool)
    if first := mine.filter(key=key, started_by=by).first():
        return first
    refuse_used_key(Assessment.objects.all(), key)
    in_force = [one for one in queries.tools_in_force(by=by) if one.code == tool]
    unfinished = mine.filter(finished_at=None, discarded_at=None).first()
    refuse_if(
        rules.reason_not_to_start(
            is_in_force=bool(in_force), unfinished=unfinished.reference if unfinished else ""
        )
    )
    now = clock.now()
    made = Assessment.objects.create(
        child=row, tool=in_force[0], key=key, started_at=now, started_by=by, changed_at=now,
        changed_by=by,
    )  # fmt: skip
    trail.record(
        by=by, event=Event.STARTED, on=made, child=row.reference, tool=tool,
        tool_version=made.tool.version,
    )  # fmt: skip
    return made


@action(Permission.ASSESSMENTS_RECORD)
def save_answers(
    *, by: Any, reference: str, part: str, version: int, said: Mapping[str, Any]
) -> Assessment:
    """Save one page. `version` is the page's as the person saw it; raises Overtaken.

    `said` is, for a domain, indicator -> {"when", "evidence"}; else field -> text. Nothing happens
    where it is what is there already.
    """
    row = _to_write(by, reference)
    tool = row.tool.definition
    if part not in rules.parts(tool):
        raise OutOfReach
    changes = {
        name: value
        for name, value in rules.cleaned(tool, part, said).items()
        if value != _there(row, part, name)
    }
    if not changes:
        return row
    if row.version_of(part) != version:
        raise Overtaken(OVERTAKEN)
    for value in changes.values():
        if isinstance(value, dict):
            refuse_if(rules.reason_not_to_answer(value["when"]))
    _put(row, part, changes)
    row.versions = {**row.versions, part: version + 1}
    row.version += 1
    row.changed_at, row.changed_by = clock.now(), by
    row.save()
    trail.record(
        by=by, event=Event.SAVED, on=row, child=row.child.reference, part=part, version=row.version
    )
    return row


def _there(row: Assessment, part: str, name: str) -> Any:
    if part in rules.COLUMNS:
        return row.said.get(name, "")
    return row.answers.get(name, {"when": [], "evidence": ""})


def _put(row: Assessment, part: str, changes: Mapping[str, Any]) -> None:
    """Only what somebody wrote is kept: an answer taken back leaves nothing behind."""
    if part not in rules.COLUMNS:
        answers = {**row.answers, **changes}
        row.answers = {code: one for code, one in answers.items() if any(one.values())}
        return
    for name, value in changes.items():
        if name in rules.CONTEXT:
            context = {**row.context, name: value}
            row.context = {key: text for key, text in context.items() if text}
        else:
            setattr(row, name, value)


@action(Permission.ASSESSMENTS_RECORD)
def finish_assessment(*, by: Any, reference: str, version: int) -> Assessment:
    """Finish what the person checked. The score and what it prompts are kept as they are now."""
    row = _to_write(by, reference)
    if row.version != version:
        raise Overtaken(OVERTAKEN_AT_THE_END)
    tool = row.tool.definition
    refuse_if(rules.reason_not_to_finish(rules.missing(tool, row.answers, row.said)))
    born_on = row.child.born_on
    row.outcome = rules.outcome(
        tool, row.answers, age=age_on(born_on, clock.today()) if born_on else None,
        learning_disability=row.learning_disability,
    )  # fmt: skip
    row.finished_at, row.finished_by = clock.now(), by
    row.version += 1
    row.save()
    trail.record(by=by, event=Event.FINISHED, on=row, child=row.child.reference)
    return row


@action(Permission.ASSESSMENTS_RECORD)
def discard_assessment(*, by: Any, reference: str, reason: str) -> Assessment:
    """Put an unfinished assessment aside for good, with the reason. What was written stays."""
    row = _to_write(by, reference)
    refuse_if(rules.reason_not_to_discard(reason=reason))
    row.discarded_at, row.discarded_by = clock.now(), by
    row.discarded_because = reason.strip()
    row.version += 1
    row.save()
    trail.record(by=by, event=Event.DISCARDED, on=row, child=row.child.reference)
    return row


def _to_write(by: Any, reference: str) -> Assessment:
    """One within reach that may be written in, held until the action ends."""
    row = hold(queries.assessments(by=by), reference=as_typed(reference))
    is_standing = children.is_standing(by=by, reference=row.child.reference)
    refuse_if(reason_not_to_change(is_standing=is_standing))
    refuse_if(
        rules.reason_not_to_write(
            is_finished=row.finished_at is not None, is_discarded=row.discarded_at is not None
        )
    )
    return row
