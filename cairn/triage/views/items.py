"""One item: as it was sent, who has it, who is looking, what is like it, what became of it."""

import hashlib
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from cairn.agencies import queries as agencies
from cairn.documents.serving import as_response
from cairn.foundation import wording
from cairn.foundation.views import sent_from
from cairn.submissions import actions as submissions
from cairn.submissions import queries as sent
from cairn.submissions.choices import Outcome
from cairn.submissions.rules import WORDS_FOR_SUBMITTER
from cairn.triage import actions, queries
from cairn.triage.forms import DecideForm, HandForm, ReopenForm, fresh_key
from cairn.triage.views import as_sent


@require_safe
def item(request, reference):
    return page_of_item(request, reference)


def page_of_item(request, reference: str, *, status: int = 200, **shown: Any) -> HttpResponse:
    """The item's page; `shown` may hold forms that are not right yet, and the sender."""
    opened = actions.open_item(by=request.actor, reference=reference)
    context = _context(request, opened)
    context |= {"decide_form": decide_form(request, opened), **shown}
    if status == 409:  # overtaken: the same words, on the item as it is now
        context["decide_form"] = decide_form(request, opened, again=shown["decide_form"])
    context["form"] = next(
        (form for form in shown.values() if getattr(form, "is_bound", False)), None
    )
    return render(request, "triage/item.html", context, status=status)


@sent_from("triage:item", "reference")
def source(request, reference):
    """Show who sent it: on purpose, and never without a trace."""
    sender = submissions.read_source(by=request.actor, reference=reference)
    return page_of_item(request, reference, sender=sender)


@require_safe
def attachment(request, reference, file):
    opened = submissions.open_attachment(by=request.actor, reference=reference, file=file)
    return as_response(opened)


@sent_from("triage:item", "reference")
def looking(request, reference):
    """An open page says that it is open, and hears who else looks and what has changed."""
    actions.look(by=request.actor, reference=reference)
    context = _news(request, reference)
    context["changed"] = ""
    if request.POST.get("stands") != context["stands"]:
        happened = queries.item(by=request.actor, reference=reference).history
        context["changed"] = happened[-1].words
    said = _digest(context["onlookers"], context["changed"])
    if said == request.POST.get("said"):
        return HttpResponse(status=204)
    return render(request, "triage/_looking.html", context | {"said": said, "reference": reference})


@require_safe
def compare(request, reference, other):
    two = actions.compare(by=request.actor, reference=reference, other=other)
    lists = _lists(request)
    return render(
        request,
        "triage/compare.html",
        {
            "two": two,
            "sections": list(
                as_sent.side_by_side(
                    as_sent.sections(two.this.content, **lists),
                    as_sent.sections(two.other.content, **lists),
                )
            ),
        },
    )


def decide_form(
    request, opened: queries.Item, *, again: Any = None, data: Any = None
) -> DecideForm:
    """The form as this item needs it. `again` is one that was overtaken: its words are kept."""
    hubs = [
        (point.name, point.name, point.council)
        for point in agencies.contact_points(by=request.actor)
        if point.code.startswith("hub-")
    ]
    here = next((name for name, _, area in hubs if area == opened.submission.council), "")
    fresh = {"version": opened.submission.version, "key": fresh_key(), "hub": here}
    if again is not None:
        fresh = {name: again[name].value() for name in again.fields} | {
            "version": opened.submission.version, "key": again["key"].value(),
        }  # fmt: skip
    services = [
        (_in_a_sentence(place.name), place.name)
        for place in agencies.destinations(by=request.actor)
    ]
    known = [(name, label) for name, label, _ in hubs] or [("the Safeguarding Hub",) * 2]
    if not here and len(known) > 1:
        known = [("", "Choose a Hub"), *known]
    return DecideForm(data, hubs=known, services=services, initial=fresh)


def _in_a_sentence(name: str) -> str:
    """ "The police" as it reads in "we have passed it to the police"."""
    return name[:1].lower() + name[1:] if name.startswith("The ") else name


def _context(request, opened: queries.Item) -> dict[str, Any]:
    submission = opened.submission
    reference = submission.reference
    people = queries.colleagues(by=request.actor, reference=reference)
    lists = _lists(request)
    return {
        "item": opened,
        "submission": submission,
        "sections": as_sent.sections(submission.content, **lists),
        "strands": [dict(lists["strands"]).get(code, code) for code in submission.strand_codes],
        "alike": sent.similar(by=request.actor, reference=reference),
        "hand_form": HandForm(people=people, me=request.actor),
        "reopen_form": ReopenForm(initial={"version": submission.version}),
        "told": {outcome.value: WORDS_FOR_SUBMITTER[outcome] for outcome in Outcome},
        "make_address": _make_address(reference),
        "sender": None,
        "overtaken": "",
        "changed": "",
        **_news(request, reference),
    }


def _lists(request) -> dict[str, list[tuple[str, str]]]:
    strands = agencies.exploitation_strands(by=request.actor)
    areas = agencies.councils(by=request.actor)
    return {
        "strands": [(strand.code, strand.name) for strand in strands],
        "areas": [(area.code, area.name) for area in areas],
    }


def _news(request, reference: str) -> dict[str, Any]:
    stands = queries.stands(by=request.actor, reference=reference)
    names = queries.onlookers(by=request.actor, reference=reference)
    return {
        "stands": stands,
        "onlookers": _looking_words(names),
        "said": _digest(_looking_words(names), ""),
    }


def _looking_words(names: list[str]) -> str:
    if not names:
        return ""
    verb = "is" if len(names) == 1 else "are"
    return f"{wording.name_list(names)} {verb} looking at this too."


def _digest(*words: Any) -> str:
    return hashlib.sha256(repr(words).encode()).hexdigest()[:12]


def _make_address(reference: str) -> str:
    """Where strands are made of it, if that chapter is installed."""
    try:
        return reverse("intelligence:make", args=[reference])
    except NoReverseMatch:
        return ""
