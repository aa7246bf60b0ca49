"""The tracker's filters and orders as the database asks them. What is due, and by when, is said here
a second time, as one expression: rules.py says it first, and a test holds the two together.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache, reduce
from operator import and_
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    Case,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Greatest, TruncDate

from cairn.children.choices import InvolvementKind
from cairn.children.models import Involvement
from cairn.foundation import clock
from cairn.foundation.identifiers import normal_name
from cairn.foundation.references import as_typed
from cairn.pathways.choices import AgeBand, Due, Level, Only, Order, State
from cairn.pathways.models import LevelSet, Pathway, WorkerNeed
from cairn.pathways.rules import growing_up

LEAD, WORKER = InvolvementKind.LEAD_PRACTITIONER, InvolvementKind.INTERVENTION_WORKER
SOON = timedelta(days=7)
KEYS = {
    Order.NEWEST: ("-opened_at", "-id"),
    Order.LONGEST: ("opened_at", "id"),
    Order.DUE: ("due_on", "id"),
    Order.NAME: ("family_name", "given_name", "id"),
}
AGE_LAST = 17  # years: whoever is 17 turns 18 within a year


@dataclass(frozen=True)
class Asked:
    """What a reader asked of the tracker. Empty: every open pathway within reach, the newest first."""

    level: str = ""  # a State
    council: str = ""
    due: str = ""
    age: str = ""
    text: str = ""
    only: tuple[str, ...] = ()
    order: str = Order.NEWEST
    due_by: date | None = None  # for lists that are put together elsewhere; the page does not ask

    @property
    def keys(self) -> tuple[str, ...]:
        return KEYS[Order(self.order)]


EVERYTHING = Asked()


@dataclass(frozen=True)
class Clocks:
    """The local standards and the day, as far as what is due depends on them."""

    today: date
    working_days: int  # from the opening to the Level 1 meeting
    weeks: Mapping[str, int]  # from one review to the next, by level


def narrowed(rows: QuerySet[Any], asked: Asked, *, reader: int, clocks: Clocks) -> QuerySet[Any]:
    """Of rows that carry the facts of their state, those asked for, with what their order needs."""
    rows = _of_state(rows, asked.level)
    if asked.council:
        rows = rows.filter(council__code=asked.council)
    if asked.due or asked.due_by or asked.order == Order.DUE:
        rows = rows.annotate(due_on=due_on(clocks))
    if asked.due_by:
        rows = rows.filter(due_on__lte=asked.due_by)
    if asked.due == Due.OVERDUE:
        rows = rows.filter(due_on__lt=clocks.today)
    elif asked.due == Due.WEEK:
        rows = rows.filter(due_on__range=(clocks.today, clocks.today + SOON))
    if asked.age:
        rows = rows.filter(_of_age(asked.age, clocks.today))
    if asked.text.strip():
        rows = rows.filter(_named(asked.text))
    for one in asked.only:
        rows = rows.filter(_only(one, reader, clocks.today))
    if asked.order == Order.NAME:
        rows = rows.annotate(family_name=F("child__family_name"), given_name=F("child__given_name"))
    return rows


def _of_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    if state == State.MOVING:
        return rows.filter(is_moving=True)
    if state == State.TO_MEET:
        return rows.filter(latest__level=None)
    return rows.filter(latest__level=state) if state else rows


def _of_age(age: str, today: date) -> Q:
    if age == AgeBand.UNKNOWN:
        return Q(child__born_on=None)
    return Q(
        child__born_on__range=growing_up.born_between(growing_up.AGES[AgeBand(age)], today=today)
    )


def _named(text: str) -> Q:
    """By the reference of the pathway or the child, or by every word of a name, misspelled too."""
    typed, name = as_typed(text), normal_name(text)
    named = Q(reference=typed) | Q(child__reference=typed)
    if name:
        named |= Q(child__search_name__trigram_word_similar=name)
        named |= reduce(and_, (Q(child__search_name__contains=word) for word in name.split()))
    return named


def mine(reader: int) -> Q:
    """Pathways of children whose record names the reader now."""
    named = Involvement.objects.order_by().filter(until_on=None, person=reader)
    return Q(child__in=named.values("child"))


def _only(one: str, reader: int, today: date) -> Q:
    open_now = Involvement.objects.order_by().filter(until_on=None, person__isnull=False)
    of_child = open_now.filter(child=OuterRef("child"))
    if one == Only.MINE:
        return mine(reader)
    if one == Only.NO_LEAD:
        return ~Q(Exists(of_child.filter(kind=LEAD)))
    if one == Only.NEARLY_ADULT:
        ages = (AGE_LAST, AGE_LAST)
        return Q(child__born_on__range=growing_up.born_between(ages, today=today))
    said_at_low = standing_needs().filter(is_needed=True).values("pathway")
    needed = Q(latest__level__in=(Level.HIGH, Level.MEDIUM)) | Q(
        latest__level=Level.LOW, pk__in=said_at_low
    )
    return needed & ~Q(Exists(of_child.filter(kind=WORKER)))


def to_talk_about(
    rows: QuerySet[Any], *, clocks: Clocks, until: date, since: datetime | None, born_by: date,
    missing: Collection[int] = (),
) -> QuerySet[Any]:  # fmt: skip
    """Of rows that carry the facts of their state, all for which rules.reasons_for_agenda() may find
    a reason: due until a day, no level or a high one, moved since a moment, nearly adult, `missing`.
    """
    may = Q(latest__level=None) | Q(latest__level=Level.HIGH) | Q(child__born_on__lte=born_by)
    if since:
        may |= Q(latest__level_at__gt=since)
    if missing:
        may |= Q(child__in=missing)
    rows = rows.annotate(due_on=due_on(clocks))
    return rows.filter(may | Q(due_on__lte=until))


def at_work() -> QuerySet[Involvement]:
    """Who leads for a child or works with one directly now, by name; the longest first."""
    rows = Involvement.objects.filter(until_on=None, person__isnull=False, kind__in=(LEAD, WORKER))
    return rows.select_related("person", "agency").order_by("since_on", "id")


def standing_needs() -> QuerySet[WorkerNeed]:
    """What was last said at Low of a worker: nobody said otherwise since, and no level came between."""
    later = WorkerNeed.objects.filter(pathway=OuterRef("pathway"))
    said_since = later.filter(
        Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), id__gt=OuterRef("id"))
    )
    other = LevelSet.objects.filter(pathway=OuterRef("pathway"), at__gt=OuterRef("at"))
    moved_since = other.exclude(level=Level.LOW)
    return WorkerNeed.objects.filter(~Exists(said_since), ~Exists(moved_since))


def due_on(clocks: Clocks) -> Case:
    """The day on which the next thing is due: rules.due.review_due() or level_1_due()."""
    weeks = [When(latest__level=one, then=Value(7 * clocks.weeks[one])) for one in Level]
    last = Greatest("latest__level_at", "latest__reviewed_at")  # of what is there
    review = ExpressionWrapper(
        _day(last) + Case(*weeks, output_field=IntegerField()), output_field=DateField()
    )
    return Case(When(latest__level=None, then=_level_1_due(clocks)), default=review)


def _level_1_due(clocks: Clocks) -> Func:
    """So many working days after the opening, looked up in the list of all of them since the first."""
    opened = Pathway.objects.filter(closed_at=None).aggregate(first=Min("opened_at"))["first"]
    first = clock.local(opened).date() if opened else clocks.today
    last = clock.add_working_days(clocks.today, clocks.working_days)
    written = Value(_working_days(min(first, clocks.today), last))
    days = Cast(written, ArrayField(DateField()))
    # How many of them came up to the opening: the due one stands so many places further on.
    place = Func(_day("opened_at"), days, function="width_bucket", output_field=IntegerField())
    return Func(
        days, place + Value(clocks.working_days), template="((%(expressions)s])", arg_joiner=")[",
        output_field=DateField(),
    )  # fmt: skip


def _day(moment: Any) -> TruncDate:
    return TruncDate(moment, tzinfo=clock.LONDON)


@lru_cache(maxsize=4)
def _working_days(first: date, last: date) -> str:
    """As PostgreSQL writes them. There are hundreds, and the same until tomorrow."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return f"{{{','.join(one.isoformat() for one in days if clock.is_working_day(one))}}}"
