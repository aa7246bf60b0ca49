"""Reports within reach: those that wait for somebody, one, and who was asked of each."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.agencies.queries import standard
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.children.models import Child
from cairn.children.queries import likely_same
from cairn.foundation import clock
from cairn.foundation.references import as_typed
from cairn.foundation.refusals import find, hold
from cairn.missing import permissions, rules
from cairn.missing.models import Call, Episode, Report

MOST_SHOWN = 3  # at one time at the top of a page, which is to be used for something else too
OLDEST_FIRST = ("received_at", "id")


@query(Permission.MISSING_VIEW)
def reports(*, by: Any) -> QuerySet[Report]:
    """Reports about children within reach, and of nobody yet in the areas where one receives them."""
    return Report.objects.filter(permissions.reach_of_reports(by)).select_related(
        "child", "council", "episode", "received_by__agency", "acknowledged_by__agency"
    )


@query(Permission.MISSING_VIEW)
def report(*, by: Any, reference: str) -> Report:
    return find(reports(by=by), reference=as_typed(reference))


@query(Permission.MISSING_VIEW)
def held(*, by: Any, reference: str) -> Report:
    """One report within reach, held until the action ends."""
    return hold(reports(by=by), may_be_named=True, reference=as_typed(reference))


@query(Permission.MISSING_VIEW)
def waiting(*, by: Any) -> QuerySet[Report]:
    """Reports that nobody has taken on, or that ask something; those set aside wait no longer."""
    unclear = Q(acknowledged_at=None) | Q(episode=None) | ~Q(asks="")
    return reports(by=by).filter(unclear, set_aside_at=None)


@query(Permission.MISSING_VIEW)
def unacknowledged(*, by: Any) -> QuerySet[Report]:
    """Reports that nobody has taken on."""
    return reports(by=by).filter(acknowledged_at=None, set_aside_at=None)


@query(Permission.MISSING_VIEW)
def of_episode(*, by: Any, episode: Episode) -> QuerySet[Report]:
    """The reports of an episode found within reach, as they came."""
    return reports(by=by).filter(episode=episode).order_by(*OLDEST_FIRST)


@query(Permission.MISSING_VIEW)
def worries(*, by: Any, episodes: Iterable[Episode]) -> list[Report]:
    """The reports of some episodes that say what worries whoever reported most."""
    rows = reports(by=by).filter(episode__in=list(episodes), said__has_key="worries")
    return list(rows.order_by(*OLDEST_FIRST))


@query(Permission.MISSING_VIEW)
def calls(*, by: Any, episode: Episode) -> QuerySet[Call]:
    """Who was asked to take on the reports of an episode, in that order."""
    rows = Call.objects.filter(report__episode=episode).select_related("person__agency", "report")
    return rows.order_by("asked_at", "id")


@query(Permission.MISSING_VIEW)
def my_calls(*, by: Any) -> QuerySet[Call]:
    """What this person is asked to take on and nobody has taken on yet: first who is still missing, and
    of them what was asked last.
    """
    within = reports(by=by).filter(acknowledged_at=None, set_aside_at=None)
    rows = Call.objects.filter(person=by.pk, report__in=within.values("pk"))
    over = Q(report__episode__until_at__isnull=False, report__asks="")
    rows = rows.annotate(is_over=ExpressionWrapper(over, output_field=BooleanField()))
    return rows.select_related("report__child").order_by("is_over", "-asked_at", "-id")


@query(Permission.MISSING_VIEW)
def is_called(*, by: Any) -> bool:
    """Whether this person was asked about any report that waits, within reach or not: every page asks,
    so that the whole question is put only where there may be something to show.
    """
    waits = {"report__acknowledged_at": None, "report__set_aside_at": None}
    return Call.objects.filter(person=by.pk, **waits).exists()


@query(Permission.MISSING_VIEW)
def waits(*, by: Any) -> rules.calling.Waits:
    """How long one person has before the next is asked, by the local standards of today."""
    return rules.calling.Waits(
        high=timedelta(minutes=standard(by=by, key="missing-acknowledge-high-minutes")),
        other=timedelta(minutes=standard(by=by, key="missing-acknowledge-minutes")),
    )


@query(Permission.MISSING_VIEW)
def ladder(*, by: Any, report: Report) -> list[int]:
    """The people who may be asked to take on a report, in order: those who may open it."""
    roles = standard(by=by, key="missing-ladder")
    rows = list(
        User.objects.filter(roles__overlap=roles, ended_at=None).select_related("team", "agency")
    )
    may = permissions.who_may_open(rows, report.child, report.council_id)
    theirs = set(
        report.child.involvements.filter(until_on=None, person__isnull=False).values_list(
            "person", flat=True
        )
        if report.child
        else ()
    )
    return rules.calling.in_order(
        [
            rules.calling.Rung(
                person=one.pk,
                place=min(roles.index(role) for role in one.roles if role in roles),
                is_theirs=one.pk in theirs,
                is_of_this_area=bool(one.team and one.team.council_id == report.council_id),
            )
            for one in rows
            if one.pk in may
        ]
    )


@query(Permission.MISSING_VIEW)
def due_for_a_call(*, by: Any) -> list[str]:
    """References of all reports whose next person is to be asked by now. Of some there may be nobody to
    ask: they stay due, and must not keep any other from its turn.
    """
    rows = unacknowledged(by=by).exclude(calls__until_at__gt=clock.now())
    return list(rows.order_by(*OLDEST_FIRST).values_list("reference", flat=True))


@query(Permission.MISSING_VIEW)
def calls_of(*, by: Any, report: Report) -> QuerySet[Call]:
    """Who was asked to take on a report found within reach, in that order."""
    return report.calls.select_related("person__agency").order_by("step")


@query(Permission.MISSING_REPORT)
def own_report(*, by: Any, reference: str) -> Report:
    """What somebody reported themselves."""
    return find(own_reports(by=by), reference=as_typed(reference))


@query(Permission.MISSING_REPORT)
def own_reports(*, by: Any) -> QuerySet[Report]:
    return Report.objects.filter(received_by=by.pk)


@query(Permission.MISSING_REPORT)
def asked_of_reports(*, by: Any) -> list[Role]:
    """Whom a report is put before, one after the other, by the local standard of today."""
    return [Role(one) for one in standard(by=by, key="missing-ladder")]


@query(Permission.MISSING_RECEIVE)
def likely(*, by: Any, report: Report) -> list[Child]:
    """Children within reach who may be the child of a report, the likeliest first."""
    return likely_same(
        by=by, given_name=report.given_name, family_name=report.family_name,
        born_on=report.born_on,
    )  # fmt: skip
