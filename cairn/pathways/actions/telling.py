"""Who hears of what happens in CERAR: people whom it concerns and who may open the child's record.

A notice names nobody. Whoever did it needs no notice: `but` is the id of that person.
"""

import uuid
from collections.abc import Iterable
from typing import Any

from cairn.accounts.actions import give_notice
from cairn.accounts.models import Notice, User
from cairn.accounts.roles import GRANTS, Role
from cairn.agencies.models import Council
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children.models import Child
from cairn.children.queries import owners
from cairn.foundation.refusals import find
from cairn.missing import queries as missing
from cairn.pathways import permissions, queries, tracking
from cairn.pathways.choices import Answer, Event, Source
from cairn.pathways.keeping import recorded
from cairn.pathways.models import Contact, Pathway, Transfer

WHO_DECIDE = [role for role in Role if Permission.PATHWAYS_DECIDE in GRANTS[role]]
WAITS = "A contact about exploitation waits to be screened."
NOBODY_MAY_SCREEN = (
    "A contact about exploitation waits, and no CERAR manager may open the child’s record."
    " Decide who may."
)
ASKED = "Your council is asked to take a pathway."
OFTEN = "A child on a pathway is missing so often that a strategy discussion is asked for."
ANSWERED = {
    Answer.ACCEPTED: "A council takes the pathway that you asked it to take.",
    Answer.REJECTED: "A council does not take the pathway that you asked it to take.",
    Answer.WITHDRAWN: "A colleague took back the question that you had asked another council.",
}


@action(Permission.PATHWAYS_SCREEN)
def call_to_screen(*, by: Any, reference: str, but: str) -> None:
    """A contact waits: the CERAR managers of the area hear of it. Where the record is closed to all of
    them, its keepers do, so that no contact lies where nobody sees it.
    """
    contact = find(Contact.objects.select_related("child__council"), reference=reference)
    if hasattr(contact, "screening"):
        return
    key, child = f"pathways.contact:{reference}", contact.child
    able = _able(_managers(child.council), child)
    _tell(by, able, but, key=key, wording=WAITS, page="pathways:contact", reference=reference)
    if not able:
        keepers = _able(owners(by=by, reference=child.reference), child)
        _tell(
            by, keepers, "", key=key, wording=NOBODY_MAY_SCREEN, page="pathways:contact",
            reference=reference,
        )  # fmt: skip


@action(Permission.PATHWAYS_SCREEN)
def call_again_to_screen(*, by: Any, child: str) -> None:
    """Who may open a child's record changed: the contacts about the child that still wait must not lie
    where nobody who was told of them may see them. Whoever has heard of one does not hear again.
    """
    waiting = Contact.objects.filter(child__reference=child, screening=None).order_by("pk")
    for reference in waiting.values_list("reference", flat=True):
        call_to_screen(by=by, reference=reference, but="")


@action(Permission.PATHWAYS_SCREEN)
def tell_of_contact(*, by: Any, reference: str, key: str, wording: str, but: str) -> None:
    """A contact was added to the pathway that the child has: the lead practitioner hears of it."""
    contact = find(Contact.objects.select_related("child"), reference=reference)
    leads = tracking.at_work().filter(child=contact.child_id, kind=tracking.LEAD)
    able = _able([one.person for one in leads], contact.child)
    _tell(
        by, able, but, key=key, wording=wording, page="pathways:contact",
        reference=reference,
    )  # fmt: skip


@action(Permission.PATHWAYS_DECIDE)
def tell_who_work(*, by: Any, reference: str, key: str, wording: str, but: str) -> None:
    """Something was decided in a pathway: the lead practitioner and the worker hear of it."""
    row = _pathway(reference)
    people = [one.person for one in tracking.at_work().filter(child=row.child_id)]
    _tell(
        by, _able(people, row.child), but, key=key, wording=wording, page="pathways:pathway",
        reference=reference,
    )  # fmt: skip


@action(Permission.PATHWAYS_DECIDE)
def call_to_answer(*, by: Any, reference: str, but: str) -> None:
    """A council is asked to take a pathway: those who decide there hear of it, who may open it."""
    row = _pathway(reference)
    transfer = Transfer.objects.filter(pathway=row, answered_at=None).first()
    if transfer is None or transfer.to_council is None:
        return
    there = _of_area(User.objects.filter(roles__overlap=WHO_DECIDE), transfer.to_council)
    able = [
        person for person in there
        if Pathway.objects.filter(permissions.asked_to_take(person), pk=row.pk).exists()
    ]  # fmt: skip
    _tell(
        by, able, but, key=f"pathways.asked:{reference}:{transfer.pk}", wording=ASKED,
        page="pathways:answer", reference=reference,
    )  # fmt: skip


@action(Permission.PATHWAYS_DECIDE)
def tell_who_asked(*, by: Any, reference: str, key: str, but: str) -> None:
    """A council answered: whoever asked hears of it. With a pathway that was taken the child may have
    left their reach: then they hear that it was, and are led to their own list.
    """
    row = _pathway(reference)
    answered = Transfer.objects.filter(pathway=row, answered_at__isnull=False)
    transfer = answered.select_related("offered_by").order_by("-answered_at", "-id")[0]
    asker, said = transfer.offered_by, ANSWERED[Answer(transfer.answer)]
    if _able([asker], row.child):
        page, about = "pathways:pathway", reference
    elif transfer.answer == Answer.ACCEPTED and Permission.PATHWAYS_VIEW in asker.permissions:
        page, about = "pathways:tracker", ""
    else:
        return
    _tell(by, [asker], but, key=key, wording=said, page=page, reference=about)


@action(Permission.PATHWAYS_DECIDE)
def tell_towards_18(*, by: Any, reference: str) -> bool:
    """A day came on which somebody must think of a young person as an adult: the lead practitioner and
    the CERAR managers hear of it, once. False where there is no such day, or they have heard.
    """
    row = _pathway(reference)
    birthday = queries.birthday_to_tell(by=by, pathway=row)
    if birthday is None:
        return False
    key = f"pathways.towards_18:{reference}:{birthday.code}"
    leads = tracking.at_work().filter(child=row.child_id, kind=tracking.LEAD)
    able = _able([*(one.person for one in leads), *_managers(row.council)], row.child)
    heard = set(Notice.objects.filter(person__in=able, key=key).values_list("person", flat=True))
    new = [person for person in able if person.pk not in heard]
    wording = f"A young person on a pathway {birthday.words}. Think of what they need as an adult."
    _tell(by, new, "", key=key, wording=wording, page="pathways:pathway", reference=reference)
    if new:
        trail.record(by=by, event=Event.TOLD_TOWARDS_18, on=row, day=birthday.code)
    return bool(new)


@action(Permission.SERVICE_OPERATE)
def hear_of_often_missing(*, by: Any, episode: str, said: str) -> None:
    """An episode reached the number that asks for a strategy discussion: whoever leads in the child's
    pathway hears of it; where there is none, it is a contact to screen. Safe to run twice.
    """
    row = missing.episode(by=by, reference=episode)
    held = Child.objects.select_for_update(of=("self",), no_key=True)
    child = held.select_related("council").get(pk=row.child_id)
    if Pathway.objects.filter(child=child, closed_at=None).exists():
        leads = [one.person for one in tracking.at_work().filter(child=child, kind=tracking.LEAD)]
        able = _able(leads, child) or _able(_managers(child.council), child)
        _tell(
            by, able, "", key=f"pathways.often:{episode}", wording=OFTEN, page="missing:child",
            reference=child.reference,
        )  # fmt: skip
        return
    key = uuid.uuid5(row.child.key, f"often missing {episode}")
    recorded(by, key, child=child, source=Source.MISSING, said=said)


def _pathway(reference: str) -> Pathway:
    return find(Pathway.objects.select_related("child", "council"), reference=reference)


def _managers(council: Council) -> list[User]:
    return _of_area(User.objects.filter(roles__contains=[Role.CERAR_MANAGER]), council)


def _of_area(people: Any, council: Council) -> list[User]:
    rows = people.filter(ended_at=None).exclude(roles__contains=[Role.SYSTEM])
    here = rows.select_related("agency", "team").order_by("pk")
    return [person for person in here if council.pk in person.council_ids]


def _able(people: Iterable[User | None], child: Child) -> list[User]:
    """Each of them once, who may open the child's pathways."""
    each = {person.pk: person for person in people if person}
    return [person for person in each.values() if permissions.may_open(person, child)]


def _tell(by: Any, people: list[User], but: str, **notice: str) -> None:
    for person in people:
        if str(person.pk) != but:
            give_notice(by=by, person=person, **notice)
