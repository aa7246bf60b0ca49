"""A report shouts: one person after the other is asked to take it on, until somebody does."""

from typing import Any

from cairn.accounts import actions as accounts
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children import queries as children
from cairn.foundation import clock
from cairn.foundation.refusals import refuse_if
from cairn.foundation.wording import duration
from cairn.missing import permissions, queries
from cairn.missing.calling_off import CALLED, call_off
from cairn.missing.choices import Event
from cairn.missing.models import Call, Report
from cairn.missing.rules import calling, episodes
from cairn.missing.telling import tell_operators

NOBODY_TO_ASK = (
    "A report of a missing child waits, and nobody has a role that is asked. Give somebody one."
)
ASKED = "A child is reported missing. Take it on."


@action(Permission.SERVICE_OPERATE)
def call_next(*, by: Any, reference: str) -> Call | None:
    """Ask the next person to take a report on, if it is time and nobody has. Safe to run twice."""
    report = queries.held(by=by, reference=reference)
    asked = list(Call.objects.filter(report=report).order_by("step"))
    now = clock.now()
    if report.acknowledged_at or report.set_aside_at or (asked and asked[-1].until_at > now):
        return None
    people = queries.ladder(by=by, report=report) or _keepers(by, report)
    person = calling.next_asked(people, [one.person_id for one in asked])
    if person is None:
        tell_operators(by, key=f"missing.nobody:{reference}", wording=NOBODY_TO_ASK)
        return None
    waits = queries.waits(by=by)
    made = Call.objects.create(
        report=report, step=len(asked) + 1, person_id=person, asked_at=now,
        until_at=calling.next_at(asked_at=now, grade=report.grade, waits=waits),
        standard=f"To be taken on within {duration(waits.of(report.grade))}",
    )  # fmt: skip
    accounts.give_notice(
        by=by, person=made.person, key=f"{CALLED}{reference}:{made.step}", wording=ASKED,
        page="missing:report", reference=reference,
    )  # fmt: skip
    trail.record(by=by, event=Event.CALLED, on=report, step=made.step, person=person)
    return made


@action(Permission.MISSING_VIEW)
def show(*, by: Any, report: Report | None = None) -> list[Call]:
    """What this person is asked to take on, as their screen shows it now: all, or of one report. When
    it was shown first is kept. One more than is shown tells that there are more.
    """
    rows = queries.my_calls(by=by)
    found = list(rows.filter(report=report) if report else rows[: queries.MOST_SHOWN + 1])
    for one in found[: queries.MOST_SHOWN]:
        if Call.objects.filter(pk=one.pk, shown_at=None).update(shown_at=clock.now()):
            trail.record(by=by, event=Event.SHOWN, on=one.report, step=one.step)
    return found


@action(Permission.MISSING_VIEW)
def acknowledge(*, by: Any, reference: str, does: str = "") -> Report:
    """Take a report on, and say what one does; whoever has it says more. Twice by one person is once;
    of two people the second reads who has it.
    """
    report = queries.held(by=by, reference=reference)
    if report.acknowledged_by == by:
        return _say_more(by, report, does.strip())
    taken_by = report.acknowledged_by.name if report.acknowledged_by else ""
    is_set_aside = report.set_aside_at is not None
    refuse_if(episodes.reason_not_to_acknowledge(taken_by=taken_by, is_set_aside=is_set_aside))
    report.acknowledged_at, report.acknowledged_by = clock.now(), by
    report.does = does.strip()
    report.version += 1
    report.save()
    call_off(by, report)
    trail.record(by=by, event=Event.ACKNOWLEDGED, on=report)
    return report


def _say_more(by: Any, report: Report, does: str) -> Report:
    """What was said stays above what is said now. Sent twice, it stands once."""
    if does and report.does.splitlines()[-1:] != [does]:
        report.does = f"{report.does}\n{does}".strip()
        report.version += 1
        report.save()
        trail.record(by=by, event=Event.DOES, on=report)
    return report


def _keepers(by: Any, report: Report) -> list[int]:
    """Where nobody of the ladder may open the child's record, those who keep it are asked."""
    if report.child is None:
        return []
    return [one.pk for one in children.owners(by=by, reference=report.child.reference)]


@action(Permission.SERVICE_OPERATE)
def tell_who_work(*, by: Any, reference: str, wording: str, key: str, but: str) -> None:
    """Everybody named in an open involvement with the child hears of it, but whoever did it."""
    episode = queries.episode(by=by, reference=reference)
    named = episode.child.involvements.filter(until_on=None, person__isnull=False)
    rows = named.select_related("person").order_by("pk")
    people = {one.person.pk: one.person for one in rows if one.person}
    may = permissions.who_may_open(people.values(), episode.child, episode.council_id)
    for person in people.values():
        if person.pk in may and str(person.pk) != but:
            accounts.give_notice(
                by=by, person=person, key=key, wording=wording, page="missing:episode",
                reference=reference,
            )  # fmt: skip
