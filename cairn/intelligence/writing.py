"""What making and changing a strand have in common: its rules, its links, its versions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.db.models import Model, QuerySet

from cairn.children.queries import children
from cairn.foundation import clock
from cairn.foundation.identifiers import normal_name
from cairn.foundation.refusals import OutOfReach, Refused
from cairn.intelligence import queries, rules
from cairn.intelligence.models import Claim, Strand, StrandVersion
from cairn.networks.queries import adults, places, things

CLAIM_FIELDS = tuple(one.name for one in Claim._meta.get_fields())
LINKS = ("children", "adults", "places", "things", "for_agencies")
# The kind of link -> the rows a person may link to.
WITHIN_REACH = {"children": children, "adults": adults, "places": places, "things": things}


def refuse_unless_sayable(by: Any, said: rules.Said, **where: Any) -> None:
    """Refuse what the rules refuse. `where` says whose names the text may not hold."""
    if reason := rules.reason_not_to_make_strand(said, today=clock.today()):
        raise Refused(reason[1])
    if reasons := queries.what_shows(by=by, text=said.text, **where):
        raise Refused(" ".join(reasons))
    known = queries.kinds_of_exploitation(by=by)
    if unknown := [code for code in said.strand_codes if code not in known]:
        raise Refused(f"There is no kind of exploitation called {unknown[0]}.")


def claim_values(said: rules.Said) -> dict[str, Any]:
    """The columns that hold what was said, with the text in the form it is found by."""
    values = {name: value for name, value in asdict(said).items() if name in CLAIM_FIELDS}
    return values | {
        "strand_codes": list(said.strand_codes),
        "search_text": normal_name(said.text),
    }


def rows_to_link(
    by: Any, said: rules.Said, references: Mapping[str, Iterable[str]]
) -> dict[str, list[Any]]:
    """The rows behind the references, all within reach, or OutOfReach as if there were none."""
    found = {
        kind: _all_of(rows(by=by), "reference", list(references.get(kind, ())))
        for kind, rows in WITHIN_REACH.items()
    }
    agencies = queries.agencies_to_name(by=by)
    found["for_agencies"] = _all_of(agencies, "code", list(said.for_agencies))
    return found


def _all_of(rows: QuerySet[Any], name: str, wanted: Sequence[str]) -> list[Model]:
    if not wanted:
        return []
    found = list(rows.filter(**{f"{name}__in": wanted}))
    if len(found) != len(set(wanted)):
        raise OutOfReach
    return found


def keep_version(strand: Strand, *, by: Any) -> None:
    """Write down the strand as it stands now, for ever."""
    StrandVersion.objects.create(
        strand=strand,
        number=strand.version,
        links={kind: sorted(getattr(strand, kind).values_list("pk", flat=True)) for kind in LINKS},
        at=strand.changed_at,
        by=by,
        **{name: getattr(strand, name) for name in CLAIM_FIELDS},
    )
