"""The pages of adults, places and things: three kinds of record with the same pages."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from cairn.audit.choices import Permission
from cairn.foundation.forms import differences
from cairn.foundation.paging import kept_of
from cairn.foundation.spreadsheets import download, workbook
from cairn.networks import actions, permissions, queries, rules
from cairn.networks.forms import AdultForm, ListForm, PlaceForm, RecordForm, ThingForm


@dataclass(frozen=True)
class Kind:
    """One kind of record: its words, its doors, and what is compared before one is added."""

    code: str
    one: str
    many: str
    form: type[RecordForm]
    list: Callable[..., Any]
    find: Callable[..., Any]
    export: Callable[..., Any]
    read: Callable[..., Any]
    changeable: Callable[..., Any]
    same: Callable[..., Any]
    compared: tuple[str, ...]
    add: Callable[..., Any]
    change: Callable[..., Any]
    columns: tuple[tuple[str, str], ...]  # heading -> attribute, in the table to take away


ADULT = Kind(
    "adult", "an adult of concern", "Adults of concern", AdultForm, actions.list_adults,
    actions.find_adults, actions.export_adults, actions.read_adult, queries.changeable_adult,
    actions.find_same_adults, ("name", "also_known_as", "born_on", "key"), actions.add_adult,
    actions.change_adult,
    (("Name", "title"), ("Date of birth", "born_on"), ("About how old", "age_guess"),
     ("Description", "description")),
)  # fmt: skip
PLACE = Kind(
    "place", "a place", "Places", PlaceForm, actions.list_places, actions.find_places,
    actions.export_places, actions.read_place, queries.changeable_place, actions.find_same_places,
    ("name", "address", "key"), actions.add_place, actions.change_place,
    (("Name", "title"), ("Kind", "get_kind_display"), ("Address", "address"), ("When", "times")),
)  # fmt: skip
THING = Kind(
    "thing", "a phone, vehicle or online name", "Phones, vehicles and online names", ThingForm,
    actions.list_things, actions.find_things, actions.export_things, actions.read_thing,
    queries.changeable_thing, actions.find_same_things, ("kind", "value", "platform"),
    actions.add_thing, actions.change_thing,
    (("Number, plate or name", "title"), ("Kind", "get_kind_display"),
     ("Description", "description")),
)  # fmt: skip
KINDS = (ADULT, PLACE, THING)


@require_safe
def records(request: Any, kind: Kind) -> HttpResponse:
    """A tab of the list: adults, places or things."""
    filters = ListForm(request.GET, councils=request.actor.councils)
    narrowed = filters.narrowed
    page = None
    if "text" in narrowed:
        rows = kind.find(by=request.actor, **narrowed)
    else:
        page = kind.list(by=request.actor, after=request.GET.get("after", ""), **narrowed)
        rows = page.rows
    context = {
        "kind": kind, "kinds": KINDS, "filters": filters, "rows": rows, "page": page,
        "is_narrowed": bool(narrowed), "kept": kept_of(request), "not_guilty": rules.NOT_GUILTY,
        "may_add": Permission.NETWORKS_RECORD in request.actor.permissions,
        "works_here": bool(permissions.ACROSS_AN_AREA & request.actor.permissions),
    }  # fmt: skip
    return render(request, "networks/list.html", context)


@require_safe
def spreadsheet(request: Any, kind: Kind) -> HttpResponse:
    narrowed = ListForm(request.GET, councils=request.actor.councils).narrowed
    narrowed.pop("text", None)
    found = kind.export(by=request.actor, **narrowed)
    names = ["Reference", *(name for name, _ in kind.columns), "Area"]
    rows = (
        [row.reference, *(_shown(row, where) for _, where in kind.columns), row.council.name]
        for row in found
    )
    return download(f"{kind.code}s", workbook(names, rows, title=kind.many))


@require_safe
def record(request: Any, reference: str, kind: Kind) -> HttpResponse:
    row = kind.read(by=request.actor, reference=reference)
    context = {
        "kind": kind, "row": row, "not_guilty": rules.NOT_GUILTY,
        "may_change": Permission.NETWORKS_RECORD in request.actor.permissions,
        "strands_address": _strands_address(kind, row, request.actor),
    }  # fmt: skip
    return render(request, f"networks/{kind.code}.html", context)


def add(request: Any, kind: Kind) -> HttpResponse:
    """Ask, look for the same, show what it may be, and only then make a record."""
    areas = queries.areas(by=request.actor)
    form = kind.form(request.POST or None, councils=areas, initial={"key": uuid.uuid4()})
    if request.method != "POST" or not form.is_valid():
        return render(request, "networks/add.html", {"form": form, "kind": kind})
    said = form.cleaned_data
    same = kind.same(by=request.actor, **{name: said[name] for name in kind.compared})
    is_known = kind is THING and any(
        row.normal == rules.normal_thing(**{name: said[name] for name in kind.compared})
        for row in same
    )
    if not is_known and {row.reference for row in same} - set(said["not_these"]):
        typed = {name: request.POST[name] for name in form.fields if name in request.POST}
        typed["not_these"] = " ".join(row.reference for row in same)
        context = {"rows": same, "typed": typed, "kind": kind}
        return render(request, "networks/add_same.html", context)
    if kind is THING:
        said.pop("not_these")
    row = kind.add(by=request.actor, **said)
    message = "There is a record of this already." if is_known else "The record has been added."
    messages.success(request, message)
    return redirect(f"networks:{kind.code}", row.reference)


def change(request: Any, reference: str, kind: Kind) -> HttpResponse:
    """Where somebody else was quicker, the page shows what was typed beside what is there now."""
    row = kind.changeable(by=request.actor, reference=reference)
    now = kind.form.of(row)
    form = kind.form(request.POST or None, is_new=False, initial=now)
    differing = []
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        version = said.pop("version")
        if version == row.version:
            kind.change(by=request.actor, reference=reference, version=version, changes=said)
        else:
            differing = differences(form, request.POST, now)
        if not differing:
            messages.success(request, "The record has been changed.")
            return redirect(f"networks:{kind.code}", row.reference)
        form = kind.form({**request.POST.dict(), "version": row.version}, is_new=False)
    context = {"form": form, "kind": kind, "row": row, "differing": differing}
    return render(request, "networks/change.html", context, status=409 if differing else 200)


def _shown(row: Any, where: str) -> Any:
    value = getattr(row, where)
    return value() if callable(value) else value


def _strands_address(kind: Kind, row: Any, by: Any) -> str:
    """Where a later chapter shows the strands that name it; "" for those who may read nothing there."""
    if Permission.INTELLIGENCE_VIEW not in by.permissions:
        return ""
    try:
        return reverse(f"intelligence:{kind.code}_strands", args=[row.reference])
    except NoReverseMatch:  # this copy does not have that chapter
        return ""
