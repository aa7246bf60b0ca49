"""What people may read of return home interviews: lists, one interview, and who could hold it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from cairn.accounts.models import User
from cairn.accounts.roles import GRANTS
from cairn.agencies.queries import exploitation_strands, standard, standing
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.children.models import Child
from cairn.children.queries import reason_not_to_write_of
from cairn.foundation import clock
from cairn.foundation.references import as_typed
from cairn.foundation.refusals import find, hold, refuse_if
from cairn.interviews import permissions
from cairn.interviews.models import Answered, Earlier, Interview, Passed, Share, Step
from cairn.interviews.rules import independence
from cairn.interviews.telling import (
    CLOSED,
    OPEN,
    RUNNING,
    SIGNED_OFF,
    TO_SIGN_OFF,
    TO_WRITE_UP,
    SoFar,
    answers_of,
    answers_to,
    so_far,
)
from cairn.missing.choices import Kind
from cairn.missing.models import Episode

DUE_FIRST = ("due_at", "id")
DUE_LAST = ("-due_at", "-id")
SHOWN: dict[str, Q] = {
    "": OPEN,
    "running": RUNNING,
    "to_write_up": TO_WRITE_UP,
    "to_sign_off": TO_SIGN_OFF,
    "signed_off": SIGNED_OFF,
    "closed": CLOSED,
    "all": Q(),
}


@dataclass(frozen=True)
class Narrowing:
    """What a reader asked of the interviews. Empty: those in which somebody has something to do."""

    shown: str = ""
    council: str = ""
    whose: str = ""

    @property
    def keys(self) -> tuple[str, str]:
        return DUE_LAST if self.shown in ("signed_off", "closed", "all") else DUE_FIRST


EVERY_ONE = Narrowing(shown="all")


@query(Permission.INTERVIEWS_VIEW)
def interviews(*, by: Any, asked: Narrowing = EVERY_ONE) -> QuerySet[Interview]:
    """Interviews with children within reach."""
    rows = Interview.objects.filter(permissions.reach(by)).filter(SHOWN.get(asked.shown, OPEN))
    if asked.council:
        rows = rows.filter(child__council__code=asked.council)
    if asked.whose == "mine":
        rows = rows.filter(interviewer=by.pk)
    elif asked.whose == "nobody":
        rows = rows.filter(interviewer=None)
    return rows.select_related(
        "child__council",
        "interviewer__agency",
        "joined_to",
        "held_by",
        "handed_in_by",
        "signed_off_by",
    )


@query(Permission.INTERVIEWS_VIEW)
def interview(*, by: Any, reference: str) -> Interview:
    """One interview within reach, by the reference as people type it."""
    return find(interviews(by=by), reference=as_typed(reference))


@query(Permission.INTERVIEWS_RECORD)
def interview_to_write(*, by: Any, reference: str) -> Interview:
    """The same for somebody who records interviews."""
    return interview(by=by, reference=reference)


@query(Permission.INTERVIEWS_VIEW)
def to_change(*, by: Any, reference: str) -> Interview:
    """One interview within standing reach, held until the action ends."""
    row = hold(interviews(by=by), may_be_named=True, reference=as_typed(reference))
    refuse_if(reason_not_to_write_of(by=by, child=row.child))
    return row


@query(Permission.INTERVIEWS_VIEW)
def of_child(*, by: Any, child: Child) -> QuerySet[Interview]:
    return interviews(by=by).filter(child=child).order_by(*DUE_LAST)


@query(Permission.INTERVIEWS_VIEW)
def of_episode(*, by: Any, episode: str) -> Interview:
    """The interview that answers an episode."""
    rows = interviews(by=by).filter(
        answered__episode__reference=as_typed(episode), answered__taken_out_at=None
    )
    return find(rows)


@query(Permission.INTERVIEWS_VIEW)
def of_episodes(*, by: Any, episodes: Sequence[Episode]) -> dict[int, Interview]:
    """The interviews that answer these episodes, by the episode's number. One may answer several."""
    rows = Answered.objects.filter(permissions.reach(by, via="interview__"), taken_out_at=None)
    rows = rows.filter(episode__in=episodes).select_related("interview")
    return {one.episode_id: one.interview for one in rows}


@query(Permission.MISSING_VIEW)
def so_far_of(*, by: Any, episodes: Sequence[Episode]) -> dict[int, SoFar]:
    """How the interviews of these episodes stand, by the episode's number, for whoever may know of the
    episodes: the police too are to see that a child was heard, and not what they said.
    """
    rows = Answered.objects.filter(permissions.reach(by, via="interview__"), taken_out_at=None)
    rows = rows.filter(episode__in=episodes).select_related("interview")
    return {one.episode_id: so_far(one.interview, now=clock.now()) for one in rows}


@query(Permission.INTERVIEWS_VIEW)
def episodes_of(*, by: Any, interview: Interview) -> list[Episode]:
    """The episodes that an interview answers, the first first."""
    return list(answers_to(interview))


@query(Permission.INTERVIEWS_VIEW)
def steps(*, by: Any, interview: Interview) -> list[Step]:
    """What happened in an interview found within reach, as it was recorded."""
    rows = Step.objects.filter(interview=interview).select_related("said_by__agency")
    return list(rows.order_by("said_at", "id"))


@query(Permission.INTERVIEWS_VIEW)
def shares(*, by: Any, interview: Interview) -> list[Share]:
    return list(Share.objects.filter(interview=interview).select_related("said_by"))


@query(Permission.INTERVIEWS_VIEW)
def passed(*, by: Any, interview: Interview) -> list[Passed]:
    """Which lines of the form went on, and where to."""
    rows = Passed.objects.filter(interview=interview).select_related("submission", "plan_version")
    return list(rows.order_by("at", "id"))


@query(Permission.INTERVIEWS_VIEW)
def earlier(*, by: Any, interview: Interview) -> list[Earlier]:
    """What stood in the form before somebody else went on there, as far as it stands there no more."""
    now = answers_of(interview)
    rows = list(Earlier.objects.filter(interview=interview).select_related("written_by"))
    for one in rows:
        one.said = {
            name: text for name, text in one.said.items()
            if text not in now.get(one.part, {}).get(name, "")
        }  # fmt: skip
    return sorted((one for one in rows if one.said), key=lambda one: (one.until_at, one.pk))


@query(Permission.INTERVIEWS_VIEW)
def could_join(*, by: Any, interview: Interview) -> list[Interview]:
    """Other interviews of the child that are still to be held."""
    rows = of_child(by=by, child=interview.child).filter(RUNNING).exclude(pk=interview.pk)
    return list(rows.order_by(*DUE_FIRST))


@query(Permission.INTERVIEWS_VIEW)
def could_hold(*, by: Any, interview: Interview) -> list[User]:
    """Who could hold it, by name: those who record interviews and reach the child."""
    return permissions.those_who_may_hold(_recorders(interview), interview.child)


@query(Permission.INTERVIEWS_ALLOCATE)
def shut_out(*, by: Any, interview: Interview, could: Sequence[User]) -> list[User]:
    """Of the asker's own agency, who else records interviews: the child's record is shut to them."""
    known = {one.pk for one in could}
    return [one for one in _recorders(interview).filter(agency=by.agency_id) if one.pk not in known]


def _recorders(interview: Interview) -> QuerySet[User]:
    """Who records interviews in the child's area, by name."""
    roles = [role for role, held in GRANTS.items() if Permission.INTERVIEWS_RECORD in held]
    rows = User.objects.filter(roles__overlap=roles, ended_at=None).select_related("agency", "team")
    return rows.filter(agency__councils=interview.child.council_id).order_by("name", "pk")


@query(Permission.INTERVIEWS_VIEW)
def concern(*, by: Any, interview: Interview, person: User, relation: str) -> str | None:
    """Why somebody is not independent of the child's care, or None."""
    return concerns(by=by, interview=interview, people=[person], relation=relation)[person.pk]


@query(Permission.INTERVIEWS_VIEW)
def concerns(
    *, by: Any, interview: Interview, people: Sequence[User], relation: str
) -> dict[int, str | None]:
    """The same of each of several people, by their number."""
    kinds: dict[int, set[str]] = {one.pk: set() for one in people}
    open_ones = interview.child.involvements.filter(until_on=None, person__in=list(kinds))
    for number, kind in open_ones.values_list("person", "kind"):
        kinds[number].add(kind)
    return {
        one.pk: independence.concern(relation, who=one.name, kinds=kinds[one.pk]) for one in people
    }


@query(Permission.INTERVIEWS_VIEW)
def offered_for(*, by: Any) -> list[str]:
    """After which kinds of episodes an interview is offered, by the local standard of today."""
    return standard(by=by, key="interview-offered-for")


@query(Permission.PUBLIC_VIEW)
def offered_since(*, by: Any) -> list[tuple[date, list[str]]]:
    """From which day on an interview was offered after which kinds of episodes, the latest first.

    Before the first standard it was after every one, as the guidance says.
    """
    found: list[tuple[date, list[str]]] = []
    on = clock.today()
    try:
        while True:
            row = standing(by=by, key="interview-offered-for", on=on)
            found.append((row.from_on, row.value))
            on = row.from_on - clock.ONE_DAY
    except LookupError:
        return [*found, (date.min, list(Kind.values))]


@query(Permission.INTERVIEWS_VIEW)
def strands(*, by: Any) -> dict[str, str]:
    """The kinds of exploitation that the form asks about: their names, by their code."""
    return {one.code: one.name for one in exploitation_strands(by=by)}


@query(Permission.INTERVIEWS_VIEW)
def warn_hours(*, by: Any) -> list[int]:
    """How many hours before the end somebody is warned, by the local standard of today."""
    return [int(one) for one in standard(by=by, key="interview-warn-hours")]


@query(Permission.INTERVIEWS_VIEW)
def running_out(*, by: Any, until: datetime) -> QuerySet[Interview]:
    """Interviews that are still to be held and whose time ends before that."""
    return interviews(by=by).filter(RUNNING, due_at__lte=until).order_by(*DUE_FIRST)


@query(Permission.INTERVIEWS_RECORD)
def to_do(*, by: Any) -> QuerySet[Interview]:
    """What somebody who holds interviews has to do: theirs, and those that nobody has taken."""
    rows = interviews(by=by).filter(RUNNING | TO_WRITE_UP)
    return rows.filter(Q(interviewer=by.pk) | Q(interviewer=None)).order_by(*DUE_FIRST)


@query(Permission.INTERVIEWS_SIGN_OFF)
def to_sign_off(*, by: Any) -> QuerySet[Interview]:
    """Handed in by somebody else."""
    rows = interviews(by=by).filter(TO_SIGN_OFF)
    return rows.exclude(handed_in_by=by.pk).exclude(held_by=by.pk).order_by(*DUE_FIRST)


@query(Permission.INTERVIEWS_VIEW)
def managers_of(*, by: Any, interview: Interview) -> list[User]:
    """Who says who goes, in the child's area: they hear where time runs out."""
    roles = [role for role, held in GRANTS.items() if Permission.INTERVIEWS_ALLOCATE in held]
    rows = User.objects.filter(roles__overlap=roles, ended_at=None).select_related("agency", "team")
    within = rows.filter(agency__councils=interview.child.council_id).order_by("pk")
    return permissions.those_who_may_hold(within, interview.child)


@query(Permission.INTERVIEWS_VIEW)
def pending(*, by: Any) -> list[str]:
    """References of interviews that may have to be warned about by now."""
    hours = warn_hours(by=by)
    rows = running_out(by=by, until=clock.now() + timedelta(hours=max(hours)))
    rows = rows.exclude(warned=min(hours))
    return list(rows.values_list("reference", flat=True)[:1000])
