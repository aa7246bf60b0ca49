"""What an interview brought goes on by a tick: to the police desk, and into the child's safety plan."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Refused, refuse_if
from cairn.interviews import queries
from cairn.interviews.choices import Event
from cairn.interviews.models import Interview, Passed
from cairn.interviews.recording import hold_child
from cairn.interviews.rules import form
from cairn.interviews.rules.passing import (
    pages_for_the_desk,
    plan_with,
    reason_not_to_pass,
    reason_without_plan,
)
from cairn.interviews.telling import answers_of, facts_of
from cairn.plans import actions as plans
from cairn.plans import queries as plan_queries
from cairn.submissions import actions as submissions
from cairn.submissions import steps
from cairn.submissions.forms import Options
from cairn.submissions.models import Submission
from cairn.submissions.rules import Composed, Stamp

Lines = list[tuple[str, str]]  # the field in which each stands, and the line


@action(Permission.INTERVIEWS_RECORD)
def pass_to_desk(
    *, by: Any, reference: str, key: uuid.UUID, ticked: Iterable[tuple[str, str]],
    gate: Mapping[str, str], call: Mapping[str, str], sharing: Mapping[str, str], options: Options,
) -> Submission:  # fmt: skip
    """Send the ticked lines to the police desk as one submission, as if typed in its form.

    A line goes there once, and so does this: the same key gives the submission it made.
    """
    row = queries.to_change(by=by, reference=reference)
    if made := Submission.objects.filter(key=key, sent_by=by).first():
        return made
    lines = _to_pass(row, ticked, form.NEW)
    known = queries.strands(by=by)  # the desk's form offers those that are current
    pages = pages_for_the_desk(
        lines, child=row.child.name, born_on=row.child.born_on, area=row.child.council.code,
        reference=row.reference,
        strands=[code for code in form.strands_of(answers_of(row)) if code in known],
    )  # fmt: skip
    pages |= {"sharing": dict(sharing)} | ({"call": dict(call)} if call else {})
    holder = key.bytes
    submissions.start_draft(by=by, holder=holder, key=key, gate=dict(gate))
    for name, typed in pages.items():
        submissions.save_page(by=by, holder=holder, key=key, page=name, typed=typed, sent=Stamp())

    def compose(answers: dict[str, Any]) -> Composed | None:
        return steps.compose(answers, options, signed_in=True)

    if submissions.send(by=by, holder=holder, key=key, compose=compose) is None:
        raise Refused("Something is missing for the desk. Share it through the front door instead.")
    made = Submission.objects.get(key=key)
    _note(by, row, lines, Event.PASSED_ON, submission=made)
    return made


@action(Permission.INTERVIEWS_RECORD)
def put_into_plan(
    *, by: Any, reference: str, key: uuid.UUID, version: int,
    ticked: Mapping[str, str], why: str,
) -> int:  # fmt: skip
    """Add the ticked risks to fields of the safety plan, as its next version. Its number.

    `ticked` is line -> field of the plan; `version` the plan's as the person saw it.
    """
    # The plan holds the child: before the interview, as in every act that holds both.
    hold_child(queries.interview(by=by, reference=reference).child_id)
    row = queries.to_change(by=by, reference=reference)
    child = row.child.reference
    now = plan_queries.current(by=by, child=child, kind="safety")
    refuse_if(reason_without_plan(has_plan=now is not None))
    if made := Passed.objects.filter(interview=row, plan_version__key=key).first():
        return made.plan_version.number if made.plan_version else 0
    lines = _to_pass(row, [(form.RISKS, line) for line in ticked], (form.RISKS,))
    saved = plans.save_plan(
        by=by, child=child, kind="safety", version=version, key=key, why=why,
        content=plan_with(now.content if now else {}, ticked),
    )  # fmt: skip
    _note(by, row, lines, Event.INTO_PLAN, plan_version=saved)
    return saved.number


def _to_pass(row: Interview, ticked: Iterable[tuple[str, str]], fields: tuple[str, ...]) -> Lines:
    """Those of the ticked lines that stand in the form and have not gone on."""
    wanted = set(ticked)
    found = [one for one in form.lines_of(answers_of(row), fields) if one in wanted]
    if len(found) != len(wanted):
        raise OutOfReach
    gone = set(Passed.objects.filter(interview=row).values_list("kind", "line"))
    lines = [one for one in found if one not in gone]
    refuse_if(reason_not_to_pass(facts_of(row), lines=len(lines)))
    return lines


def _note(by: Any, row: Interview, lines: Lines, event: Event, **to: Model) -> None:
    Passed.objects.bulk_create(
        Passed(interview=row, kind=kind, line=line, at=clock.now(), by=by, **to)
        for kind, line in lines
    )
    trail.record(by=by, event=event, on=row, child=row.child.reference, lines=len(lines))
