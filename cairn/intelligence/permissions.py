"""Which strands a person may know about. Every part is joined by AND; what nothing allows is denied."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from cairn.audit.choices import Permission
from cairn.children import permissions as children
from cairn.children.models import Child
from cairn.intelligence.choices import Handling
from cairn.intelligence.models import Strand

Named = Strand.children.through
Addressed = Strand.for_agencies.through


def reach(user: Any) -> Q:
    """The desk: its council areas. Others: strands that name a child within their reach (or, for
    those who reach a whole area, no child at all), and that their agency may read.

    Everybody, the desk too: a strand that names a restricted child only if they reach that child,
    whoever else it names.
    """
    if Permission.INTELLIGENCE_GRADE in user.permissions:
        return Q(council__in=user.council_ids) & _no_child_is_kept_from(user)
    if Permission.CHILDREN_REACH_AREA in user.permissions:
        # Row by row: nearly every strand of the area names a child of theirs.
        whose = Q(Exists(_named().filter(children.reach(user, via="child__"))))
        whose |= ~Exists(_named()) & Q(council__in=user.council_ids)
    else:
        whose = _names_a_child_of(user)
    return whose & _no_child_is_kept_from(user) & _may_be_read_by(user)


def _named() -> Any:
    """The links from this strand to children."""
    return Named.objects.filter(strand=OuterRef("pk"))


def _names_a_child_of(user: Any) -> Q:
    # Through the list of strands and not row by row: for somebody with few children the database
    # starts from the children.
    mine = Child.objects.filter(children.reach(user)).values("pk")
    return Q(pk__in=Named.objects.filter(child__in=mine).values("strand"))


def _no_child_is_kept_from(user: Any) -> Q:
    return Q(~Exists(_named().filter(children.kept_from(user, via="child__"))))


def _may_be_read_by(user: Any) -> Q:
    addressed = Addressed.objects.filter(strand=OuterRef("pk"), agency=user.agency_id)
    return Q(handling=Handling.PERMITTED) | Q(Exists(addressed), handling=Handling.CONDITIONS)


def source_reach(user: Any) -> Q:
    """Sources of strands within reach, in the person's own council areas."""
    mine = Strand.objects.filter(reach(user), council__in=user.council_ids)
    return Q(strand__in=mine)
