"""What becomes of the lines of an interview that go on: a page of the desk's form for each, and words
added to a field of the safety plan.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from cairn.interviews.rules.states import CLOSED, Facts, state_of

KINDS = {  # field of the interview -> page of the desk's form, the field there
    "new_people": ("adult", "name"),
    "new_places": ("place", "where"),
    "new_vehicles": ("vehicle", "marks"),
    "new_phones": ("phone", "number"),
    "new_online": ("online", "handle"),
}
LONGEST = {"adult": 200, "place": 500, "vehicle": 300, "phone": 50, "online": 500}
PLAN_FIELDS = (  # where in the safety plan a risk can stand
    ("missing", "What happens if the child goes missing"),
    ("home_worry", "At home: what worries us"),
    ("peers_worry", "With friends: what worries us"),
    ("school_worry", "At school, college or work: what worries us"),
    ("neighbourhood_worry", "In the neighbourhood: what worries us"),
    ("transport_worry", "On the way: what worries us"),
    ("online_worry", "Online: what worries us"),
    ("carers_watch", "What can carers look out for"),
)


def reason_not_to_pass(facts: Facts, *, lines: int) -> str | None:
    state = state_of(facts)
    if state in CLOSED and not facts.is_signed_off:
        return CLOSED[state]
    return None if lines else "Tick at least one that has not gone on yet."


def reason_without_plan(*, has_plan: bool) -> str | None:
    return None if has_plan else "There is no safety plan yet. Write it first, with the child."


def pages_for_the_desk(
    lines: Iterable[tuple[str, str]], *, child: str, born_on: date | None, area: str,
    reference: str, strands: Sequence[str] = (),
) -> dict[str, Any]:  # fmt: skip
    """The pages of the desk's form, as somebody would have typed them."""
    said: list[str] = []
    pages: dict[str, Any] = {}
    numbers: dict[str, int] = {}
    for field, line in lines:
        page, name = KINDS[field]
        numbers[page] = numbers.get(page, 0) + 1
        pages[f"{page}.{numbers[page]}"] = {name: line[: LONGEST[page]]}
        said.append(line)
    story = {
        "what": f"From the return home interview {reference}:\n" + "\n".join(said),
        "when": "", "often": "", "about": ["child", *numbers], "area": area,
        "strands": list(strands),
    }  # fmt: skip
    born = f"{born_on.day} {born_on.month} {born_on.year}" if born_on else ""
    return {"story": story, "child.1": {"name": child, "born": born}, **pages}


def plan_with(content: Mapping[str, str], ticked: Mapping[str, str]) -> dict[str, str]:
    """What the plan says with these lines added: line -> field. A field that says it stays as it is."""
    found = dict(content)
    for line, field in ticked.items():
        if line not in found.get(field, "").split("\n"):
            found[field] = "\n".join(filter(None, (found.get(field, ""), line)))
    return found
