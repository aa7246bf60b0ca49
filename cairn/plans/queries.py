"""Plans within reach: what each says now, its versions, two side by side, and what others ask of them.

`child` is a reference. Of a child out of reach there is nothing, as of one without a plan; the pages
ask for the child first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from cairn.agencies import queries as agencies
from cairn.agencies.models import ContactPoint
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.children.models import Child
from cairn.foundation.references import as_typed
from cairn.foundation.refusals import OutOfReach, find
from cairn.plans import permissions, rules
from cairn.plans.choices import Answer, Kind
from cairn.plans.models import Plan, PlanVersion

NATIONAL = ("emergency", "police-non-emergency")
NO_VERSION = 0  # what somebody saw who began the plan


@dataclass(frozen=True)
class Comparison:
    then: PlanVersion
    now: PlanVersion
    differing: list[rules.Difference]
    same: list[rules.Difference]


@query(Permission.PLANS_VIEW)
def plans(*, by: Any) -> QuerySet[Plan]:
    """Every plan within reach."""
    return Plan.objects.filter(permissions.reach(by)).select_related("child")


@query(Permission.PLANS_VIEW)
def versions(*, by: Any, child: str, kind: str) -> QuerySet[PlanVersion]:
    """Every version of a child's plan of one kind, the latest first."""
    return _versions(by, child).filter(plan__kind=kind).order_by("-number")


@query(Permission.PLANS_VIEW)
def version(*, by: Any, child: str, kind: str, number: int) -> PlanVersion:
    """One version within reach."""
    return find(versions(by=by, child=child, kind=kind), number=number)


@query(Permission.PLANS_VIEW)
def current(*, by: Any, child: str, kind: str) -> PlanVersion | None:
    """What a child's plan says now; None while nobody has written one."""
    return versions(by=by, child=child, kind=kind).filter(number=F("plan__version")).first()


@query(Permission.PLANS_VIEW)
def adult_service(*, by: Any, child: str) -> str:
    """The adult service that the transition plan names, or "" where none is, or it refused."""
    now = current(by=by, child=child, kind=Kind.TRANSITION)
    if not now or now.content.get("service_answer") == Answer.REFUSED:
        return ""
    return now.content.get("service", "")


@query(Permission.PLANS_VIEW)
def with_adult_service(*, by: Any, children: Iterable[int]) -> set[int]:
    """Of these children, by id, those whose transition plan names an adult service that takes part."""
    rows = PlanVersion.objects.filter(
        permissions.reach(by, via="plan__"), plan__kind=Kind.TRANSITION, plan__child__in=children,
        number=F("plan__version"),
    ).exclude(content__service_answer=Answer.REFUSED)  # fmt: skip
    named = rows.filter(content__has_key="service").values_list("plan__child", flat=True)
    return set(named)


@query(Permission.PLANS_VIEW)
def with_safety_plan(*, by: Any, children: Iterable[int]) -> set[int]:
    """Of these children, by id, those whose safety plan somebody has written."""
    rows = plans(by=by).filter(kind=Kind.SAFETY, child__in=children)
    return set(rows.order_by().values_list("child", flat=True))


@query(Permission.PLANS_VIEW)
def versions_in_time(*, by: Any, child: str) -> list[PlanVersion]:
    """Every version of every plan of a child, the earliest first, for a line of time.

    Each has `at`, `number`, `kind` and `by`.
    """
    return list(_versions(by, child).defer("content").order_by("at", "id"))


def _versions(by: Any, child: str) -> QuerySet[PlanVersion]:
    rows = PlanVersion.objects.filter(permissions.reach(by, via="plan__"))
    return rows.filter(plan__child__reference=as_typed(child)).select_related("plan", "by")


@query(Permission.PLANS_VIEW)
def comparison(*, by: Any, child: str, kind: str, then: int = 0, now: int = 0) -> Comparison:
    """Two versions side by side, the earlier first; unless said, the last two."""
    rows = {one.number: one for one in versions(by=by, child=child, kind=kind)}
    if len(rows) < 2:
        raise OutOfReach
    now = now or max(rows)
    then = then or max(now - 1, 1)
    if {then, now} - set(rows):
        raise OutOfReach
    earlier, later = rows[min(then, now)], rows[max(then, now)]
    differing, same = rules.compared(kind, earlier.content, later.content)
    return Comparison(earlier, later, differing, same)


@query(Permission.PLANS_VIEW)
def merged(
    *, by: Any, child: str, kind: str, version: int, content: rules.Content
) -> tuple[PlanVersion, rules.Merged]:
    """What is there now, and what somebody wrote upon an earlier `version` put together with it."""
    rows = {one.number: one for one in versions(by=by, child=child, kind=kind)}
    if not rows:
        raise OutOfReach
    now = rows[max(rows)]
    seen = rows[version].content if version in rows else {}
    mine = rules.cleaned(kind, content)
    return now, rules.merged(kind, seen=seen, mine=mine, theirs=now.content)


@query(Permission.PLANS_VIEW)
def whom_to_call(*, by: Any, child: Child) -> list[ContactPoint]:
    """Numbers for a copy: 999, 101, and the Hub of the child's area, where they are known."""
    wanted = (*NATIONAL, f"hub-{child.council.code}")
    return [one for one in agencies.contact_points(by=by) if one.code in wanted and one.phone]
