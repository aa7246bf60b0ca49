"""Making a strand: one claim of a submission, or of another source, with the records it names."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID, uuid5

from django.db import connection

from cairn.agencies.models import Council
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children.actions import add_child, involve
from cairn.foundation import clock
from cairn.foundation.refusals import Refused, find
from cairn.intelligence import rules, writing
from cairn.intelligence.choices import Event, RecordKind, SourceKind
from cairn.intelligence.models import Source, Strand
from cairn.networks.actions import add_adult, add_place, add_thing
from cairn.networks.choices import ThingKind
from cairn.submissions.models import Submission
from cairn.submissions.queries import for_triage

LINK_OF = {RecordKind.CHILD: "children", RecordKind.ADULT: "adults", RecordKind.PLACE: "places"}
THING_OF = {
    RecordKind.VEHICLE: ThingKind.VEHICLE,
    RecordKind.PHONE: ThingKind.PHONE,
    RecordKind.ONLINE: ThingKind.ONLINE,
}


@action(Permission.INTELLIGENCE_GRADE)
def make_strand(
    *,
    by: Any,
    key: UUID,
    council: str,
    submission: str | None = None,
    children: Iterable[str] = (),
    adults: Iterable[str] = (),
    places: Iterable[str] = (),
    things: Iterable[str] = (),
    new_records: Sequence[rules.NewRecord] = (),
    source_note: str = "",
    source_risk: str = "",
    **said: Any,
) -> Strand:
    """Make one strand; `said` are the fields of rules.Said. Records are named by reference, and
    `new_records` are made with it or not at all. The same key gives the same strand again."""
    _one_at_a_time(key)
    if made := Strand.objects.filter(key=key, made_by=by).first():
        return made
    claim = rules.Said(**said)
    sent = find(for_triage(by=by), reference=submission) if submission else None
    area = find(Council.objects.filter(pk__in=by.council_ids), code=council)
    names = [_name_of(record) for record in new_records if record.kind is RecordKind.CHILD]
    named = {
        "children": list(children), "adults": list(adults),
        "places": list(places), "things": list(things),
    }  # fmt: skip
    writing.refuse_unless_sayable(
        by, claim, submission=submission or "", children=named["children"], names=names
    )
    for position, record in enumerate(new_records):
        kind, reference = _make(record, by=by, council=area, key=uuid5(key, str(position)))
        named[kind].append(reference)
    strand = _write(claim, by=by, key=key, area=area, named=named)
    _write_source(strand, sent=sent, note=source_note, risk=source_risk)
    return strand


def _write(claim: rules.Said, *, by: Any, key: UUID, area: Council, named: Any) -> Strand:
    rows = writing.rows_to_link(by, claim, named)
    now = clock.now()
    strand = Strand.objects.create(
        council=area, made_at=now, made_by=by, changed_at=now, key=key,
        **writing.claim_values(claim),
    )  # fmt: skip
    for kind, linked in rows.items():
        getattr(strand, kind).set(linked)
    writing.keep_version(strand, by=by)
    trail.record(by=by, event=Event.STRAND_MADE, on=strand)
    for child in rows["children"]:
        trail.record(by=by, event=Event.STRAND_NAMED_CHILD, on=strand, child=child.reference)
    return strand


def _write_source(strand: Strand, *, sent: Submission | None, note: str, risk: str) -> None:
    kind = SourceKind.SUBMITTER if sent else SourceKind.OTHER
    if sent is None and not note.strip():
        raise Refused("Say where this comes from.")
    Source.objects.create(strand=strand, kind=kind, submission=sent, note=note, risk=risk)


def _one_at_a_time(key: UUID) -> None:
    """A form sent twice at once: the second waits for the first, and then finds its strand."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(key)])


def _name_of(record: rules.NewRecord) -> str:
    return f"{record.details.get('given_name', '')} {record.details.get('family_name', '')}".strip()


def _make(record: rules.NewRecord, *, by: Any, council: Council, key: UUID) -> tuple[str, str]:
    """Make the record in its own chapter. Returns the kind of link, and the reference."""
    details = {"council": council, **record.details}
    if record.kind in THING_OF:
        thing = add_thing(by=by, kind=THING_OF[record.kind], **details)
        return "things", thing.reference
    add: dict[RecordKind, Callable[..., Any]] = {
        RecordKind.CHILD: add_child,
        RecordKind.ADULT: add_adult,
        RecordKind.PLACE: add_place,
    }
    row = add[record.kind](by=by, key=key, **details)
    if record.kind is RecordKind.CHILD and record.involvement:
        involve(by=by, reference=row.reference, **record.involvement)
    return LINK_OF[record.kind], row.reference
