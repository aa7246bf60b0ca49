"""When somebody works, and when they are away. Whom that concerns is told."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from cairn.accounts import actions as accounts
from cairn.accounts.models import User
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock
from cairn.foundation.refusals import Overtaken, hold, lock, refuse_if, refuse_used_key
from cairn.planner import permissions, queries
from cairn.planner.choices import Event
from cairn.planner.models import Away, Hours, Week
from cairn.planner.rules import hours as rules

OVERTAKEN = "Somebody changed this after you opened it. Nothing was changed."
OFF = "planner.off:"  # interviews wait for somebody else
YOURS = "planner.yours:"
Day = tuple[int, time, time, str]  # weekday, from, to, the code of the town or nothing


@action(Permission.INTERVIEWS_RECORD)
def say_week(
    *, by: Any, person: str, from_on: date, days: Sequence[Day], on_holidays: bool, said: int,
    key: uuid.UUID,
) -> Week:  # fmt: skip
    """Somebody's usual week from a day on. `said`: how often it was said when the form was opened."""
    row = queries.worker(by=by, reference=person)
    lock(row, may_be_named=True)
    if made := Week.objects.filter(key=key, person=row, said_by=by).first():
        return made
    refuse_used_key(Week.objects.all(), key)
    number = queries.times_said(by=by, person=row)
    if number != said:
        raise Overtaken(OVERTAKEN)
    times = [(begins, ends) for _, begins, ends, _ in days]
    refuse_if(
        rules.reason_not_to_say(from_on, today=clock.today(), has_said=number > 0, times=times)
    )
    made = Week.objects.create(
        person=row, from_on=from_on, on_holidays=on_holidays, said_at=clock.now(), said_by=by,
        key=key,
    )  # fmt: skip
    Hours.objects.bulk_create(
        Hours(
            week=made, weekday=weekday, begins=begins, ends=ends,
            base=queries.town(by=by, code=code) if code else None,
        )
        for weekday, begins, ends, code in days
    )  # fmt: skip
    trail.record(by=by, event=Event.WEEK_SAID, on=row, from_on=from_on, days=len(days))
    return made


@action(Permission.INTERVIEWS_RECORD)
def say_away(
    *, by: Any, person: str, kind: str, from_at: datetime, until_at: datetime | None, key: uuid.UUID
) -> Away:
    """Somebody is away. They hear of it, and so do those who plan, where it touches interviews."""
    row = queries.worker(by=by, reference=person)
    if made := Away.objects.filter(key=key, person=row, said_by=by).first():
        return made
    refuse_used_key(Away.objects.all(), key)
    refuse_if(rules.reason_not_to_be_away(from_at, until_at))
    made = Away.objects.create(
        person=row, kind=kind, from_at=from_at, until_at=until_at, said_at=clock.now(), said_by=by,
        key=key,
    )  # fmt: skip
    trail.record(by=by, event=Event.AWAY_SAID, on=made, person=row.reference)
    _tell(by, made)
    return made


@action(Permission.INTERVIEWS_RECORD)
def change_away(
    *, by: Any, reference: str, version: int, kind: str, from_at: datetime,
    until_at: datetime | None,
) -> Away:  # fmt: skip
    """Put time off right: somebody is back earlier, or stays away."""
    row = _held(by, reference)
    if (row.kind, row.from_at, row.until_at) == (kind, from_at, until_at) and not row.taken_back_at:
        return row
    _refuse_unless(row, version)
    refuse_if(rules.reason_not_to_be_away(from_at, until_at))
    row.kind, row.from_at, row.until_at = kind, from_at, until_at
    _keep(by, row, Event.AWAY_CHANGED)
    _tell(by, row)
    return row


@action(Permission.INTERVIEWS_RECORD)
def take_back_away(*, by: Any, reference: str, version: int) -> Away:
    """They are not away after all. That it was recorded stays to be read."""
    row = _held(by, reference)
    if row.taken_back_at:
        return row
    _refuse_unless(row, version)
    row.taken_back_at = clock.now()
    _keep(by, row, Event.AWAY_TAKEN_BACK)
    accounts.close_notices(by=by, about=row.reference, keys=(OFF, YOURS))
    return row


def _held(by: Any, reference: str) -> Away:
    found = queries.away(by=by, reference=reference)
    return hold(queries.aways(by=by, asked=queries.Asked(shown="all")), reference=found.reference)


def _refuse_unless(row: Away, version: int) -> None:
    if row.version != version or row.taken_back_at:
        raise Overtaken(OVERTAKEN)


def _keep(by: Any, row: Away, event: Event) -> None:
    row.version += 1
    row.save()
    trail.record(by=by, event=event, on=row, person=row.person.reference)


def _tell(by: Any, row: Away) -> None:
    """The person, where somebody else recorded it; those who plan, where interviews wait for somebody."""
    mark = f"{row.reference}:{row.version}"
    if row.person != by:
        _notice(by, row.person, f"{YOURS}{mark}", "Somebody recorded time off for you.", row)
    planners = User.objects.filter(
        roles__overlap=permissions.PLANNERS, agency=row.person.agency_id, ended_at=None
    )
    for one in planners.select_related("agency", "team").order_by("pk"):
        if one not in (by, row.person) and queries.to_hand_over(by=one, away=row):
            words = f"{row.person.name} is away. Somebody else is needed for their interviews."
            _notice(by, one, f"{OFF}{mark}", words, row)


def _notice(by: Any, person: User, key: str, words: str, row: Away) -> None:
    accounts.give_notice(
        by=by, person=person, key=key, wording=words, page="planner:away", reference=row.reference
    )
