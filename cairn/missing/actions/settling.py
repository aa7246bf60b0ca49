"""What people decide of a report: which child it is about, where it belongs, that nobody need look."""

from typing import Any

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children.models import Child
from cairn.children.queries import child as child_of
from cairn.foundation import clock
from cairn.foundation.refusals import Overtaken, Refused, refuse_if
from cairn.missing import queries
from cairn.missing.calling_off import call_off
from cairn.missing.choices import Event
from cairn.missing.models import Report
from cairn.missing.rules import episodes as rules
from cairn.missing.settling import (
    begin,
    held_with_episodes,
    join,
    known_of,
    part,
    settle,
    told_by,
)

OVERTAKEN = "Somebody changed this report after you opened it. Nothing was changed."


@action(Permission.MISSING_RECEIVE)
def match(*, by: Any, reference: str, version: int, child: str) -> Report:
    """Say which child a report is about. It joins an episode of theirs, or begins one."""
    report = _held(by, reference, version)
    refuse_if(
        rules.reason_not_to_match(
            is_matched=report.child_id is not None, is_set_aside=report.set_aside_at is not None
        )
    )
    report.child = child_of(by=by, reference=child)
    refuse_if(queries.reason_not_to_write_of(by=by, child=report.child))
    trail.record(by=by, event=Event.MATCHED, on=report, child=report.child.reference)
    settle(by, report)
    return report


@action(Permission.MISSING_RECEIVE)
def unmatch(*, by: Any, reference: str, version: int, why: str) -> Report:
    """The report is about another child: it waits again for somebody to say about which."""
    report = _held(by, reference, version)
    _refuse_to_read_only(by, report)
    refuse_if(
        rules.reason_not_to_unmatch(
            is_matched=report.child_id is not None,
            is_set_aside=report.set_aside_at is not None, why=why,
        )
    )  # fmt: skip
    assert report.child is not None
    held_with_episodes([report.child.pk])
    was = report.child.reference
    if report.episode:
        report.episode.refresh_from_db()
    part(by, report, why.strip())
    trail.record(by=by, event=Event.UNMATCHED, on=report, child=was)
    return report


@action(Permission.MISSING_RECORD)
def join_to(*, by: Any, reference: str, version: int, episode: str) -> Report:
    """Put a report that asks where it belongs to an episode of its child."""
    report, child = _asking(by, reference, version)
    row = queries.to_change(by=by, reference=episode)
    if row.child != child:
        raise Refused("This episode is another child’s.")
    join(by, report, row)
    return _settled(report)


@action(Permission.MISSING_RECORD)
def begin_from(*, by: Any, reference: str, version: int) -> Report:
    """Begin an episode with a report that asks where it belongs."""
    report, child = _asking(by, reference, version)
    refuse_if(rules.reason_not_to_begin(told_by(report), known_of(child)))
    begin(by, report, child)
    return _settled(report)


@action(Permission.MISSING_RECORD)
def looked_at(*, by: Any, reference: str, version: int) -> Report:
    """What a joined report asked has been looked at: it asks nothing any more."""
    report = _held(by, reference, version)
    _refuse_to_read_only(by, report)
    if report.episode_id is None:
        raise Refused("Say first where this report belongs.")
    return _settled(report)


@action(Permission.MISSING_RECEIVE)
def set_aside(*, by: Any, reference: str, version: int, why: str) -> Report:
    report = _held(by, reference, version)
    _refuse_to_read_only(by, report)
    refuse_if(
        rules.reason_not_to_set_aside(
            is_joined=report.episode_id is not None,
            is_set_aside=report.set_aside_at is not None, why=why,
        )
    )  # fmt: skip
    report.set_aside_at, report.set_aside_by = clock.now(), by
    report.set_aside_because = why.strip()
    call_off(by, report)
    trail.record(by=by, event=Event.SET_ASIDE, on=report)
    return _saved(report)


@action(Permission.MISSING_RECEIVE)
def take_up(*, by: Any, reference: str, version: int) -> Report:
    """A report that was set aside is looked at again."""
    report = _held(by, reference, version)
    _refuse_to_read_only(by, report)
    refuse_if(rules.reason_not_to_take_up(is_set_aside=report.set_aside_at is not None))
    report.set_aside_at = report.set_aside_by = None
    report.set_aside_because = ""
    trail.record(by=by, event=Event.TAKEN_UP, on=report)
    return _saved(report)


def _asking(by: Any, reference: str, version: int) -> tuple[Report, Child]:
    report = _held(by, reference, version)
    refuse_if(
        rules.reason_not_to_place(
            has_child=report.child is not None, is_joined=report.episode_id is not None,
            is_set_aside=report.set_aside_at is not None,
        )
    )  # fmt: skip
    assert report.child is not None
    _refuse_to_read_only(by, report)
    [child] = held_with_episodes([report.child.pk])
    return report, child


def _refuse_to_read_only(by: Any, report: Report) -> None:
    """Whoever opened a child's record in an emergency reads, and decides nothing."""
    if report.child:
        refuse_if(queries.reason_not_to_write_of(by=by, child=report.child))


def _held(by: Any, reference: str, version: int) -> Report:
    report = queries.held(by=by, reference=reference)
    if report.version != version:
        raise Overtaken(OVERTAKEN)
    return report


def _settled(report: Report) -> Report:
    report.asks = ""
    return _saved(report)


def _saved(report: Report) -> Report:
    report.version += 1
    report.save()
    return report
