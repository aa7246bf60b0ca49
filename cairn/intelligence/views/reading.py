"""The reader's pages: a list of strands, those that name one record, one strand, its source."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cairn.audit.choices import Permission
from cairn.foundation import clock, spreadsheets, wording
from cairn.foundation.views import sent_from
from cairn.intelligence import actions, queries, rules
from cairn.intelligence.forms import BY_HAPPENING, NarrowForm
from cairn.intelligence.models import Strand
from cairn.intelligence.queries import Narrowing

COLUMNS = (
    "Reference", "Text", "When it happened", "Learned", "Kinds", "Source", "Information",
    "Handling", "Made",
)  # fmt: skip


@require_safe
def strand_list(request: Any) -> HttpResponse:
    """Everything this person may read, newest first."""
    form, narrowing = _asked(request)
    page = actions.list_strands(
        by=request.actor, narrowing=narrowing, after=request.GET.get("after", "")
    )
    context = {"form": form, "page": page, "shown": _shown(request, page.rows)}
    return render(request, "intelligence/list.html", context | _may(request))


@require_safe
def spreadsheet(request: Any) -> HttpResponse:
    _form, narrowing = _asked(request)
    rows = actions.export_strands(by=request.actor, narrowing=narrowing)
    return spreadsheets.download("strands", _table(request, rows))


@require_safe
def child_strands(request: Any, reference: str) -> HttpResponse:
    """The strands that name a child, as a page of its own and as part of the child's record."""
    form, narrowing = _asked(request)
    read = actions.read_strands_of_child(
        by=request.actor, child=reference, narrowing=narrowing, after=request.GET.get("after", "")
    )
    new = {strand.pk for strand in read.page.rows if read.is_new(strand)}
    context = {
        "form": form, "child": read.child, "page": read.page, "new": new,
        "shown": _shown(request, read.page.rows),
    }  # fmt: skip
    return render(request, "intelligence/child_strands.html", context | _may(request))


@require_safe
def record_strands(request: Any, reference: str, kind: str) -> HttpResponse:
    """The strands that name an adult, a place or a thing."""
    form, narrowing = _asked(request)
    record, page = actions.read_strands_naming(
        by=request.actor, kind=kind, record=reference, narrowing=narrowing,
        after=request.GET.get("after", ""),
    )  # fmt: skip
    context = {
        "form": form, "record": record, "kind": kind, "page": page,
        "shown": _shown(request, page.rows),
    }  # fmt: skip
    return render(request, "intelligence/record_strands.html", context | _may(request))


@require_safe
def record_spreadsheet(request: Any, reference: str, kind: str) -> HttpResponse:
    _form, narrowing = _asked(request)
    rows = actions.export_strands(
        by=request.actor, kind=kind, record=reference, narrowing=narrowing
    )
    return spreadsheets.download("strands", _table(request, rows))


@require_safe
def strand(request: Any, reference: str) -> HttpResponse:
    row = actions.read_strand(by=request.actor, reference=reference)
    (shown,) = _shown(request, [row])
    return render(request, "intelligence/strand.html", {"one": shown, **_may(request)})


@require_safe
def version(request: Any, reference: str, number: int) -> HttpResponse:
    """A strand as it once stood."""
    row = actions.read_version(by=request.actor, reference=reference, number=number)
    kinds = queries.kinds_of_exploitation(by=request.actor)
    context = {"version": row, "strand": row.strand, **_words(row, kinds)}
    return render(request, "intelligence/version.html", context)


@sent_from("intelligence:strand", "reference")
def source(request: Any, reference: str) -> HttpResponse:
    """Where a strand came from, shown on purpose and never by scrolling past."""
    row = actions.read_source(by=request.actor, reference=reference)
    return render(request, "intelligence/source.html", {"source": row, "strand": row.strand})


def _asked(request: Any) -> tuple[NarrowForm, Narrowing]:
    form = NarrowForm(request.GET, kinds=queries.kinds_of_exploitation(by=request.actor))
    if not form.is_valid():
        return form, Narrowing()
    said = form.cleaned_data
    by_happening = said["order"] == BY_HAPPENING
    return form, Narrowing(words=said["words"], kind=said["kind"], is_by_happening=by_happening)


def _may(request: Any) -> dict[str, bool]:
    held = request.actor.permissions
    return {
        "may_grade": Permission.INTELLIGENCE_GRADE in held,
        "may_see_source": Permission.INTELLIGENCE_VIEW_SOURCE in held,
        "may_open_things": Permission.NETWORKS_RECORD in held,
    }


def _shown(request: Any, rows: list[Strand]) -> list[dict[str, Any]]:
    kinds = queries.kinds_of_exploitation(by=request.actor)
    return [{"strand": row, **_words(row, kinds)} for row in rows]


def _words(row: Any, kinds: dict[str, str]) -> dict[str, Any]:
    """A strand's facts as a reader says them."""
    return {
        "happened": rules.happened_in_words(
            start=row.happened_from, end=row.happened_to, words=row.happened_words
        ),
        "learned": wording.day(row.learned_on),
        "kinds": [kinds.get(code, code) for code in row.strand_codes],
        "handling": rules.handling_in_words(handling=row.handling, conditions=row.conditions),
    }


def _table(request: Any, rows: list[Strand]) -> bytes:
    cells = []
    for one in _shown(request, rows):
        row, said = one["strand"], one
        cells.append(
            [
                row.reference, row.text, said["happened"], row.learned_on,
                ", ".join(said["kinds"]), row.get_source_grade_display(),
                row.get_information_grade_display(), said["handling"], clock.local(row.made_at),
            ]
        )  # fmt: skip
    return spreadsheets.workbook(COLUMNS, cells, title="Strands")
