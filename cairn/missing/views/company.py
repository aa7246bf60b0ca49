"""With whom and where a child was, as somebody typed it: names or references, made into records.

Nobody is guessed: a name counts where one record within reach has exactly that name. Else the likely
ones stand below the field, each with a button that puts its reference there instead of the name.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from cairn.children import actions as children
from cairn.children.models import Child
from cairn.children.rules import age_in_words
from cairn.foundation import clock
from cairn.foundation.identifiers import normal_name
from cairn.foundation.references import as_typed
from cairn.networks import actions as networks

BETWEEN = re.compile(r"[,;\n]+|\s+(?=[A-Za-z]{2}-\w{4}-)")
MOST_NAMED = 4


@dataclass(frozen=True)
class Unclear:
    """A name that several records could be meant by: in which field, the how many-th there, and each
    record's reference with the words that tell it apart.
    """

    field: str
    place: int
    likely: list[tuple[str, str]]


@dataclass(frozen=True)
class Kind:
    """One kind of record: what one is called, and how it is looked for."""

    called: str
    find: Callable[..., list[Any]]


KINDS = {
    "with_children": Kind("child", children.find_children),
    "with_adults": Kind("adult", networks.find_adults),
    "place": Kind("place", networks.find_places),
}


def resolve(by: Any, form: Any, *, missing: Child) -> dict[str, Any]:
    """The records that the fields of a form name, by their references. Nobody is with themselves.
    What is not clear is said beside the field and kept as `form.unclear`; the form is valid no more. What is
    clear is kept in words as `form.named`.
    """
    found: dict[str, Any] = {}
    form.unclear, form.named = [], []
    for name, kind in KINDS.items():
        typed = form.cleaned_data.get(name, "") if name in form.fields else ""
        chosen = [_one(by, form, name, kind, one, missing) for one in enumerate(_pieces(typed))]
        known = [one.reference for one in chosen if one]
        form.named += [_told_apart(one) for one in chosen if one]
        if name != "place":
            found[name] = known
        elif len(known) > 1:
            form.add_error(name, "Enter one place.")
        else:
            found[name] = "".join(known)
    return found


def put(typed: Any) -> Any:
    """What was typed, with the record that somebody pressed instead of the name that was unclear."""
    field, place, reference = [*typed["put"].split(":"), "", ""][:3]
    pieces = list(_pieces(typed.get(field, "")))
    if field not in KINDS or not place.isdigit() or int(place) >= len(pieces):
        return typed
    pieces[int(place)] = reference
    return {**typed.dict(), field: ", ".join(pieces)}


def _pieces(typed: str) -> Iterator[str]:
    return (one.strip() for one in BETWEEN.split(typed) if one.strip())


def _one(by: Any, form: Any, field: str, kind: Kind, piece: tuple[int, str], missing: Child) -> Any:
    place, text = piece
    likely = [one for one in kind.find(by=by, text=text) if one != missing]
    is_named = not likely and kind.called == "child" and normal_name(text) in _names(missing)
    if is_named or as_typed(text) == missing.reference:
        form.add_error(field, f"{missing.name} is who was missing. Name who was with them.")
        return None
    for one in likely:
        if one.reference == as_typed(text):
            return one
    same = [one for one in likely if normal_name(text) in _names(one)]
    if len(same) == 1:
        return same[0]
    few = (same or likely)[:MOST_NAMED]
    form.add_error(field, _not_clear(kind, text, is_known=bool(few), is_many=len(same) > 1))
    if few:
        told = [(one.reference, _told_apart(one)) for one in few]
        form.unclear.append(Unclear(field, place, told))
    return None


def _names(one: Any) -> set[str]:
    return {normal_name(name) for name in (one.name, *getattr(one, "also_known_as", ()))}


def _not_clear(kind: Kind, text: str, *, is_known: bool, is_many: bool) -> str:
    if not is_known:
        return (
            f"You may open no record of {'an' if kind.called == 'adult' else 'a'} {kind.called}"
            f" called “{text}”. Check it, or leave it out and write it under “How”."
        )
    begun = f"More than one {kind.called} is called “{text}”." if is_many else f"Which “{text}”?"
    return f"{begun} Choose below, or enter the reference."


def _told_apart(one: Any) -> str:
    born_on = getattr(one, "born_on", None)
    age = f", {age_in_words(born_on, today=clock.today())}" if born_on else ""
    return f"{one.name or 'No name'}{age}, {one.reference}"
