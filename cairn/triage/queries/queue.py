"""The queue: what waits at the desk, in the order in which it cannot wait. It names nobody."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    F,
    FilteredRelation,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from cairn.agencies import queries as agencies
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.foundation import clock, wording
from cairn.foundation.paging import PAGE_SIZE, page_of
from cairn.submissions import queries as submissions
from cairn.submissions.choices import MentionKind, MessageKind, Outcome, Rank
from cairn.submissions.models import Message, Submission
from cairn.triage import rules
from cairn.triage.choices import Tab
from cairn.triage.queries.escalation import FREE_SINCE, standards

MOST_IN_SPREADSHEET = 2_000
# In the order of the index submissions_queue; what is finished, in that of submissions_latest.
BY_WHAT_CANNOT_WAIT = ("rank", "sent_at", "id")
LATEST_FIRST = ("-sent_at", "-id")
MENTION_KINDS = tuple(MentionKind.values)
SHOWN = (
    "reference", "version", "rank", "council_id", "strand_codes", "sent_at", "read_at",
    "waiting_since", "finished_at", "outcome",
)  # fmt: skip
# What can change in a line after it was sent; the rest of it is as it was sent for ever.
CHANGES = ("reference", "version", "holder_id", "read_at", "waiting_since", "last_said")
Names = Mapping[Any, str]


@dataclass(frozen=True)
class Line:
    """One item as the queue shows it: no name, no story, nothing of who sent it."""

    reference: str
    said: str  # "Said to be urgent", "Said to be a crime" or empty
    mentions: str
    strands: list[str]
    area: str
    sent_at: datetime
    waited: str
    holder: str
    is_mine: bool
    pick_up: str  # the time left or how late, where nobody has it
    is_late: bool
    waiting_since: datetime | None
    is_answered: bool
    outcome: str
    finished_at: datetime | None


@dataclass(frozen=True)
class QueuePage:
    """Some lines of the queue. `version` changes when, and only when, what is shown does."""

    lines: list[Line]
    older: str
    is_first: bool
    shown: str
    version: str
    newest: datetime | None


@query(Permission.SUBMISSIONS_TRIAGE)
def queue(*, by: Any, tab: str, council: str = "", strand: str = "", after: str = "") -> QueuePage:
    """One page of the queue. `council` and `strand` are codes; empty for all."""
    now = clock.now()
    rows = _rows(by, tab, council, strand)
    rows = rows.annotate(free_since=FREE_SINCE, **_numbers_mentioned())
    page = page_of(rows, keys=_order(tab), after=after)
    return QueuePage(
        lines=_lines(by, page.rows, now),
        older=page.older,
        is_first=page.is_first,
        shown=rules.shown_words(len(page.rows), more=bool(page.older)),
        version=_digest(_changing(page.rows), bool(page.older), now),
        newest=max((row.sent_at for row in page.rows), default=None),
    )


@query(Permission.SUBMISSIONS_TRIAGE)
def queue_version(*, by: Any, tab: str, council: str = "", strand: str = "") -> str:
    """The version of the first page, for one statement and no more."""
    ordered = _rows(by, tab, council, strand).order_by(*_order(tab))
    rows = list(ordered.values_list(*CHANGES)[: PAGE_SIZE + 1])
    return _digest(rows[:PAGE_SIZE], len(rows) > PAGE_SIZE, clock.now())


@query(Permission.SUBMISSIONS_TRIAGE)
def for_spreadsheet(*, by: Any, tab: str, council: str = "", strand: str = "") -> list[Line]:
    """The first lines of the queue, as many as a spreadsheet should hold."""
    rows = _rows(by, tab, council, strand)
    rows = rows.annotate(free_since=FREE_SINCE, **_numbers_mentioned())
    return _lines(by, list(rows.order_by(*_order(tab))[:MOST_IN_SPREADSHEET]), clock.now())


def _rows(by: Any, tab: str, council: str, strand: str) -> QuerySet[Submission]:
    """The submissions of a tab, with who has each and what was said last."""
    last = Message.objects.filter(submission=OuterRef("pk")).order_by("-at", "-id")
    rows = (
        submissions.for_triage(by=by)
        .only(*SHOWN)
        .annotate(
            held=FilteredRelation("pickups", condition=Q(pickups__until_at=None)),
            holder_id=F("held__person_id"),
            holder_name=F("held__person__name"),
            last_said=Subquery(last.values("kind")[:1]),
        )
        .filter(_in_tab(by, tab))
    )
    if council:
        rows = rows.filter(council__code=council)
    if strand:
        rows = rows.filter(strand_codes__contains=[strand])
    return rows


def _in_tab(by: Any, tab: str) -> Q:
    if tab == Tab.FINISHED:
        return Q(finished_at__isnull=False)
    if tab == Tab.WAITING:
        return Q(finished_at=None, waiting_since__isnull=False)
    if tab == Tab.MINE:
        return Q(finished_at=None, held__person=by)
    return Q(finished_at=None, waiting_since=None)


def _order(tab: str) -> tuple[str, ...]:
    return LATEST_FIRST if tab == Tab.FINISHED else BY_WHAT_CANNOT_WAIT


def _numbers_mentioned() -> dict[str, Func]:
    """How many of each kind are mentioned, counted where they are kept."""
    return {
        f"number_of_{kind}": Func(
            F("content"),
            template=f"jsonb_array_length(jsonb_path_query_array(%(expressions)s, '$.{kind}[*]'))",
            output_field=IntegerField(),
        )
        for kind in MentionKind.values
    }


def _digest(rows: Sequence[Sequence[Any]], more: bool, now: datetime) -> str:
    """Of what can change (CHANGES) in the rows that are shown. Times are shown to the minute."""
    whole = json.dumps([rows, more, int(now.timestamp() // 60)], default=str)
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def _changing(rows: Iterable[Any]) -> list[list[Any]]:
    return [[getattr(row, name) for name in CHANGES] for row in rows]


def _lines(by: Any, rows: list[Any], now: datetime) -> list[Line]:
    today = standards(by=by)
    names = {strand.code: strand.name for strand in agencies.exploitation_strands(by=by)}
    areas = {council.pk: council.name for council in agencies.councils(by=by)}
    return [_line(by, row, now, today, names, areas) for row in rows]


def _line(
    by: Any, row: Any, now: datetime, today: rules.Standards, names: Names, areas: Names
) -> Line:
    is_free = not (row.holder_id or row.finished_at or row.waiting_since)
    pick_up = rules.PickUp()
    if is_free:
        pick_up = rules.pick_up(rank=row.rank, free_since=row.free_since, now=now, standards=today)
    counts = {kind: getattr(row, f"number_of_{kind}") for kind in MENTION_KINDS}
    return Line(
        reference=row.reference,
        said=str(Rank(row.rank).label) if row.rank in rules.CANNOT_WAIT else "",
        mentions=rules.mention_words({kind: number for kind, number in counts.items() if number}),
        strands=[names.get(code, code) for code in row.strand_codes],
        area=areas.get(row.council_id, "Area not known"),
        sent_at=row.sent_at,
        waited=wording.waited(now, row.sent_at),
        holder=row.holder_name or "",
        is_mine=row.holder_id == by.pk,
        pick_up=pick_up.words,
        is_late=pick_up.is_late,
        waiting_since=row.waiting_since,
        is_answered=row.last_said in {MessageKind.ANSWER, MessageKind.ADDITION},
        outcome=str(Outcome(row.outcome).label) if row.outcome else "",
        finished_at=row.finished_at,
    )
