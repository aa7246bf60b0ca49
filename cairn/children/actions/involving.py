"""Who is involved with a child, and why: what opens a record to the people who work with them."""

from datetime import date
from typing import Any

from cairn.accounts.actions import give_notice
from cairn.accounts.models import User
from cairn.agencies.models import Agency, Team
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children import queries, rules
from cairn.children.choices import Event, InvolvementKind
from cairn.children.models import Child, Involvement
from cairn.foundation import clock
from cairn.foundation.refusals import Refused, find, refuse_if

SOMEBODY_LEFT = "Somebody named in a restricted record has left. Decide who takes their place."
NOBODY_TOOK_OVER = (
    "Somebody who worked with a child has left, and their colleague cannot take their place."
    " Decide who does."
)
LEAD = InvolvementKind.LEAD_PRACTITIONER


@action(Permission.CHILDREN_RECORD)
def involve(
    *, by: Any, reference: str, kind: str, agency: Agency, why: str, person: User | None = None,
    team: Team | None = None, since_on: date | None = None,
) -> Involvement:  # fmt: skip
    """Record that an agency, a team or one person works with the child, and why.

    An involvement that is open already is returned as it is, so that a form sent twice counts once.
    """
    child = queries.child_to_change(by=by, reference=reference)
    since_on = since_on or clock.today()
    _refuse_to_involve(kind, agency, team, person, since_on)
    now_open = child.involvements.filter(until_on=None)
    same = now_open.filter(kind=kind, agency=agency, team=team, person=person).first()
    if same:
        return same
    if kind == LEAD:
        refuse_if(rules.reason_not_to_lead(has_lead=now_open.filter(kind=LEAD).exists()))
    refuse_if(_reason_not_both(child, kind, person))
    return _involve(
        by, child, kind=kind, agency=agency, team=team, person=person, why=why, since_on=since_on
    )


@action(Permission.CHILDREN_RECORD)
def end_involvement(
    *, by: Any, reference: str, involvement_id: int, until_on: date | None = None
) -> Involvement:
    """End one of the child's open involvements, today if no other day is said."""
    child = queries.child_to_change(by=by, reference=reference)
    involvement = find(child.involvements.filter(until_on=None), pk=involvement_id)
    until_on = until_on or clock.today()
    refuse_if(
        rules.reason_not_to_end(
            until_on=until_on, since_on=involvement.since_on, today=clock.today(),
            last_who_can_lift=_is_last_who_can_lift(child, involvement),
        )
    )  # fmt: skip
    _end(by, child, involvement, until_on)
    return involvement


@action(Permission.CHILDREN_RECORD)
def change_lead_practitioner(
    *, by: Any, reference: str, person: User, why: str, since_on: date | None = None
) -> Involvement:
    """Name the child's lead practitioner. There is one at a time: the one before ends that day."""
    child = queries.child_to_change(by=by, reference=reference)
    since_on = since_on or clock.today()
    agency = person.agency
    if agency is None:
        raise Refused("Name the person who is the lead practitioner.")
    _refuse_to_involve(LEAD, agency, None, person, since_on)
    before = child.involvements.filter(kind=LEAD, until_on=None).first()
    if before and before.person_id == person.pk:
        return before
    refuse_if(_reason_not_both(child, LEAD, person))
    if before:
        refuse_if(
            rules.reason_not_to_end(
                until_on=since_on, since_on=before.since_on, today=clock.today(),
                last_who_can_lift=_is_last_who_can_lift(child, before)
                and Permission.CHILDREN_RECORD not in person.permissions,
            )
        )  # fmt: skip
        _end(by, child, before, since_on)
    lead = _involve(
        by, child, kind=LEAD, agency=agency, team=None, person=person, why=why,
        since_on=since_on,
    )  # fmt: skip
    trail.record(by=by, event=Event.LEAD_CHANGED, on=child, person=person.pk)
    return lead


@action(Permission.CHILDREN_RECORD)
def hand_over_involvements(*, by: Any, leaving: User, to: User) -> int:
    """Give every open involvement that names one person to a colleague. Says how many.

    A restricted record is not handed on while somebody is named there who can decide: they are told
    instead, because an account's administrator cannot know from whom it was kept. Nor is one handed
    to a colleague who cannot have it: the child's intervention worker does not become the lead.
    Safe to run twice: the second time there is none left.
    """
    today = clock.today()
    moved = 0
    theirs = Involvement.objects.filter(person=leaving, until_on=None).select_for_update(
        of=("self",)
    )
    for mine in theirs.select_related("child").order_by("child", "id"):
        is_kept = mine.child.is_restricted and not _is_last_who_can_lift(mine.child, mine)
        _end(by, mine.child, mine, max(today, mine.since_on))
        if is_kept:
            _tell_keepers(by, mine, SOMEBODY_LEFT)
            continue
        if _reason_not_both(mine.child, mine.kind, to):
            _tell_keepers(by, mine, NOBODY_TOOK_OVER)
            continue
        already = mine.child.involvements.filter(person=to, kind=mine.kind, until_on=None)
        if not already.exists():
            _involve(
                by, mine.child, kind=mine.kind, agency=to.agency or mine.agency, team=None,
                person=to, why=mine.why, since_on=today,
            )  # fmt: skip
        moved += 1
    return moved


def _refuse_to_involve(
    kind: str, agency: Agency, team: Team | None, person: User | None, since_on: date
) -> None:
    refuse_if(
        rules.reason_not_to_involve(
            kind=kind, agency_id=agency.pk, teams_agency_id=team.agency_id if team else None,
            persons_agency_id=person.agency_id if person else None,
            can_view=person is None or Permission.CHILDREN_VIEW in person.permissions,
            since_on=since_on, today=clock.today(),
        )
    )  # fmt: skip


def _involve(by: Any, child: Child, **said: Any) -> Involvement:
    involvement = Involvement.objects.create(child=child, **said)
    trail.record(
        by=by, event=Event.INVOLVED, on=child, involvement=involvement.pk, kind=involvement.kind,
        agency=involvement.agency_id, team=involvement.team_id, person=involvement.person_id,
    )  # fmt: skip
    return involvement


def _end(by: Any, child: Child, involvement: Involvement, until_on: date) -> None:
    involvement.until_on = until_on
    involvement.save(update_fields=["until_on"])
    trail.record(
        by=by, event=Event.INVOLVEMENT_ENDED, on=child, involvement=involvement.pk,
        kind=involvement.kind, person=involvement.person_id,
    )  # fmt: skip


def _reason_not_both(child: Child, kind: str, person: User | None) -> str | None:
    if person is None:
        return None
    theirs = child.involvements.filter(person=person, until_on=None).values_list("kind", flat=True)
    return rules.reason_not_to_lead_and_work(kind=kind, has_kinds=set(theirs))


def _tell_keepers(by: Any, ended: Involvement, wording: str) -> None:
    for keeper in queries.owners(by=by, reference=ended.child.reference):
        give_notice(
            by=by, person=keeper, key=f"left-restricted-{ended.pk}", wording=wording,
            page="children:involvements", reference=ended.child.reference,
        )  # fmt: skip


def _is_last_who_can_lift(child: Child, leaving: Involvement) -> bool:
    """Whether a restricted record would be left with nobody who could lift the restriction."""
    if not child.is_restricted or leaving.person_id is None:
        return False
    others = child.involvements.filter(until_on=None).exclude(pk=leaving.pk)
    people = User.objects.filter(pk__in=others.order_by().values("person"), ended_at=None)
    return not any(Permission.CHILDREN_RECORD in person.permissions for person in people)
