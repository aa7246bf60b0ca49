"""Whom to tell of an item that nobody has picked up, and of which items."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    Count,
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Greatest

from cairn.accounts.models import User
from cairn.accounts.roles import GRANTS, Role
from cairn.agencies import queries as agencies
from cairn.agencies.models import Council
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.submissions import queries as submissions
from cairn.submissions.choices import MessageKind
from cairn.submissions.models import Message, Submission
from cairn.triage import rules
from cairn.triage.models import Escalation, Pickup, Reopening

MOST_AT_ONCE = 500  # the job comes again in five minutes
DESK_ROLES = sorted(role for role, held in GRANTS.items() if Permission.SUBMISSIONS_TRIAGE in held)


# Conditions and columns of submissions, for queries that start from a person's reach.
_OF_THIS = {"submission": OuterRef("pk")}
WITH_NOBODY = ~Exists(Pickup.objects.filter(**_OF_THIS, until_at=None))
# Since when an item waits for somebody: sent, put back, answered or reopened, the last of these.
FREE_SINCE = Greatest(
    F("sent_at"),
    Subquery(
        Pickup.objects.filter(**_OF_THIS, until_at__isnull=False)
        .order_by("-until_at")
        .values("until_at")[:1]
    ),
    Subquery(
        Message.objects.filter(**_OF_THIS, kind=MessageKind.ANSWER).order_by("-at").values("at")[:1]
    ),
    Subquery(Reopening.objects.filter(**_OF_THIS).order_by("-at").values("at")[:1]),
)


@query(Permission.SUBMISSIONS_TRIAGE)
def standards(*, by: Any) -> rules.Standards:
    """The local standards of today."""

    def minutes(key: str) -> timedelta:
        return timedelta(minutes=agencies.standard(by=by, key=key))

    return rules.Standards(
        urgent=minutes("desk-urgent-acknowledge-minutes"),
        acknowledge=minutes("desk-acknowledge-office-minutes"),
        again=minutes("desk-escalation-office-minutes"),
        hours=agencies.office_hours(by=by, code="desk"),
    )


@query(Permission.SUBMISSIONS_TRIAGE)
def desk(*, by: Any, council: Council | None) -> QuerySet[User]:
    """The people who work at the desk for an area; where none is known, all of them."""
    return _people(DESK_ROLES, council).order_by("name", "pk")


@query(Permission.SUBMISSIONS_TRIAGE)
def waiting_too_long(*, by: Any, now: datetime) -> list[str]:
    """References of items that may be due for telling somebody; the action looks closely."""
    today = standards(by=by)
    waiting = submissions.for_triage(by=by).filter(
        WITH_NOBODY, finished_at=None, waiting_since=None
    )
    people = _people(_rungs(by), None).count()
    urgent = _due(
        waiting.filter(rank__in=rules.CANNOT_WAIT), today.urgent, today.urgent, now, people
    )
    if not today.hours.is_open(now):
        return urgent
    others = waiting.exclude(rank__in=rules.CANNOT_WAIT)
    return urgent + _due(others, today.acknowledge, today.again, now, people)


@query(Permission.SUBMISSIONS_TRIAGE)
def to_tell(*, by: Any, submission: Submission, now: datetime) -> list[tuple[rules.Candidate, str]]:
    """Who should be told of this item now, each with the standard that was missed."""
    today = standards(by=by)
    since = submission.free_since  # type: ignore[attr-defined]  # annotated by its action
    told = list(
        Escalation.objects.filter(submission=submission, at__gte=since).values_list(
            "person_id", flat=True
        )
    )
    row = _ladder(by, submission.council)
    rank = submission.rank
    due = rules.steps_due(rank=rank, free_since=since, now=now, most=len(row), standards=today)
    return [
        (person, rules.standard_words(rank=rank, step=len(told) + number, standards=today))
        for number, person in enumerate(rules.next_to_tell(row, told=told, due=due), 1)
    ]


@query(Permission.SUBMISSIONS_TRIAGE)
def areas_where_nobody_is_told(*, by: Any) -> list[str]:
    """The council areas, by name, for which the ladder has nobody."""
    ladder = _rungs(by)
    return [area.name for area in agencies.councils(by=by) if not _people(ladder, area).exists()]


def _due(
    waiting: QuerySet[Submission], first: timedelta, again: timedelta, now: datetime, people: int
) -> list[str]:
    """Those whose next person may be due. Desk hours pass no faster than the clock, so that an
    item not due by the clock is not due by desk hours either.
    """
    since = Escalation.objects.filter(submission=OuterRef("pk"), at__gte=OuterRef("free_since"))
    told = since.order_by().values("submission").annotate(number=Count("pk")).values("number")
    lain = ExpressionWrapper(
        Value(first) + F("already_told") * Value(again, output_field=DurationField()),
        output_field=DurationField(),
    )
    due = (
        waiting.annotate(free_since=FREE_SINCE)
        .annotate(already_told=Coalesce(Subquery(told), 0), lain=lain)
        .filter(
            already_told__lt=people,
            free_since__lte=ExpressionWrapper(Value(now) - F("lain"), output_field=DateTimeField()),
        )
        .order_by("rank", "sent_at", "id")
    )
    return list(due.values_list("reference", flat=True)[:MOST_AT_ONCE])


def _ladder(by: Any, council: Council | None) -> list[rules.Candidate]:
    """Everybody who may be told of something in this area, in order."""
    ladder = _rungs(by)
    in_hand = (
        Pickup.objects.filter(person=OuterRef("pk"), until_at=None)
        .order_by()
        .values("person")
        .annotate(number=Count("pk"))
        .values("number")
    )
    people = (
        _people(ladder, council)
        .annotate(in_hand=Coalesce(Subquery(in_hand), 0))
        .select_related("team")
    )
    return rules.in_order(
        (
            rules.Candidate(
                pk=one.pk,
                roles=tuple(one.roles),
                is_of_this_area=bool(council and one.team and one.team.council_id == council.pk),
                in_hand=one.in_hand,
            )
            for one in people
        ),
        ladder=ladder,
    )


def _rungs(by: Any) -> tuple[Role, ...]:
    """The ladder of the local standard, or the usual one where the profile has none."""
    try:
        return rules.ladder_of(agencies.standard(by=by, key="desk-escalation-ladder"))
    except LookupError:
        return rules.LADDER


def _people(roles: Any, council: Council | None) -> QuerySet[User]:
    """People with one of these roles whose work covers the area. The system is not a person."""
    people = User.objects.filter(roles__overlap=list(roles), ended_at=None).exclude(
        roles__contains=[Role.SYSTEM]
    )
    if council is None:
        return people
    county_wide = Q(team=None) | Q(team__council=None)
    covers = Q(team__council=council) | (county_wide & Q(agency__councils=council))
    return people.filter(pk__in=people.filter(covers).values("pk"))
