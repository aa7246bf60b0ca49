"""Episodes within reach: who is still missing, one child's, a list; and what counts of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from cairn.agencies.queries import standard
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.children.models import Child
from cairn.children.queries import reason_not_to_write_of
from cairn.foundation import clock
from cairn.foundation.dates.written import unclear
from cairn.foundation.references import as_typed
from cairn.foundation.refusals import find, hold, refuse_if
from cairn.missing import permissions
from cairn.missing.choices import Ended
from cairn.missing.models import Episode, Saying
from cairn.missing.rules import episodes as rules
from cairn.missing.rules import seventy_two
from cairn.missing.settling import STANDING
from cairn.networks import queries as networks
from cairn.networks.models import Adult, Place

LATEST_FIRST = ("-from_at", "-id")
LONGEST_FIRST = ("from_at", "id")


@dataclass(frozen=True)
class Narrowing:
    """What a reader asked of the episodes. Empty: all within reach."""

    kind: str = ""
    grade: str = ""
    council: str = ""
    ended: str = ""
    began_from: date | None = None
    began_to: date | None = None


@dataclass(frozen=True)
class Told:
    """One saying with those it was found with, as far as the reader may know them."""

    saying: Saying
    children: list[Child] = field(default_factory=list)
    adults: list[Adult] = field(default_factory=list)
    place: Place | None = None
    counts: bool = False

    @property
    def unclear(self) -> str:
        """How a time was read that the clocks showed twice or never, in words; else empty."""
        written = self.saying.report.written if self.saying.report else {}
        return unclear(written[name]) if (name := f"{self.saying.what}_at") in written else ""


EVERYTHING = Narrowing()


@query(Permission.MISSING_VIEW)
def episodes(*, by: Any, asked: Narrowing = EVERYTHING) -> QuerySet[Episode]:
    """Episodes of children within reach, those that turned out to be mistakes included."""
    rows = Episode.objects.filter(permissions.reach(by)).select_related("child", "council")
    for name in ("kind", "grade", "ended"):
        if value := getattr(asked, name):
            rows = rows.filter(**{name: value})
    if asked.council:
        rows = rows.filter(council__code=asked.council)
    if asked.began_from:
        rows = rows.filter(from_at__gte=clock.instant_of(asked.began_from))
    if asked.began_to:
        rows = rows.filter(from_at__lt=clock.instant_of(asked.began_to + timedelta(days=1)))
    return rows


@query(Permission.MISSING_VIEW)
def still_missing(*, by: Any) -> QuerySet[Episode]:
    """Who is missing now."""
    return episodes(by=by).filter(until_at=None)


@query(Permission.MISSING_VIEW)
def episode(*, by: Any, reference: str) -> Episode:
    """One episode within reach, by the reference as people type it."""
    return find(episodes(by=by), reference=as_typed(reference))


@query(Permission.MISSING_RECORD)
def to_change(*, by: Any, reference: str) -> Episode:
    """One episode within standing reach, held until the action ends."""
    row = hold(episodes(by=by), may_be_named=True, reference=as_typed(reference))
    refuse_if(reason_not_to_write_of(by=by, child=row.child))
    return row


@query(Permission.MISSING_VIEW)
def of_child(*, by: Any, child: Child) -> QuerySet[Episode]:
    """A child's episodes, the latest first, without those that were mistakes."""
    rows = episodes(by=by).filter(child=child).exclude(ended=Ended.NOT_MISSING)
    return rows.order_by(*LATEST_FIRST)


@query(Permission.MISSING_VIEW)
def sayings(*, by: Any, episode: Episode) -> list[Told]:
    """Everything that was said of an episode, in the order it was said; companions within reach."""
    rows = list(
        Saying.objects.filter(episode=episode)
        .select_related("said_by__agency", "place", "report")
        .order_by("said_at", "id")
    )
    standing = [one for one in rows if not one.report or one.report.episode_id == episode.pk]
    last = {row.what: row.pk for row in standing}
    counting = rules.counting((row.what, row.at) for row in standing)
    within = Child.objects.filter(permissions.reach_of_children(by))
    met = Saying.with_children.through.objects.filter(saying__in=rows, child__in=within)
    children: dict[int, list[Child]] = {}
    for one in met.select_related("child"):
        children.setdefault(one.saying_id, []).append(one.child)
    known = known_of(by=by, sayings=rows)
    return [
        Told(
            row, children.get(row.pk, []), known.adults.get(row.pk, []),
            row.place if row.place_id in known.places else None,
            row.what in counting and last[row.what] == row.pk,
        )
        for row in rows
    ]  # fmt: skip


@dataclass(frozen=True)
class Company:
    """Which adults and places of some sayings a reader may know."""

    adults: dict[int, list[Adult]] = field(default_factory=dict)  # by the saying
    places: frozenset[int] = frozenset()


@query(Permission.MISSING_VIEW)
def known_of(*, by: Any, sayings: Iterable[Saying]) -> Company:
    """Adults and places within reach, of sayings found within reach. In two statements."""
    rows = list(sayings)
    met = Saying.with_adults.through.objects.filter(
        saying__in=rows, adult__in=networks.adults(by=by).order_by().values("pk")
    )
    adults: dict[int, list[Adult]] = {}
    for one in met.select_related("adult").order_by("adult__reference"):
        adults.setdefault(one.saying_id, []).append(one.adult)
    named = {one.place_id for one in rows if one.place_id}
    places = networks.places(by=by).filter(pk__in=named).values_list("pk", flat=True)
    return Company(adults, frozenset(places) if named else frozenset())


@query(Permission.MISSING_VIEW)
def times(*, by: Any, episodes: Iterable[Episode]) -> dict[int, dict[str, datetime]]:
    """Of each episode, by its number: when it was that the child was seen, reported, found, back."""
    found: dict[int, dict[str, datetime]] = {one.pk: {} for one in episodes}
    rows = Saying.objects.filter(STANDING, episode__in=list(found)).order_by(
        "episode", "said_at", "id"
    )
    said = rows.values_list("episode", "what", "at")
    for number, group in groupby(said, key=itemgetter(0)):
        found[number] = rules.counting((what, at) for _, what, at in group)
    return found


@query(Permission.MISSING_VIEW)
def interview_due(*, by: Any, episode: Episode) -> datetime | None:
    """Until when the return interview is to be held: none while the child is missing, or for an adult."""
    return interviews_due(by=by, episodes=[episode])[0]


@query(Permission.MISSING_VIEW)
def interviews_due(*, by: Any, episodes: Iterable[Episode]) -> list[datetime | None]:
    """The same of several, in their order."""
    paused = pauses(by=by)
    return [
        seventy_two.due_at(one.until_at, paused)
        if one.until_at and one.ended == Ended.RETURNED
        else None
        for one in episodes
    ]


@query(Permission.MISSING_VIEW)
def interviews_so_far(*, by: Any, episodes: Sequence[Episode]) -> dict[int, Any]:
    """How far the interviews of some episodes are, by the episode's number: `words` and
    `more`. A later chapter knows, which the settings name.
    """
    found: dict[int, Any] = import_string(settings.INTERVIEWS_SO_FAR)(by=by, episodes=episodes)
    return found


@query(Permission.MISSING_VIEW)
def pauses(*, by: Any) -> list[seventy_two.Pause]:
    """Times that the local standards do not count, each with its reason. Most places have none."""
    try:
        said = standard(by=by, key="interview-pauses")
    except LookupError:
        return []
    return [seventy_two.read_pause(one) for one in said]


@query(Permission.MISSING_VIEW)
def grown_up(*, by: Any) -> list[str]:
    """References of open episodes of young people who may be 18 by now; the action looks closely."""
    latest = clock.today() - timedelta(days=18 * 365)
    rows = still_missing(by=by).filter(child__born_on__lte=latest)
    return list(rows.order_by(*LONGEST_FIRST).values_list("reference", flat=True))
