"""Pages with many children: the list, my own, the table to take away, and adding one."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cairn.audit.choices import Permission
from cairn.children import actions, queries, rules
from cairn.children.forms import AddForm, ListForm
from cairn.children.views.shown import address_of
from cairn.drafts.marking import keeps_drafts
from cairn.foundation import clock
from cairn.foundation.paging import kept_of
from cairn.foundation.spreadsheets import download, workbook

COLUMNS = (
    "Reference", "Last name", "First name", "Other names", "Date of birth", "Age", "Area",
    "Lead practitioner", "Restricted",
)  # fmt: skip


@require_safe
def children(request: Any) -> HttpResponse:
    form = ListForm(request.GET, councils=request.actor.councils)
    narrowed = form.narrowed
    context = {
        "filters": form,
        "is_narrowed": bool(narrowed),
        "searched": "text" in narrowed,
        "may_add": Permission.CHILDREN_RECORD in request.actor.permissions,
        "kept": kept_of(request),
    }
    if "text" in narrowed:
        found = actions.find_children(by=request.actor, **narrowed)
        context |= {"rows": _rows(found), "page": None}
    else:
        page = actions.list_children(
            by=request.actor, after=request.GET.get("after", ""), **narrowed
        )
        context |= {"rows": _rows(page.rows), "page": page}
    return render(request, "children/list.html", context)


@require_safe
def mine(request: Any) -> HttpResponse:
    rows = queries.my_children(by=request.actor)
    return render(
        request, "children/mine.html", {"rows": rows, "age": _age, "address_of": address_of}
    )


@require_safe
def spreadsheet(request: Any) -> HttpResponse:
    narrowed = ListForm(request.GET, councils=request.actor.councils).narrowed
    narrowed.pop("text", None)
    found = actions.export_children(by=request.actor, **narrowed)
    rows = (
        (
            child.reference, child.family_name, child.given_name, ", ".join(child.also_known_as),
            child.born_on, _age(child), child.council.name,
            _lead(child),
            "Yes" if child.is_restricted else "No",
        )
        for child in found
    )  # fmt: skip
    return download("children", workbook(COLUMNS, rows, title="Children"))


@keeps_drafts
def add(request: Any) -> HttpResponse:
    """Ask, look for the same child, show whom it may be, and only then make a record."""
    areas = queries.areas(by=request.actor)
    form = AddForm(request.POST or None, councils=areas, initial={"key": uuid.uuid4()})
    if request.method != "POST" or not form.is_valid():
        return render(request, "children/add.html", {"form": form})
    said = form.cleaned_data
    same = actions.find_same(
        by=request.actor, given_name=said["given_name"], family_name=said["family_name"],
        also_known_as=said["also_known_as"], born_on=said["born_on"], key=said["key"],
    )  # fmt: skip
    if {child.reference for child in same} - set(said["not_these"]):
        typed = {name: request.POST[name] for name in form.fields if name in request.POST}
        typed["not_these"] = " ".join(child.reference for child in same)
        context = {"rows": _rows(same), "typed": typed}
        return render(request, "children/add_same.html", context)
    child = actions.add_child(by=request.actor, **said)
    messages.success(request, "The record has been added.")
    return redirect("children:child", child.reference)


def _age(child) -> str:
    return rules.age_in_words(child.born_on, today=clock.today())


def _lead(child: Any) -> str:
    return ", ".join(one.person.name for one in child.leads)


def _rows(found) -> list[tuple]:
    return [(child, _age(child)) for child in found]
