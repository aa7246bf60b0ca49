"""A return of one council for one year, from episodes within reach; and when children were looked after."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet

from cairn.agencies.models import Council
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.children.models import Child
from cairn.foundation import clock
from cairn.foundation.references import as_typed
from cairn.foundation.refusals import OutOfReach, find, hold
from cairn.interviews import queries as interviews
from cairn.interviews.models import Interview
from cairn.missing import queries as missing
from cairn.missing.choices import Ended
from cairn.missing.models import Episode
from cairn.returns import permissions
from cairn.returns.models import CarePeriod
from cairn.returns.rules import national as rules
from cairn.returns.rules.heard import Heard, Offer, Since, heard, is_offered_after
from cairn.returns.rules.national import Care, Fault, Missed, Row903, Year

YEARS_BACK = 6


@dataclass
class Return:
    """All of one council's year: the rows of both files, and the records they lack."""

    council: Council
    year: Year
    rows_903: list[Row903] = field(default_factory=list)
    faults_903: list[Fault] = field(default_factory=list)
    rows_ssd: list[Missed] = field(default_factory=list)
    faults_ssd: list[Fault] = field(default_factory=list)

    @property
    def faults(self) -> list[Fault]:
        """Each once, those of both files first said."""
        return list(dict.fromkeys([*self.faults_903, *self.faults_ssd]))

    @property
    def lacking(self) -> int:
        """How many records it is that have something wrong with them."""
        return len({one.episode for one in self.faults})


@query(Permission.RETURNS_MAKE)
def years(*, by: Any) -> list[Year]:
    """The collection year of today and those before it."""
    latest = rules.year_of(clock.today())
    return [Year(latest.first - back) for back in range(YEARS_BACK)]


@query(Permission.RETURNS_MAKE)
def made(*, by: Any, council: str, year: int) -> Return:
    """The return of a council of the person's, for the year that begins in `year`."""
    area = next((one for one in by.councils if one.code == council), None)
    wanted = next((one for one in years(by=by) if one.first == year), None)
    if area is None or wanted is None:
        raise OutOfReach
    found = Return(area, wanted)
    rows = _episodes(by, area, wanted)
    care = _care_of(by, {one.child_id for one in rows})
    told = heard_after(by=by, episodes=rows)
    for _, group in groupby(rows, key=lambda one: one.child_id):
        episodes = list(group)
        missed = [_missed(one, told[one.pk]) for one in episodes]
        lines, faults = rules.ssda903(missed, care.get(episodes[0].child_id, []), wanted)
        found.rows_903 += lines
        found.faults_903 += faults
        kept, faults = rules.ssd(missed, wanted)
        found.rows_ssd += kept
        found.faults_ssd += faults
    return found


@query(Permission.RETURNS_MAKE)
def heard_after(*, by: Any, episodes: Sequence[Episode]) -> dict[int, Heard]:
    """Of each episode, by its number: whether a return interview was offered and accepted."""
    offers = interviews.of_episodes(by=by, episodes=episodes)
    since = interviews.offered_since(by=by)
    return {one.pk: _heard(one, offers.get(one.pk), since) for one in episodes}


def _heard(one: Episode, interview: Interview | None, since: Since) -> Heard:
    is_back = one.until_at is not None and one.ended == Ended.RETURNED
    is_due, offer = False, None
    if is_back and one.until_at:
        is_due = is_offered_after(one.kind, clock.local(one.until_at).date(), since)
    if interview:
        offer = Offer(
            interview.offered_at, interview.answer, interview.held_at is not None, interview.due_at
        )
    return heard(is_back=is_back, is_due=is_due, offer=offer, now=clock.now())


@query(Permission.RETURNS_MAKE)
def care(*, by: Any) -> QuerySet[CarePeriod]:
    """Times in care of children within reach."""
    return CarePeriod.objects.filter(permissions.reach(by)).select_related("child", "recorded_by")


@query(Permission.RETURNS_MAKE)
def care_of(*, by: Any, child: Child) -> QuerySet[CarePeriod]:
    return care(by=by).filter(child=child)


@query(Permission.RETURNS_MAKE)
def care_period(*, by: Any, reference: str) -> CarePeriod:
    return find(care(by=by), reference=as_typed(reference))


@query(Permission.RETURNS_MAKE)
def care_to_change(*, by: Any, reference: str) -> CarePeriod:
    """One, held until the action ends."""
    return hold(care(by=by), may_be_named=True, reference=as_typed(reference))


def _episodes(by: Any, council: Council, year: Year) -> list[Any]:
    """Of the council's children, what lies in the year, child by child. Mistakes count nowhere."""
    until = clock.instant_of(year.until_on + timedelta(days=1))
    rows = missing.episodes(by=by).filter(child__council=council, from_at__lt=until)
    rows = rows.filter(Q(until_at=None) | Q(until_at__gte=clock.instant_of(year.from_on)))
    return list(rows.exclude(ended=Ended.NOT_MISSING).order_by("child__reference", "from_at", "id"))


def _care_of(by: Any, children: set[int]) -> dict[int, list[Care]]:
    found: dict[int, list[Care]] = {}
    for one in care(by=by).filter(child__in=children).order_by("from_on", "id"):
        found.setdefault(one.child_id, []).append(Care(one.from_on, one.until_on))
    return found


def _missed(one: Any, told: Heard) -> Missed:
    return Missed(
        one.reference, one.child.reference, one.kind, one.from_at, one.until_at, one.child.born_on,
        told,
    )  # fmt: skip
