"""Children's records within reach: one, a list, a search, and those that may be the same child.

Reach is part of each statement. Nothing is filtered, counted or ranked that is not within it.
"""

import uuid
from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    FloatField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Greatest

from cairn.agencies.models import Council
from cairn.agencies.queries import councils
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.children import permissions, rules
from cairn.children.choices import InvolvementKind
from cairn.children.models import Child, Involvement
from cairn.foundation.identifiers import normal_name
from cairn.foundation.references import as_typed
from cairn.foundation.refusals import OutOfReach, find, lock, refuse_if

BY_NAME = ("family_name", "given_name", "id")
MOST_FOUND = 20
MOST_WORDS = 6
LONGEST = 100  # characters of a name that a search reads
# Likeness of names, 0 to 1, from which another record is worth a look before a new one is made.
LIKELY = 0.5
LIKELY_BORN_THE_SAME_DAY = 0.15


@query(Permission.CHILDREN_VIEW)
def children(*, by: Any) -> QuerySet[Child]:
    """Every child within reach."""
    return Child.objects.filter(permissions.reach(by)).select_related("council")


@query(Permission.CHILDREN_VIEW)
def child(*, by: Any, reference: str) -> Child:
    """One child within reach, by the reference as people type it.

    `is_standing` says whether it is within reach for longer than an emergency.
    """
    found = _found(Child.objects.annotate(asked_for=_asked_for()), by, reference)
    for council in councils(by=by):  # each process knows them by heart
        if council.pk == found.council_id:
            found.council = council
    found.was_asked_for = found.asked_for  # type: ignore[attr-defined]
    return found


@query(Permission.CHILDREN_VIEW)
def is_standing(*, by: Any, reference: str) -> bool:
    """Whether a child is within the person's reach for longer than an emergency."""
    rows = Child.objects.filter(permissions.standing_reach(by), reference=as_typed(reference))
    return rows.exists()


@query(Permission.CHILDREN_VIEW)
def reason_not_to_write_of(*, by: Any, child: Child | None) -> str | None:
    """Why somebody may only read what is about a child: it is open to them in an emergency."""
    standing = child is None or is_standing(by=by, reference=child.reference)
    return rules.reason_not_to_change(is_standing=standing)


@query(Permission.CHILDREN_RECORD)
def areas(*, by: Any) -> list[Council]:
    """The areas in which the person may add a record."""
    return list(by.councils)


@query(Permission.CHILDREN_RECORD)
def changeable(*, by: Any, reference: str) -> Child:
    """One child within reach, for a page on which somebody who keeps records may change it."""
    return child(by=by, reference=reference)


@query(Permission.CHILDREN_RECORD)
def child_to_change(*, by: Any, reference: str) -> Child:
    """One child within reach, held until the action ends. Refuses what is open in an emergency."""
    lock(_found(Child.objects.all(), by, reference))
    found = _found(Child.objects.all(), by, reference)
    refuse_if(rules.reason_not_to_change(is_standing=found.is_standing))
    return found


@query(Permission.CHILDREN_VIEW)
def listed(*, by: Any, council: str = "", kind: str = "", is_mine: bool = False) -> QuerySet[Child]:
    """Children within reach: of one area, with one kind of involvement, those naming the person.

    Each has `leads`, the open involvement of the lead practitioner in a list of at most one.
    """
    rows = children(by=by)
    if council:
        rows = rows.filter(council__code=council)
    involved = Involvement.objects.order_by().filter(child=OuterRef("pk"), until_on=None)
    if kind:
        rows = rows.filter(Exists(involved.filter(kind=kind)))
    if is_mine:
        mine = Involvement.objects.order_by().filter(person=by.pk, until_on=None)
        rows = rows.filter(pk__in=mine.values("child"))
    lead = Involvement.objects.filter(kind=InvolvementKind.LEAD_PRACTITIONER, until_on=None)
    return rows.prefetch_related(
        Prefetch("involvements", lead.select_related("person", "agency"), to_attr="leads")
    )


@query(Permission.CHILDREN_VIEW)
def search(
    *, by: Any, text: str, born_on: date | None = None, among: QuerySet[Child] | None = None
) -> list[Child]:
    """The likeliest children within reach, at most 20: by name, other name, reference or birthday.

    Misspelled names are found too. `among` is a listed() to look in.
    """
    name = normal_name(text[:LONGEST])
    said = [Q(reference=as_typed(text[:LONGEST]))] if text.strip() else []
    if name:
        said.append(Q(search_name__trigram_word_similar=name))
    # Shorter pieces have no trigrams to look up: "Jo" is found as a whole word, by likeness.
    if words := [word for word in name.split()[:MOST_WORDS] if len(word) > 2]:
        said.append(reduce(and_, (Q(search_name__contains=word) for word in words)))
    if born_on:
        said.append(Q(born_on=born_on))
    if not said:
        return []
    rows = (children(by=by) if among is None else among).filter(reduce(or_, said))
    rows = _ranked(rows, [name], born_on)
    return list(rows.order_by("-likeness", *BY_NAME)[:MOST_FOUND])


@query(Permission.CHILDREN_VIEW)
def likely_same(
    *, by: Any, given_name: str = "", family_name: str = "", also_known_as: Iterable[str] = (),
    born_on: date | None = None, key: uuid.UUID | None = None,
) -> list[Child]:  # fmt: skip
    """Children within reach who may be the child about to be added, the likeliest first.

    What the person made with this key is not another child: it is the one being added.
    """
    whole = normal_name(f"{given_name} {family_name}"[:LONGEST])
    names = [whole, *(normal_name(name[:LONGEST]) for name in list(also_known_as)[:MOST_WORDS])]
    names = [name for name in names if name]
    words = {word for name in names for word in name.split()}
    said = [Q(search_name__trigram_word_similar=word) for word in sorted(words)]
    if born_on:
        said.append(Q(born_on=born_on))
    if not said:
        return []
    rows = _ranked(children(by=by).filter(reduce(or_, said)), names, born_on)
    if key:
        rows = rows.exclude(key=key, added_by=by.pk)
    alike = Q(name_likeness__gte=LIKELY)
    if born_on:
        alike |= Q(born_on=born_on, name_likeness__gte=LIKELY_BORN_THE_SAME_DAY)
    if not names:
        alike = Q()
    return list(rows.filter(alike).order_by("-likeness", *BY_NAME)[:MOST_FOUND])


def _asked_for() -> RawSQL:
    """Whether anybody ever asked to open a record in an emergency."""
    asked = "EXISTS (SELECT FROM children_emergencyaccess WHERE child_id = children_child.id)"
    return RawSQL(asked, [], output_field=BooleanField())  # noqa: S611  (a constant)


def _found(rows: QuerySet[Child], by: Any, reference: str) -> Child:
    """Standing reach is asked first: it is nearly always the answer, and then it is known."""
    wanted = as_typed(reference)
    try:
        found = find(rows.filter(permissions.standing_reach(by)), reference=wanted)
    except OutOfReach:
        return find(rows.filter(permissions.reach(by)), reference=wanted)
    found.is_standing = True
    return found


def _ranked(rows: QuerySet[Child], names: list[str], born_on: date | None) -> QuerySet[Child]:
    """With `name_likeness`, 0 to 1, and `likeness`, which adds a half for the same birthday."""
    likeness = [TrigramWordSimilarity(name, "search_name") for name in names if name]
    zero = Value(0.0, output_field=FloatField())
    rows = rows.annotate(name_likeness=Greatest(zero, *likeness) if likeness else zero)
    if born_on is None:
        return rows.annotate(likeness=F("name_likeness"))
    same_day = Case(When(born_on=born_on, then=Value(0.5)), default=zero, output_field=FloatField())
    return rows.annotate(likeness=F("name_likeness") + same_day)
