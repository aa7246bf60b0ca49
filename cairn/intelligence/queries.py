"""What people may read of intelligence. Nothing here counts, hints at or joins what is out of reach."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Coalesce

from cairn.agencies.models import Agency
from cairn.agencies.queries import exploitation_strands
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.children.models import Child
from cairn.children.queries import children, search
from cairn.foundation.identifiers import normal_name
from cairn.foundation.refusals import find
from cairn.intelligence import permissions, rules
from cairn.intelligence.choices import RecordKind
from cairn.intelligence.models import LAST_HAPPENED, Source, Strand
from cairn.intelligence.offers import Candidate, Desk, Item, by_kind, candidate
from cairn.networks.queries import (
    adults,
    places,
    search_adults,
    search_places,
    search_things,
    things,
)
from cairn.submissions.models import Submission
from cairn.submissions.queries import for_triage

NEWEST_FIRST = ("-made_at", "-id")
LATEST_FIRST = ("-last_happened", "-id")
MOST_CANDIDATES = 6
NAMED = {"child": "children", "adult": "adults", "place": "places", "thing": "things"}


@dataclass(frozen=True)
class Narrowing:
    """What a reader asked for within a list. Empty: everything within reach."""

    words: str = ""
    kind: str = ""  # the code of an exploitation strand
    source_grade: str = ""
    information_grade: str = ""
    happened_from: date | None = None
    happened_to: date | None = None
    is_by_happening: bool = False  # what happened latest first; else what was made latest

    @property
    def keys(self) -> tuple[str, ...]:
        return LATEST_FIRST if self.is_by_happening else NEWEST_FIRST


EVERYTHING = Narrowing()


@query(Permission.INTELLIGENCE_VIEW)
def strands(*, by: Any, narrowing: Narrowing = EVERYTHING) -> QuerySet[Strand]:
    """The strands this person may read. Their links lead to what is within reach, and no further."""
    rows = _narrowed(Strand.objects.filter(permissions.reach(by)), narrowing)
    named = [Prefetch(kind, within) for kind, within in _named_within_reach(by).items()]
    return rows.prefetch_related(*named, "for_agencies")


@query(Permission.INTELLIGENCE_VIEW)
def strands_to_read(*, by: Any, narrowing: Narrowing = EVERYTHING) -> QuerySet[Strand]:
    """The same for a page that only shows them: whom each names within reach is in `named_children`,
    `named_adults`, `named_places` and `named_things`.
    """
    rows = _narrowed(Strand.objects.filter(permissions.reach(by)), narrowing)
    named = [
        Prefetch(kind, within.select_related(None), to_attr=f"named_{kind}")
        for kind, within in _named_within_reach(by).items()
    ]
    return rows.prefetch_related(*named)


@query(Permission.INTELLIGENCE_VIEW)
def strands_naming(
    *, by: Any, kind: str, record: Any, narrowing: Narrowing = EVERYTHING
) -> QuerySet[Strand]:
    """Of those, the ones that name this record, which is given as record_named() found it."""
    return strands_to_read(by=by, narrowing=narrowing).filter(**{NAMED[kind]: record})


@query(Permission.INTELLIGENCE_VIEW)
def record_named(*, by: Any, kind: str, reference: str) -> Any:
    """The child, adult, place or thing whose strands are asked for, within reach of its own."""
    return find(_named_within_reach(by)[NAMED[kind]], reference=reference)


@query(Permission.INTELLIGENCE_VIEW_SOURCE)
def sources(*, by: Any) -> QuerySet[Source]:
    """Where strands came from: only those this person may read, in their own council areas."""
    return Source.objects.filter(permissions.source_reach(by)).select_related(
        "strand", "submission__submitter"
    )


@query(Permission.INTELLIGENCE_GRADE)
def strands_of_submission(*, by: Any, submission: str) -> QuerySet[Strand]:
    """What has been made of a submission so far."""
    row = find(for_triage(by=by), reference=submission)
    return strands(by=by).filter(source__submission=row).order_by("made_at", "id")


@query(Permission.INTELLIGENCE_GRADE)
def desk(*, by: Any, submission: str = "") -> Desk:
    """What was sent, with the records within reach that each part of it may be."""
    if not submission:
        return Desk(None)
    row = find(for_triage(by=by), reference=submission)
    items = [
        Item(kind, position, sent, _candidates(by, kind, sent))
        for kind in RecordKind
        for position, sent in enumerate(row.content.get(kind, []), 1)
    ]
    return Desk(row, items)


@query(Permission.INTELLIGENCE_GRADE)
def records_to_name(*, by: Any, references: Iterable[str]) -> list[Candidate]:
    """The records within reach that have these references, in words. Of others, nothing."""
    wanted = by_kind(references)
    return [
        candidate(row)
        for kind, rows in _named_within_reach(by).items()
        for row in (rows.filter(reference__in=wanted[kind]).order_by("pk") if wanted[kind] else ())
    ]


def _candidates(by: Any, kind: RecordKind, sent: dict[str, Any]) -> list[Candidate]:
    words = Item(kind, 0, sent).words
    if kind is RecordKind.CHILD:
        born = sent.get("born_on")
        found = search(by=by, text=words, born_on=date.fromisoformat(born) if born else None)
        return [candidate(row) for row in found[:MOST_CANDIDATES]]
    look: dict[RecordKind, Callable[..., list[Any]]] = {
        RecordKind.ADULT: search_adults, RecordKind.PLACE: search_places,
    }  # fmt: skip
    rows = look.get(kind, search_things)(by=by, text=words)
    return [candidate(row) for row in rows[:MOST_CANDIDATES]]


@query(Permission.INTELLIGENCE_GRADE)
def agencies_to_name(*, by: Any) -> QuerySet[Agency]:
    """The agencies that can be named in conditions: those that work where this person works."""
    return Agency.objects.filter(councils__in=by.council_ids).distinct()


@query(Permission.INTELLIGENCE_GRADE)
def what_shows(
    *,
    by: Any,
    text: str,
    submission: str = "",
    strand: str = "",
    children: Iterable[str] = (),
    names: Iterable[str] = (),
) -> list[str]:
    """What in a text must come out before others read it, one sentence each.

    `submission` or `strand` says where it came from; `children` (references) and `names` (of
    children whose records are about to be made) say whom it is about.
    """
    hidden = [part for name in names for part in rules.names_to_hide(name)]
    hidden += _names_of_children(by, children)
    sent = None
    if submission:
        sent = find(for_triage(by=by), reference=submission)
    elif strand:
        row = find(strands(by=by), reference=strand)
        sent = Submission.objects.filter(sources__strand=row).first()
    if sent:
        hidden += _names_in_submission(sent)
    return rules.reasons_text_is_not_sanitised(text, hidden=hidden)


@query(Permission.INTELLIGENCE_VIEW)
def kinds_of_exploitation(*, by: Any) -> dict[str, str]:
    """Code -> name, in the strategy's order."""
    return {kind.code: kind.name for kind in exploitation_strands(by=by)}


def _names_of_children(by: Any, references: Iterable[str]) -> list[str]:
    rows = children(by=by).filter(reference__in=list(references))
    names = [name for row in rows for name in _called(row)]
    return [part for name in names for part in rules.names_to_hide(name)]


def _called(child: Child) -> list[str]:
    return [f"{child.given_name} {child.family_name}".strip(), *child.also_known_as]


def _names_in_submission(sent: Submission) -> list[str]:
    """Everything that shows who sent it, and the name of every child it speaks of."""
    said = [mention.label for mention in sent.mentions.filter(kind="child")]
    hidden = [part for name in said for part in rules.names_to_hide(name)]
    submitter = getattr(sent, "submitter", None)
    if submitter is None:
        return hidden
    agency = submitter.agency.name if submitter.agency else ""
    whole = (submitter.job_title, submitter.agency_name, agency, submitter.email, submitter.phone)
    return hidden + rules.names_to_hide(submitter.name) + [words for words in whole if words]


def _named_within_reach(by: Any) -> dict[str, QuerySet[Any]]:
    """Names of others are shown only to those who reach them too."""
    return {
        "children": children(by=by), "adults": adults(by=by), "places": places(by=by),
        "things": things(by=by),
    }  # fmt: skip


def _narrowed(rows: QuerySet[Strand], narrowing: Narrowing) -> QuerySet[Strand]:
    for word in normal_name(narrowing.words).split():
        rows = rows.filter(search_text__contains=word)
    if narrowing.kind:
        rows = rows.filter(strand_codes__contains=[narrowing.kind])
    if narrowing.is_by_happening:
        rows = rows.annotate(last_happened=LAST_HAPPENED)
    if narrowing.source_grade:
        rows = rows.filter(source_grade=narrowing.source_grade)
    if narrowing.information_grade:
        rows = rows.filter(information_grade=narrowing.information_grade)
    if narrowing.happened_from:
        rows = rows.filter(
            happened_from__isnull=False,
            learned_on__gte=narrowing.happened_from,  # nothing ends after it was learned
        ).alias(ended=Coalesce("happened_to", "happened_from"))
        rows = rows.filter(ended__gte=narrowing.happened_from)
    if narrowing.happened_to:
        rows = rows.filter(happened_from__lte=narrowing.happened_to)
    return rows
