"""What repeats in the episodes within reach: who is often missing, with whom, where, and at which hour.

Whom a reader may not know is in none of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Max, Q, QuerySet

from cairn.agencies.queries import standard
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.children.choices import InvolvementKind
from cairn.children.models import Child
from cairn.children.queries import involvements
from cairn.foundation import clock
from cairn.missing import permissions
from cairn.missing.choices import Ended, What
from cairn.missing.models import Episode, Saying, StrategyDiscussion
from cairn.missing.queries.episodes import episodes, known_of, of_child
from cairn.missing.rules import patterns as rules
from cairn.missing.settling import STANDING
from cairn.networks import queries as networks

LIMITS = {30: "missing-often-in-30-days", 90: "missing-often-in-90-days"}
LOOKED_AT = timedelta(days=365)  # what is longer ago is no pattern of now
MOST_TOGETHER = 20


@dataclass(frozen=True)
class Together:
    """Another child who was missing with this one, as far as the times and places say."""

    episode: Episode
    other: Episode
    how: str


@dataclass(frozen=True)
class Wanted:
    """A child for whom a strategy discussion is asked for, and nobody has answered."""

    child: Child
    often: rules.Often


@dataclass
class _Said:
    """What the sayings of some episodes say of places and company."""

    places: dict[tuple[int, str], tuple[object, str] | None] = field(default_factory=dict)
    children: dict[int, set[int]] = field(default_factory=dict)
    adults: dict[int, set[int]] = field(default_factory=dict)


@query(Permission.MISSING_VIEW)
def limits(*, by: Any) -> Mapping[int, int]:
    """How many episodes in how many days ask for a strategy discussion, by the standards of today."""
    return {days: standard(by=by, key=key) for days, key in LIMITS.items()}


@query(Permission.MISSING_VIEW)
def discussions(*, by: Any) -> QuerySet[StrategyDiscussion]:
    """Answers about strategy discussions on children within reach, the latest first."""
    rows = StrategyDiscussion.objects.filter(permissions.reach(by))
    return rows.select_related("child", "by").order_by("-at", "-id")


@query(Permission.MISSING_VIEW)
def often(*, by: Any, child: Child) -> rules.Often | None:
    """Whether a strategy discussion is asked for about a child found within reach."""
    answered = discussions(by=by).filter(child=child).aggregate(at=Max("at"))["at"]
    begun = _counted(by).filter(child=child).values_list("from_at", flat=True)
    return rules.often(begun, limits(by=by), answered_at=answered, now=clock.now())


@query(Permission.MISSING_DECIDE)
def asked_of(*, by: Any, child: Child) -> rules.Often | None:
    """The same, for the page on which somebody answers."""
    return often(by=by, child=child)


@query(Permission.MISSING_VIEW)
def newly_often(*, by: Any, episode: Episode) -> rules.Often | None:
    """Whether it was this episode by which a discussion came to be asked for: the same whenever asked."""
    up_to = Q(opened_at__lt=episode.opened_at) | Q(opened_at=episode.opened_at, pk__lte=episode.pk)
    rows = _counted(by).filter(up_to, child=episode.child_id)
    begun = dict(rows.values_list("pk", "from_at"))
    answers = discussions(by=by).filter(child=episode.child_id, at__lte=episode.opened_at)
    said = {
        "answered_at": answers.aggregate(at=Max("at"))["at"], "now": episode.opened_at,
        "limits": limits(by=by),
    }  # fmt: skip
    found = rules.often(begun.values(), **said)
    begun.pop(episode.pk, None)
    return None if rules.often(begun.values(), **said) else found


@query(Permission.MISSING_DECIDE)
def discussions_wanted(*, by: Any) -> list[Wanted]:
    """Children within reach for whom a strategy discussion is asked for: longest ago first."""
    asked, now = limits(by=by), clock.now()
    begun = dict(
        _counted(by).filter(from_at__gte=now - 2 * rules.STANDS).order_by().values_list("child")
        .annotate(begun=ArrayAgg("from_at"))
        .filter(begun__len__gte=min(asked.values()))
    )  # fmt: skip
    answers = discussions(by=by).filter(child__in=begun).order_by()
    answered = dict(answers.values_list("child").annotate(Max("at")))
    found = {
        child: rules.often(times, asked, answered_at=answered.get(child), now=now)
        for child, times in begun.items()
    }
    children = Child.objects.in_bulk([child for child, one in found.items() if one])
    wanted = [Wanted(children[child], one) for child, one in found.items() if one]
    return sorted(wanted, key=lambda one: (one.often.last, one.child.pk))


@query(Permission.MISSING_VIEW)
def reported_since(*, by: Any, since: date) -> dict[int, date]:
    """Children within reach who were missing since a day: the day it last began, by their id."""
    rows = _counted(by).filter(from_at__gte=clock.instant_of(since)).order_by()
    latest = rows.values_list("child").annotate(Max("from_at"))
    return {child: clock.local(at).date() for child, at in latest}


@query(Permission.MISSING_VIEW)
def together(
    *, by: Any, child: Child, episode: Episode | None = None, known: Iterable[Episode] | None = None
) -> list[Together]:
    """Children within reach who were missing with this one of late; of one episode, if it is named."""
    mine = [episode] if episode else list(_lately(by, child) if known is None else known)
    if not mine:
        return []
    now, met = clock.now(), Q(pk__in=[])
    for one in mine:
        until = (one.until_at or now) + rules.NEAR
        met |= Q(from_at__lt=until) & (Q(until_at=None) | Q(until_at__gt=one.from_at - rules.NEAR))
    others = list(_counted(by).filter(met).exclude(child=child).order_by("-from_at", "-id"))
    if not others:
        return []
    spells = {one.number: one for one in _spells(by, [*mine, *others])}
    found = [
        Together(one, other, how)
        for one in mine
        for other in others
        if (how := rules.how_together(spells[one.pk], spells[other.pk], now=now))
    ]
    return found[:MOST_TOGETHER]


@query(Permission.MISSING_VIEW)
def habits(*, by: Any, child: Child, known: Iterable[Episode] | None = None) -> list[str]:
    """What repeats in a child's episodes of late, each in a sentence."""
    spells = _spells(by, list(_lately(by, child) if known is None else known))
    met = {adult for one in spells for adult in one.with_adults}
    adults = {one.pk: one.name for one in networks.adults(by=by).filter(pk__in=met)} if met else {}
    return rules.habits(spells, adults)


@query(Permission.MISSING_VIEW)
def support_began(*, by: Any, child: Child) -> date | None:
    """Since when an intervention worker works with the child, or first did."""
    rows = involvements(by=by, child=child)
    days = [one.since_on for one in rows if one.kind == InvolvementKind.INTERVENTION_WORKER]
    return min(days, default=None)


@query(Permission.MISSING_VIEW)
def days_begun(*, by: Any, child: Child) -> list[date]:
    """The day of each episode of a child found within reach, the earliest first."""
    rows = of_child(by=by, child=child).order_by("from_at", "id")
    return [clock.local(at).date() for at in rows.values_list("from_at", flat=True)]


@query(Permission.MISSING_VIEW)
def lately(*, by: Any, child: Child) -> list[Episode]:
    """A child's episodes of the last year, for what repeats in them."""
    return list(_lately(by, child))


def _lately(by: Any, child: Child) -> QuerySet[Episode]:
    return of_child(by=by, child=child).filter(from_at__gte=clock.now() - LOOKED_AT)


def _counted(by: Any) -> QuerySet[Episode]:
    """Episodes within reach, without those that turned out to be mistakes."""
    return episodes(by=by).exclude(ended=Ended.NOT_MISSING)


def _spells(by: Any, rows: list[Episode]) -> list[rules.Spell]:
    said = _what_was_said(by, rows)
    return [
        rules.Spell(
            row.pk, row.child_id, row.from_at, row.until_at,
            seen=said.places.get((row.pk, What.LAST_SEEN)),
            found=said.places.get((row.pk, What.FOUND)) or said.places.get((row.pk, What.RETURNED)),
            with_children=frozenset(said.children.get(row.pk, ())),
            with_adults=frozenset(said.adults.get(row.pk, ())),
        )
        for row in rows
    ]  # fmt: skip


def _what_was_said(by: Any, rows: list[Episode]) -> _Said:
    """In four statements, however many episodes. Of several sayings the latest counts. Adults and places
    that the reader may not know are left out.
    """
    found = _Said()
    told = Saying.objects.filter(STANDING, episode__in=rows).select_related("place")
    of = {one.pk: one for one in told.order_by("said_at", "id")}
    known = known_of(by=by, sayings=of.values())
    for one in of.values():
        place = one.place if one.place_id in known.places else None
        name = place.name if place else one.where
        found.places[one.episode_id, one.what] = rules.place_of(place.pk if place else None, name)
        met = {adult.pk for adult in known.adults.get(one.pk, ())}
        found.adults.setdefault(one.episode_id, set()).update(met)
    link = Saying.with_children.through.objects.filter(saying__in=list(of))
    for saying, child in link.values_list("saying", "child"):
        found.children.setdefault(of[saying].episode_id, set()).add(child)
    return found
