"""The desk's pages: a strand made of what was sent, and a strand changed."""

from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from cairn.agencies import queries as agencies
from cairn.children import queries as children
from cairn.children.choices import InvolvementKind
from cairn.foundation import clock
from cairn.foundation.forms import number
from cairn.foundation.refusals import OutOfReach, Overtaken, Refused
from cairn.intelligence import actions, queries
from cairn.intelligence.forms import UNKNOWN, ClaimForm, MakeForm
from cairn.intelligence.offers import Desk, by_kind
from cairn.intelligence.views.picking import picking, shown_again
from cairn.triage.views import as_sent


def make(request: Any, reference: str = "") -> HttpResponse:
    """One strand of a submission; then another, or back to the desk."""
    desk = actions.open_desk(by=request.actor, submission=reference)
    picked = picking(request)
    build = partial(
        MakeForm, items=desk.items, councils=agencies.councils(by=request.actor),
        records=picked.records, **_lists(request),
    )  # fmt: skip
    form = build(request.POST or None, initial=_first_words(desk))
    if picked.is_search:
        form = shown_again(form, build, picked)
    elif form.is_valid() and _made(request, form, reference):
        messages.success(request, "Strand made.")
        if "another" in request.POST:
            return redirect(request.path)
        return redirect(_after(reference))
    shown = {"form": form, "picked": picked, **_shown(request, desk)}
    return render(request, "intelligence/make.html", shown)


def _made(request: Any, form: MakeForm, reference: str) -> bool:
    said = form.cleaned_data
    new = form.new_records(_involvement(request, said))
    try:
        actions.make_strand(
            by=request.actor, key=said["key"], council=said["council"],
            submission=reference or None, new_records=new, source_note=said["source_note"],
            source_risk=said["source_risk"], **by_kind(form.chosen), **vars(form.said),
        )  # fmt: skip
    except OutOfReach:
        form.add_error("linked", UNKNOWN)
    except Refused as refusal:  # shown beside the form, in which everything typed stays
        form.add_error("text" if "Take out" in str(refusal) else None, str(refusal))
    return not form.errors


def change(request: Any, reference: str) -> HttpResponse:
    """Change a strand. If somebody else did meanwhile, both texts are shown."""
    lists = _lists(request)  # the role is asked before whether there is such a strand
    row = actions.read_strand(by=request.actor, reference=reference)
    picked = picking(request, already=_names(row))
    build = partial(ClaimForm, records=picked.records, **lists)
    form = build(request.POST or None, initial=_as_it_stands(row))
    theirs = None
    if picked.is_search:
        form = shown_again(form, build, picked)
    elif form.is_valid():
        try:
            actions.change_strand(
                by=request.actor, reference=reference, version=_version(request),
                **by_kind(form.cleaned_data["linked"]), **vars(form.said),
            )  # fmt: skip
        except Overtaken:
            theirs = actions.read_strand(by=request.actor, reference=reference)
        except OutOfReach:
            form.add_error("linked", UNKNOWN)
        except Refused as refusal:
            form.add_error("text" if "Take out" in str(refusal) else None, str(refusal))
        else:
            messages.success(request, "Strand changed. The earlier version is kept.")
            return redirect("intelligence:strand", reference=reference)
    version = row.version if theirs or request.method != "POST" else _version(request)
    context = {"form": form, "picked": picked, "strand": row, "theirs": theirs, "version": version}
    return render(request, "intelligence/change.html", context, status=409 if theirs else 200)


def _version(request: Any) -> int:
    return number(request.POST.get("version"))


def _lists(request: Any) -> dict[str, Any]:
    return {
        "kinds": queries.kinds_of_exploitation(by=request.actor),
        "agencies": list(queries.agencies_to_name(by=request.actor)),
    }


def _involvement(request: Any, said: dict[str, Any]) -> dict[str, Any]:
    if not said["involved_agency"]:
        return {}
    agency = children.agency(by=request.actor, code=said["involved_agency"])
    return {"kind": InvolvementKind.OTHER, "agency": agency, "why": said["involved_why"]}


def _first_words(desk: Desk) -> dict[str, Any]:
    first: dict[str, Any] = {"key": desk.key}
    if desk.submission is None:
        return first
    content = desk.submission.content
    sharing = content.get("sharing", {})
    return first | {
        "claim": content.get("story", {}).get("what", ""),
        "happened_from": _as_typed(content.get("story", {}).get("when_from")),
        "happened_words": content.get("story", {}).get("when", ""),
        "learned_on": clock.local(desk.submission.sent_at).strftime("%-d %-m %Y"),
        "strand_codes": desk.submission.strand_codes,
        "council": desk.submission.council.code if desk.submission.council else "",
        "source_risk": sharing.get("risk_who", ""),
    }


def _as_typed(iso: str | None) -> str:
    return date.fromisoformat(iso).strftime("%-d %-m %Y") if iso else ""


def _as_it_stands(row: Any) -> dict[str, Any]:
    def typed(on: Any) -> str:
        return on.strftime("%-d %-m %Y") if on else ""

    same = ("claim", "text", "happened_words", "strand_codes", "source_grade",
            "information_grade", "handling", "conditions")  # fmt: skip
    return {name: getattr(row, name) for name in same} | {
        "happened_from": typed(row.happened_from),
        "happened_to": typed(row.happened_to),
        "learned_on": typed(row.learned_on),
        "for_agencies": [agency.code for agency in row.for_agencies.all()],
        "linked": _names(row),
    }


def _names(row: Any) -> list[str]:
    """References of the records within reach that a strand names."""
    kinds = (row.named_children, row.named_adults, row.named_places, row.named_things)
    return [one.reference for kind in kinds for one in kind]


def _shown(request: Any, desk: Desk) -> dict[str, Any]:
    if desk.submission is None:
        return {"submission": None}
    kinds = tuple(queries.kinds_of_exploitation(by=request.actor).items())
    areas = tuple((one.code, one.name) for one in agencies.councils(by=request.actor))
    made = queries.strands_of_submission(by=request.actor, submission=desk.submission.reference)
    return {
        "submission": desk.submission,
        "as_sent": as_sent.sections(desk.submission.content, strands=kinds, areas=areas),
        "made": list(made),
    }


def _after(reference: str) -> str:
    if reference:
        return reverse("triage:item", args=[reference]) + "#decide"
    return reverse("intelligence:list")
