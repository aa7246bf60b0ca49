"""Picking the records that a strand names: what the form offers to tick, and a search for more."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cairn.intelligence import actions, queries
from cairn.intelligence.offers import Candidate

NOTHING_TYPED = "Type something to look for, then choose “Find”."
NOTHING_FOUND = "No record that you can see is like “{}”. Try another spelling, or a part of it."
FOUND = "Tick what the strand names, then go on. Nothing is saved yet."


@dataclass(frozen=True)
class Picking:
    """The records to tick, and what to say of the search if there was one."""

    records: Sequence[Candidate]
    said: str = ""

    @property
    def is_search(self) -> bool:
        """Whether the form came to find records, and not to be saved."""
        return bool(self.said)


def picking(request: Any, *, already: Sequence[str] = ()) -> Picking:
    """`already` are the references of what the strand names. What is out of reach is not offered.

    Words in the search box are looked for whichever button was pressed: whoever typed them meant
    the strand to name something, and a strand that names nobody tells nobody.
    """
    by = request.actor
    chosen = [*already, *request.POST.getlist("linked")]
    records = {
        one.reference: one
        for one in queries.records_to_name(by=by, references=dict.fromkeys(chosen))
    }
    text = request.POST.get("find", "").strip()
    if not text:
        return Picking(list(records.values()), NOTHING_TYPED if "look" in request.POST else "")
    found = actions.find_records(by=by, text=text)
    records |= {one.reference: one for one in found}
    return Picking(list(records.values()), FOUND if found else NOTHING_FOUND.format(text))


def shown_again(form: Any, build: Any, picked: Picking) -> Any:
    """The form with everything typed and nothing judged; the search box stays if nothing was found."""
    typed = form.as_typed
    return build(initial=typed | ({"find": ""} if picked.said == FOUND else {}))
