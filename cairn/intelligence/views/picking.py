"""Picking the records that a strand names: what the form offers to tick, and a search for more."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cairn.intelligence import actions, queries
from cairn.intelligence.offers import Candidate

LONGEST = 200  # characters of what is looked for
NOTHING_TYPED = "Type something to look for, then choose “Find”."
FOUND = "Tick what the strand names, then go on. Nothing is saved yet."
NOTHING_FOUND = (
    "No record that you can see is like “{}”. Try another spelling, or a part of it. "
    "Nothing is saved yet: to go on without it, empty the box."
)


@dataclass(frozen=True)
class Picking:
    """The records to tick, and what to say of the search if there was one."""

    records: Sequence[Candidate]
    said: str = ""
    held_up: bool = False  # the person wanted to save, and words stood in the search box

    @property
    def is_search(self) -> bool:
        """Whether the form came to find records, and not to be saved."""
        return bool(self.said)


def picking(request: Any, *, already: Sequence[str] = ()) -> Picking:
    """`already` are the references of what the strand names. What is out of reach is not offered.

    Words in the search box are looked for whichever button was pressed: whoever typed them meant
    the strand to name something, and a strand that names nobody tells nobody.
    """
    by, pressed_find = request.actor, "look" in request.POST
    records = queries.records_to_name(by=by, references=already)
    ticked = [one for one in request.POST.getlist("linked") if one not in set(already)]
    if ticked:
        records += actions.offer_records(by=by, references=ticked)
    text = request.POST.get("find", "").strip()[:LONGEST]
    if not text:
        return Picking(records, NOTHING_TYPED if pressed_find else "")
    found = actions.find_records(by=by, text=text)
    both = {one.reference: one for one in [*records, *found]}
    said = FOUND if found else NOTHING_FOUND.format(text)
    return Picking(list(both.values()), said, held_up=not pressed_find)


def shown_again(form: Any, build: Any, picked: Picking) -> Any:
    """The form with everything typed and nothing judged; the search box stays if nothing was found."""
    return build(initial=form.raw | ({"find": ""} if picked.said == FOUND else {}))
