"""What must be true of a plan, what became of it between two versions, and what each copy holds.

Sources: the strategy's safety planning with the child and the family; contextual safeguarding's
places of a young person's life; the Care Act 2014, sections 58 to 66, on the move to adult services.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cairn.foundation.wording import day
from cairn.plans.choices import Answer, Copy, Kind, TookPart
from cairn.plans.sections import SECTIONS, Asked, Section, Shape, asked, label_in_full

LONGEST = 5_000  # characters of one field
EMPTY = {
    Kind.SAFETY: "Write at least one thing of the plan: what the child says, a signal, a safe person"
    " or place, or what you agreed.",
    Kind.RESPONSE: "Write at least one thing of the plan: who does what, where the child may go, or what"
    " helps to find them.",
    Kind.TRANSITION: "Write at least one thing of the plan: what the young person wants, who stays"
    " with them, or which adult service there is.",
}
Content = Mapping[str, str]  # field -> text, only what somebody wrote


@dataclass(frozen=True)
class Difference:
    """One field in two versions, as it is read."""

    name: str
    label: str
    then: str
    since: str


@dataclass(frozen=True)
class Merged:
    """Two texts of a plan that began from one version.

    `content` has what the person wrote where they changed something, and elsewhere what is there
    now. `taken`: what only the other changed. `contested`: what both did.
    """

    content: dict[str, str]
    taken: tuple[Difference, ...]
    contested: tuple[Difference, ...]


@dataclass(frozen=True)
class Part:
    """One heading of a copy, with what stands below it: (small label, text)."""

    heading: str
    lines: tuple[tuple[str, str], ...]


def cleaned(kind: str, content: Mapping[str, Any]) -> dict[str, str]:
    """Content in the shape it is kept. Raises ValueError for what no plan of this kind holds."""
    fields = {one.name: one for one in asked(kind)}
    if unknown := set(content) - set(fields):
        raise ValueError(f"Not of this plan: {sorted(unknown)}")
    found = {name: _text(fields[name], value) for name, value in content.items()}
    for name in ("child_part", "carers_part"):  # who took part needs no reason why not
        if found.get(name) == TookPart.YES:
            found.pop(f"{name}_because", None)
    return {name: found[name] for name in fields if found.get(name)}


def _text(one: Asked, value: Any) -> str:
    text = str(value or "").replace("\r\n", "\n").strip()
    if len(text) > LONGEST:
        raise ValueError(f"{one.name}: more than {LONGEST} characters")
    if text and one.shape is Shape.CHOICE and text not in one.choices.values:
        raise ValueError(f"No answer to {one.name}: {text!r}")
    if text and one.shape is Shape.DAY:
        date.fromisoformat(text)
    return text


def problems(kind: str, content: Content) -> dict[str, str]:
    """What must be put right before a plan is kept: field -> sentence; "" is of the whole plan."""
    found = {}
    if not any(content.get(one.name) for one in asked(kind) if one.is_plan):
        found[""] = EMPTY[Kind(kind)]
    if kind == Kind.SAFETY:
        for name, who in (("child_part", "the child"), ("carers_part", "parents or carers")):
            if not content.get(name):
                found[name] = f"Say whether {who} took part."
            elif content[name] == TookPart.NO and not content.get(f"{name}_because"):
                found[f"{name}_because"] = f"Say why {who} did not take part."
    elif kind == Kind.RESPONSE:
        if not content.get("kept_by"):
            found["kept_by"] = "Say which carer or home keeps this plan."
    elif content.get("service_answer") == Answer.REFUSED and not content.get(
        "service_refused_because"
    ):
        found["service_refused_because"] = "Say why the adult service refused."
    return found


def reason_not_to_save(kind: str, content: Content, *, is_first: bool, why: str) -> str | None:
    if found := problems(kind, content):
        return " ".join(found.values())
    if not is_first and not why.strip():
        return "Say what you changed, and why."
    return None


def reason_not_to_restore(*, is_current: bool, why: str) -> str | None:
    if is_current:
        return "This is the plan as it is now."
    if not why.strip():
        return "Say why this version is right again."
    return None


def shown(one: Asked, content: Content) -> str:
    """A field as it is read: a choice in words, a day in words."""
    text = content.get(one.name, "")
    if text and one.shape is Shape.CHOICE:
        return str(one.choices(text).label)
    if text and one.shape is Shape.DAY:
        return day(date.fromisoformat(text))
    return text


def compared(kind: str, then: Content, now: Content) -> tuple[list[Difference], list[Difference]]:
    """Every field that differs between two versions, and those that say the same, in order."""
    differing, same = [], []
    for section in SECTIONS[kind]:
        for one in section.asked:
            found = _difference(section, one, then, now)
            if then.get(one.name, "") != now.get(one.name, ""):
                differing.append(found)
            elif found.since:
                same.append(found)
    return differing, same


def merged(kind: str, *, seen: Content, mine: Content, theirs: Content) -> Merged:
    """What somebody wrote upon `seen`, while others went on to `theirs`. Nothing is left out."""
    content: dict[str, str] = {}
    taken: list[Difference] = []
    contested: list[Difference] = []
    for section in SECTIONS[kind]:
        for one in section.asked:
            was, my, their = (_words(text, one.name) for text in (seen, mine, theirs))
            is_mine = my != was
            content[one.name] = (mine if is_mine else theirs).get(one.name, "")
            if their != was and my != their:
                found = taken if not is_mine else contested
                found.append(_difference(section, one, mine, theirs))
    kept = {name: text for name, text in content.items() if text}
    return Merged(kept, tuple(taken), tuple(contested))


def _difference(section: Section, one: Asked, then: Content, since: Content) -> Difference:
    label = label_in_full(section, one)
    return Difference(one.name, label, shown(one, then), shown(one, since))


def _words(content: Content, name: str) -> list[str]:
    return content.get(name, "").split()


def parts_of_copy(kind: str, copy: str, content: Content) -> list[Part]:
    """What one copy of a plan holds, in order. What has no heading for it is not there."""
    found: list[Part] = []
    for section in SECTIONS[kind]:
        lines = [
            (one.on[Copy(copy)], shown(one, content))
            for one in section.asked
            if Copy(copy) in one.on and content.get(one.name)
        ]
        if section.is_context and lines:
            found.append(Part(section.title, tuple(lines)))
        elif not section.is_context:
            found += [Part(heading, (("", text),)) for heading, text in lines]
    return found


def first_steps(content: Content) -> list[tuple[str, str]]:
    """What a response plan says is done first: who does what, and when 999 and 101 are rung."""
    first = SECTIONS[Kind.RESPONSE][0]
    said = [(one.on[Copy.SHEET], shown(one, content)) for one in first.asked]
    return [(heading, words) for heading, words in said if words]
