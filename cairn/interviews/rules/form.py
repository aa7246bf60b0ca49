"""What an interview asks, in one table: page, phone and print are drawn from it.

The questions are plain ones that somebody can ask a child, and each may stay empty. What a child did
not say is not “No”.

Source: DfE (2014), Statutory guidance on children who run away or go missing from home or care; the
return home interview forms of several councils, which ask what was before, during and after.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from cairn.interviews.choices import Known

LONGEST = 10_000  # characters of one answer


class Shape(Enum):
    LINE = "line"
    TEXT = "text"
    LINES = "lines"  # one thing on each line, each can be passed on by itself
    KNOWN = "known"
    STRANDS = "strands"  # codes of kinds of exploitation, one on each line


@dataclass(frozen=True)
class Asked:
    name: str
    label: str
    hint: str = ""
    shape: Shape = Shape.TEXT
    rows: int = 3
    of: str = ""  # the question of which it asks more

    @property
    def whole(self) -> str:
        """What was asked, where it stands without the question before it."""
        return f"{self.of} {self.label}" if self.of else self.label


@dataclass(frozen=True)
class Part:
    code: str
    title: str
    asked: tuple[Asked, ...]
    hint: str = ""


def _known(
    name: str, label: str, more: str = "Say more, as the child said it"
) -> tuple[Asked, ...]:
    return Asked(name, label, shape=Shape.KNOWN), Asked(f"{name}_more", more, rows=2, of=label)


STRANDS = "strands"
ONE_EACH = "One on each line, with all that helps to find them."
PARTS = (
    Part("words", "In the child’s own words", (
        Asked("childs_words", "What does the child want to say?",
              "As they said it. This stays apart from what you make of it.", rows=5),
    )),
    Part("before", "Before", (
        Asked("why_left", "What was going on before you left?"),
        Asked("home", "How are things at home, or where you live?",
              "Arguments, being hurt, rules, other people there."),
        Asked("bullying", "Is anybody unkind to you: at school, where you live, online?", rows=2),
        Asked("place", "Would you like to live somewhere else, or should something change there?",
              rows=2),
        Asked("friends", "Who did you want to see: friends, a partner, family?", rows=2),
        *_known("asked", "Did somebody ask you to come, fetch you, or send money or a ticket?"),
        *_known("using", "Did drugs, drink or something you owe have to do with it?"),
    )),
    Part("during", "While you were away", (
        Asked("where", "Where did you go?"),
        Asked("with_whom", "Who were you with?"),
        Asked("travelled", "How did you get there, and from place to place?", rows=2),
        Asked("slept", "Where did you sleep?", rows=2),
        Asked("ate", "What did you eat, and who paid?", rows=2),
        Asked("money", "Did you have money? Where from?", rows=2),
        Asked("phone", "Could you be reached? Who wrote or rang?", rows=2),
        Asked("adults", "Which adults were there, and how do you know them?", rows=2),
        *_known("harm", "Did anybody hurt you, or do something you did not want?"),
        *_known("crime", "Did anybody ask you to carry, keep, sell or take something?"),
        *_known("substances", "Did you take or drink anything?"),
        *_known("fear", "Are you afraid of anybody?"),
    )),
    Part("after", "After", (
        Asked("returned", "How did you come back, and whose idea was it?"),
        Asked("feelings", "How do you feel now?"),
        *_known("injuries", "Are you hurt, in pain or unwell?"),
        Asked("health", "Do you want to see a doctor or nurse, or somebody else?", rows=2),
    )),
    Part("help", "What would help", (
        Asked("would_help", "What would have to change so that you need not leave?"),
        Asked("safe_adult", "Who is an adult you trust?", shape=Shape.LINE),
        Asked("next_time", "If you want to leave again: whom could you ring or go to?", rows=2),
        Asked("helplines", "Which helplines did you give the child?", shape=Shape.LINE),
    )),
    Part("new", "New people, places, vehicles and phones", (
        Asked("new_people", "People", ONE_EACH, Shape.LINES),
        Asked("new_places", "Places", ONE_EACH, Shape.LINES),
        Asked("new_vehicles", "Vehicles", ONE_EACH, Shape.LINES, 2),
        Asked("new_phones", "Phone numbers", ONE_EACH, Shape.LINES, 2),
        Asked("new_online", "Online names", ONE_EACH, Shape.LINES, 2),
    ), "Once it is written up, you choose which of these the police desk is told."),
    Part("risks", "What it means for the plan", (
        Asked("risks", "Which risks did you learn of?", "One on each line.", Shape.LINES, 4),
        Asked(STRANDS, "Which kinds of exploitation may there be?",
              "As you see it, from what the child said and did not say. None need be ticked.",
              Shape.STRANDS),
        Asked("view", "What do you make of it?",
              "Your own view, apart from what the child said.", rows=4),
    ), "Once it is written up, you choose which of the risks go into the safety plan."),
)  # fmt: skip
CODES = tuple(part.code for part in PARTS)
WORDS = "words"  # the child's own: kept apart, in a column of their own
NEW = ("new_people", "new_places", "new_vehicles", "new_phones", "new_online")
RISKS = "risks"

Answers = Mapping[str, Mapping[str, str]]  # part -> field -> text
Difference = tuple[str, str, str]  # question, what somebody typed or read, what is there now


def part_of(code: str) -> Part:
    return next(part for part in PARTS if part.code == code)


def asked() -> Iterator[tuple[Part, Asked]]:
    for part in PARTS:
        for one in part.asked:
            yield part, one


def cleaned(code: str, said: Mapping[str, Any]) -> dict[str, str]:
    """One part in the shape it is kept: only what somebody wrote. ValueError for what no part holds."""
    fields = {one.name: one for one in part_of(code).asked}
    if unknown := set(said) - set(fields):
        raise ValueError(f"Not of this part: {sorted(unknown)}")
    found = {name: _text(fields[name], value) for name, value in said.items()}
    return {name: text for name, text in found.items() if text}


def _text(one: Asked, value: Any) -> str:
    text = str(value or "").replace("\r\n", "\n").replace("\0", "").strip()
    if len(text) > LONGEST:
        raise ValueError(f"{one.name}: more than {LONGEST} characters")
    if text and one.shape is Shape.KNOWN and text not in Known.values:
        raise ValueError(f"No answer to {one.name}: {text!r}")
    return "\n".join(sorted(set(text.split()))) if one.shape is Shape.STRANDS else text


def shown(one: Asked, text: str, names: Mapping[str, str]) -> str:
    """An answer as it is read. `names`: the kinds of exploitation, by their code."""
    if text and one.shape is Shape.KNOWN:
        return str(Known(text).label)
    if one.shape is Shape.STRANDS:
        return "\n".join(names.get(code, code) for code in text.split())
    return text


def strands_of(answers: Answers) -> list[str]:
    """The kinds of exploitation that whoever wrote it up ticked."""
    return answers.get(RISKS, {}).get(STRANDS, "").split()


def read_back(
    answers: Answers, names: Mapping[str, str]
) -> list[tuple[Part, list[tuple[str, str]]]]:
    """What was answered, part by part: the parts and questions left empty are left out."""
    found = []
    for part in PARTS:
        said = answers.get(part.code, {})
        rows = [
            (one.whole, shown(one, said[one.name], names))
            for one in part.asked
            if said.get(one.name)
        ]
        if rows:
            found.append((part, rows))
    return found


def differences(seen: Answers, there: Answers, names: Mapping[str, str]) -> list[Difference]:
    """Where what somebody typed or read, in these parts, is not what is there now."""
    found = []
    for part, one in asked():
        if part.code not in seen:
            continue
        text, now = (says.get(part.code, {}).get(one.name, "") for says in (seen, there))
        if text.split() != now.split():
            said, stands = shown(one, text, names), shown(one, now, names)
            found.append((f"{part.title}: {one.whole}", said, stands))
    return found


def lines_of(answers: Answers, fields: tuple[str, ...]) -> list[tuple[str, str]]:
    """What stands on lines of their own: (field, line), each once, in order."""
    found: dict[tuple[str, str], None] = {}
    for part, one in asked():
        if one.name in fields:
            text = answers.get(part.code, {}).get(one.name, "")
            found |= {(one.name, line.strip()): None for line in text.split("\n") if line.strip()}
    return list(found)
