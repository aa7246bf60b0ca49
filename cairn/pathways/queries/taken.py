"""Pathways that a council took over: who leads there and works with the child is to be named anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from cairn.agencies.models import Agency
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.foundation import wording
from cairn.pathways import rules
from cairn.pathways.choices import Answer, Level
from cairn.pathways.models import Pathway, Transfer
from cairn.pathways.queries.pathways import pathways
from cairn.pathways.queries.tracker import works


@dataclass(frozen=True)
class ToName:
    """What is still to be said in the council that took a pathway."""

    lead: bool = False
    worker: bool = False

    @property
    def in_words(self) -> str:
        """a lead practitioner and an intervention worker"""
        both = ((self.lead, "a lead practitioner"), (self.worker, "an intervention worker"))
        return wording.name_list(words for is_to_name, words in both if is_to_name)


@query(Permission.PATHWAYS_DECIDE)
def taken_over(*, by: Any) -> QuerySet[Pathway]:
    """Open pathways that a council of theirs took from another."""
    taken = _taken().filter(pathway=OuterRef("pk"))
    rows = pathways(by=by).filter(closed_at=None, council__in=by.council_ids)
    return rows.filter(Exists(taken))


@query(Permission.PATHWAYS_VIEW)
def to_name(*, by: Any, pathways: Sequence[Any]) -> list[ToName]:
    """Of each pathway that a query gave. Who works for another area is not counted where it was taken."""
    taken = set(_taken().filter(pathway__in=pathways).values_list("pathway", flat=True))
    if not taken:
        return [ToName()] * len(pathways)
    found = works(by=by, pathways=pathways)
    at_work = [one for work in found for one in (work.lead, *work.workers) if one]
    serves = set(
        Agency.councils.through.objects.filter(agency__in={one.agency_id for one in at_work})
        .values_list("agency", "council")
    )  # fmt: skip
    return [
        _to_name(row, work, serves) if row.pk in taken and not row.closed_at else ToName()
        for row, work in zip(pathways, found, strict=True)
    ]


def _to_name(row: Any, work: Any, serves: set[tuple[int, int]]) -> ToName:
    has_worker = any((one.agency_id, row.council_id) in serves for one in work.workers)
    lacks = rules.lacks_worker(
        level=Level(row.latest_level) if row.latest_level else None,
        is_needed=work.need.is_needed if work.need else None, has_worker=has_worker,
    )  # fmt: skip
    lead = work.lead
    return ToName(lead is None or (lead.agency_id, row.council_id) not in serves, lacks)


def _taken() -> QuerySet[Transfer]:
    return Transfer.objects.filter(
        answer=Answer.ACCEPTED, to_council__isnull=False, to_council=F("pathway__council")
    )
