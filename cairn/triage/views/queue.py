"""The queue, live without a refresh, and the buttons that stand above it."""

from typing import Any

from django.contrib import messages
from django.core.cache import caches
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from cairn.agencies import queries as agencies
from cairn.foundation import clock, spreadsheets
from cairn.foundation.views import sent_from
from cairn.triage import actions, queries, rules
from cairn.triage.choices import Tab
from cairn.triage.forms import FilterForm

COLUMNS = (
    "Reference", "Said at the gate", "Mentions", "Kind of exploitation", "Area", "Sent",
    "Who has it", "To be picked up", "Outcome", "Decided",
)  # fmt: skip


@require_safe
def queue(request):
    form = _asked(request)
    shown = _shown(request, form)
    after = request.GET.get("after", "")
    context = _context(form, shown) | {
        "is_first": not after,
        "list": _later(request, shown, after) if after else _first(request, shown),
    }
    return render(request, "triage/queue.html", context)


@require_safe
def version(request):
    """Nothing (204) while the queue is as it was; else the list and what to say of it."""
    form = _asked(request)
    shown = _shown(request, form)
    if queries.queue_version(by=request.actor, **shown) == request.GET.get("seen"):
        return HttpResponse(status=204)
    page = queries.queue(by=request.actor, **shown)
    since = _instant(request.GET.get("since", ""))
    new = sum(1 for line in page.lines if since and line.sent_at > since)
    context = {"list": _drawn(page, shown), "news": rules.new_items_words(new)}
    return render(request, "triage/_queue_changed.html", context)


@sent_from("triage:queue")
def take_next(request):
    chosen = _filter_form(request, request.POST).chosen
    taken = actions.take_next(by=request.actor, council=chosen["area"], strand=chosen["strand"])
    if taken:
        return redirect("triage:item", reference=taken)
    messages.info(request, "Nothing is waiting that nobody has. You do not need to do anything.")
    return redirect("triage:queue")


@require_safe
def spreadsheet(request):
    shown = _shown(request, _asked(request))
    lines = actions.export_queue(by=request.actor, **shown)
    content = spreadsheets.workbook(COLUMNS, map(_cells, lines), title=str(Tab(shown["tab"]).label))
    return spreadsheets.download("queue", content)


def _cells(line: queries.Line) -> tuple[Any, ...]:
    return (
        line.reference, line.said, line.mentions, "; ".join(line.strands), line.area, line.sent_at,
        line.holder, line.pick_up, line.outcome, line.finished_at,
    )  # fmt: skip


def _shown(request, form: FilterForm) -> dict[str, str]:
    """What of the queue is asked for. An unknown tab is the first one."""
    tab = request.GET.get("tab", "")
    chosen = form.chosen
    return {
        "tab": tab if tab in Tab.values else Tab.TO_DO.value,
        "council": chosen["area"],
        "strand": chosen["strand"],
    }


def _asked(request) -> FilterForm:
    """The filter as asked for. What was made up is as if it had not been asked."""
    form = _filter_form(request, request.GET)
    return form if form.is_valid() else _filter_form(request, form.chosen)


def _first(request, shown: dict[str, str]) -> SafeString:
    """The first page of the list. While nothing in it changes it is drawn once for each person.

    The version says what changed, to the minute: desks that are watched all day are cheap.
    """
    by = request.actor
    whose = f"queue:{by.pk}:{':'.join(shown.values())}:"
    kept = caches["drawn"].get(whose + queries.queue_version(by=by, **shown))
    if kept is None:
        page = queries.queue(by=by, **shown)
        kept = _drawn(page, shown)
        caches["drawn"].set(whose + page.version, kept)
    return mark_safe(kept)  # noqa: S308  (drawn by our own template)


def _later(request, shown: dict[str, str], after: str) -> SafeString:
    return _drawn(queries.queue(by=request.actor, after=after, **shown), shown)


def _drawn(page: queries.QueuePage, shown: dict[str, str]) -> SafeString:
    context = {
        "page": page, "tab": shown["tab"], "address": urlencode(_kept(shown, tab=True)),
        "since": (page.newest or clock.now()).isoformat(),
    }  # fmt: skip
    return mark_safe(render_to_string("triage/_queue.html", context))  # noqa: S308  (as above)


def _filter_form(request, given: Any) -> FilterForm:
    strands = agencies.exploitation_strands(by=request.actor)
    return FilterForm(given, areas=request.actor.councils, strands=strands)


def _kept(shown: dict[str, str], *, tab: bool = False) -> dict[str, str]:
    """What is asked for, as it stands in an address."""
    kept = {"tab": shown["tab"]} if tab else {}
    kept |= {"area": shown["council"], "strand": shown["strand"]}
    return {name: value for name, value in kept.items() if value}


def _context(form: FilterForm, shown: dict[str, str]) -> dict[str, Any]:
    kept = _kept(shown)
    return {
        "tab": shown["tab"],
        "tabs": [
            {
                "label": str(tab.label),
                "address": "?" + urlencode({"tab": tab.value, **kept}),
                "is_here": tab.value == shown["tab"],
            }
            for tab in Tab
        ],
        "kept": kept,
        "address": urlencode(_kept(shown, tab=True)),
        "filter_form": form,
    }


def _instant(text: str) -> Any:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None
