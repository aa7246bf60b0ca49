"""Whose pathways and contacts a person may know about: those of children within their reach, and
those that a council they decide for is asked to take.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from cairn.audit.choices import Permission
from cairn.children.models import Child
from cairn.children.permissions import reach as reach_of_children
from cairn.children.permissions import standing_reach as standing_reach_of_children
from cairn.pathways.models import Transfer


def reach(user: Any) -> Q:
    return reach_of_children(user, via="child__")


def standing_reach(user: Any) -> Q:
    """Reach for longer than an emergency. Changing a pathway needs this."""
    return standing_reach_of_children(user, via="child__")


def or_asked_to_take(reach: Q, user: Any) -> Q:
    """The same, widened by what a council of theirs is asked to take."""
    # An empty condition is everything, and an OR would forget it.
    return reach | asked_to_take(user) if reach else reach


def asked_to_take(user: Any) -> Q:
    """Pathways that a council of theirs is asked to take. A restricted child is never among them."""
    if Permission.PATHWAYS_DECIDE not in user.permissions:
        return Q(pk__in=[])
    asked = Transfer.objects.filter(
        pathway=OuterRef("pk"), answered_at=None, to_council__in=user.council_ids
    )
    return Q(Exists(asked), child__is_restricted=False)


def may_open(person: Any, child: Child) -> bool:
    """Whether somebody's role opens pathways, and the child is theirs for longer than an emergency."""
    if Permission.PATHWAYS_VIEW not in person.permissions or not person.is_active:
        return False
    return Child.objects.filter(standing_reach_of_children(person), pk=child.pk).exists()
