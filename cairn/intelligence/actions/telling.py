"""Telling a child's lead practitioner that a strand names the child, or the desk that one cannot."""

from typing import Any

from cairn.accounts.actions import give_notice
from cairn.accounts.models import User
from cairn.accounts.roles import GRANTS, Role
from cairn.agencies.models import Council
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children.choices import InvolvementKind
from cairn.children.models import Child, Involvement
from cairn.foundation.refusals import find
from cairn.intelligence import permissions, rules
from cairn.intelligence.choices import Event
from cairn.intelligence.models import Strand

DESK_ROLES = [role for role in Role if Permission.INTELLIGENCE_GRADE in GRANTS[role]]


@action(Permission.INTELLIGENCE_GRADE)
def tell_lead_practitioner(*, by: Any, strand: str, child: str) -> None:
    """Run by Cairn itself, after a strand has named a child. Safe to run twice.

    The lead practitioner hears of it only if they may read it. Otherwise people at the desk hear
    that they have not, and decide; it is never dropped.
    """
    row = find(Strand.objects.select_related("council", "made_by"), reference=strand)
    about = find(Child.objects.all(), reference=child)
    lead = _lead_practitioner(about)
    reason = rules.reason_not_to_tell_lead(
        is_recorded=lead is not None,
        has_left=lead is not None and not lead.is_active,
        may_read=lead is not None and _may_read(lead, row),
    )
    if lead and reason is None:
        give_notice(
            by=by, person=lead, key=f"strand-named-child:{strand}:{child}",
            wording="New information names a child you are lead practitioner for.",
            page="intelligence:strand", reference=strand,
        )  # fmt: skip
        trail.record(by=by, event=Event.LEAD_TOLD, on=row, child=child, person=lead.pk)
        return
    for person, may_read in _people_at_desk(row):
        give_notice(
            by=by, person=person, key=f"lead-not-told:{strand}:{child}",
            wording=f"A lead practitioner has not been told of a strand. {reason} Decide who is.",
            page="intelligence:strand" if may_read else "",
            reference=strand if may_read else "",
        )  # fmt: skip
    trail.record(by=by, event=Event.LEAD_NOT_TOLD, on=row, child=child, cause=reason)


def _lead_practitioner(child: Child) -> User | None:
    row = (
        Involvement.objects.filter(
            child=child, kind=InvolvementKind.LEAD_PRACTITIONER, until_on=None
        )
        .select_related("person")
        .first()
    )
    return row.person if row else None


def _may_read(person: User, strand: Strand) -> bool:
    if Permission.INTELLIGENCE_VIEW not in person.permissions:
        return False
    return Strand.objects.filter(permissions.reach(person), pk=strand.pk).exists()


def _people_at_desk(strand: Strand) -> list[tuple[User, bool]]:
    """Who is told in place of the lead practitioner, and whether they may open the strand: the
    desk's people in its area who may; where there are none, whoever made it and anybody there."""
    desk = [person for person in _desk(strand.council) if person.pk != strand.made_by_id]
    everybody = [strand.made_by, *desk] if strand.made_by.is_active else desk
    asked = [(person, _may_read(person, strand)) for person in everybody]
    return [pair for pair in asked if pair[1]] or asked


def _desk(council: Council) -> list[User]:
    people = User.objects.filter(ended_at=None, roles__overlap=DESK_ROLES)
    here = people.exclude(roles__contains=[Role.SYSTEM]).select_related("team", "agency")
    return [person for person in here.order_by("pk") if council.pk in person.council_ids]
