"""Changing a strand. Every version stays readable; of two people, neither overwrites the other."""

from collections.abc import Iterable
from typing import Any

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock
from cairn.foundation.refusals import Overtaken, hold
from cairn.intelligence import queries, rules, writing
from cairn.intelligence.choices import Event
from cairn.intelligence.models import Strand

OVERTAKEN = "Somebody changed this strand after you opened it. Yours was not saved over theirs."


@action(Permission.INTELLIGENCE_GRADE)
def change_strand(
    *,
    by: Any,
    reference: str,
    version: int,
    children: Iterable[str] = (),
    adults: Iterable[str] = (),
    places: Iterable[str] = (),
    things: Iterable[str] = (),
    **said: Any,
) -> Strand:
    """Change what a strand says and names; `said` are the fields of rules.Said.

    `children` and the rest are all that it names from now on, among what this person can see;
    a link that they cannot see stays. Raises Overtaken unless `version` is the latest.
    """
    strand = hold(queries.strands(by=by), reference=reference)
    if strand.version != version:
        raise Overtaken(OVERTAKEN)
    claim = rules.Said(**said)
    named = {"children": children, "adults": adults, "places": places, "things": things}
    named = {kind: list(references) for kind, references in named.items()}
    writing.refuse_unless_sayable(by, claim, strand=reference, children=named["children"])
    rows = writing.rows_to_link(by, claim, named)
    before = {kind: set(getattr(strand, kind).all()) for kind in writing.LINKS}
    was_for = (strand.handling, before["for_agencies"])
    for name, value in writing.claim_values(claim).items():
        setattr(strand, name, value)
    strand.version += 1
    strand.changed_at = clock.now()
    strand.save()
    for kind, linked in rows.items():
        _link(by, strand, kind, linked)
    writing.keep_version(strand, by=by)
    trail.record(by=by, event=Event.STRAND_CHANGED, on=strand, version=strand.version)
    # Those who could not be told before may be now; those who were told are not told again.
    opened = was_for != (strand.handling, set(rows["for_agencies"]))
    for child in rows["children"]:
        if opened or child not in before["children"]:
            trail.record(by=by, event=Event.STRAND_NAMED_CHILD, on=strand, child=child.reference)
    return strand


def _link(by: Any, strand: Strand, kind: str, linked: list[Any]) -> None:
    if kind == "for_agencies":
        strand.for_agencies.set(linked)
        return
    links = getattr(strand, kind)
    seen = writing.WITHIN_REACH[kind](by=by).filter(pk__in=links.values("pk"))
    links.remove(*set(seen).difference(linked))
    links.add(*linked)
