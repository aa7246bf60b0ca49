"""What a plan of each kind asks, in one table: form, page, comparison and copies are drawn from it.

A field stands on the child's copy, or the carers', exactly where it has a heading for it here. So
what worries the adults stays with those who work with the child.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from cairn.plans.choices import Answer, CareAct, Copy, Kind, TookPart


class Shape(Enum):
    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    DAY = "day"


@dataclass(frozen=True)
class Asked:
    """One field. `on` is the heading under which each copy shows it; no heading, not shown."""

    name: str
    label: str
    hint: str = ""
    rows: int = 3
    shape: Shape = Shape.TEXT
    choices: Any = None
    on: Mapping[Copy, str] = field(default_factory=dict)
    is_plan: bool = True  # who took part says nothing yet of what is planned


@dataclass(frozen=True)
class Section:
    title: str
    asked: tuple[Asked, ...]
    hint: str = ""
    is_context: bool = False  # one of six places of a young person's life; folded while empty


def both(child: str, carers: str) -> dict[Copy, str]:
    return {Copy.CHILD: child, Copy.CARERS: carers}


def carers(heading: str) -> dict[Copy, str]:
    return {Copy.CARERS: heading}


def sheet(heading: str) -> dict[Copy, str]:
    return {Copy.SHEET: heading}


def _context(code: str, title: str) -> Section:
    return Section(title, is_context=True, asked=(
        Asked(f"{code}_worry", "What worries us?"),
        Asked(f"{code}_safe", "What is safe here: people and places?",
              on=both("Safe here", "Safe here")),
        Asked(f"{code}_agreed", "What did we agree: who does what?",
              on=both("What we agreed", "What we agreed")),
    ))  # fmt: skip


SAFETY = (
    Section("In the child’s words", (
        Asked("childs_words", "What does the child say about being safe?",
              "As they said it. Write it down together if you can.", 4,
              on=both("What you said", "In their own words")),
    )),
    Section("Signals", (
        Asked("signals", "How does the child tell somebody that something is wrong?",
              "A word, a sign or an emoji that you agreed, who knows it, and what they then do.",
              on=both("How you tell somebody that something is wrong",
                      "How they tell you that something is wrong")),
    )),
    Section("Safe people and places", (
        Asked("safe_people", "Who are the child’s safe people?", rows=2,
              on=both("People you can go to", "People they can go to")),
        Asked("safe_places", "Which places are safe?", rows=2,
              on=both("Places where you are safe", "Places where they are safe")),
    )),
    _context("home", "At home"),
    _context("peers", "With friends"),
    _context("school", "At school, college or work"),
    _context("neighbourhood", "In the neighbourhood"),
    _context("transport", "On the way: lifts, buses and trains"),
    _context("online", "Online"),
    Section("Who does what", (
        Asked("who_does_what", "Who does what, and by when?",
              "One on each line, like: Nan rings school on Mondays, from 1 December.", 5,
              on=both("Who helps with what", "Who does what")),
        Asked("call", "Whom can the child call or text, and on which number?",
              "Their worker, and somebody for evenings and weekends.", 2,
              on=both("Who to call", "Who to call")),
    )),
    Section("If the child goes missing", (
        Asked("missing", "What happens if the child goes missing?",
              "Who looks where, who rings whom, when the police are called, and who talks with the"
              " child afterwards.", 4,
              on=both("If you go missing", "If they go missing")),
    )),
    Section("For the carers", (
        Asked("carers_watch", "What can carers look out for?",
              "Write it for them: only what they may know of others.", 3,
              on=carers("What to look out for")),
        Asked("contingency", "What do we do if the plan does not work?",
              on=carers("If the plan does not work")),
    )),
    Section("Who wrote this plan", (
        Asked("written_by", "Which adults wrote it with the child?",
              "Their names, and who they are to the child.",
              shape=Shape.LINE, is_plan=False, on=both("Made with you by", "Made by")),
        Asked("child_part", "Did the child take part?", shape=Shape.CHOICE, choices=TookPart,
              is_plan=False),
        Asked("child_part_because", "If not, why not, and when will you ask again?", rows=2,
              is_plan=False),
        Asked("carers_part", "Did parents or carers take part?", shape=Shape.CHOICE,
              choices=TookPart, is_plan=False),
        Asked("carers_part_because", "If not, why not?", rows=2, is_plan=False),
    )),
)  # fmt: skip

# Source: domain facts on the Philomena form (kept by the carer in advance, given to the police only on
# report, moves with the child) and on trigger plans: who does what if this child goes missing.
RESPONSE = (
    Section("Who does what", (
        Asked("steps", "Who does what if the child goes missing, in order?",
              "One step on each line, with the number to ring. Only numbers that the carer gave you.",
              6, on=sheet("Who does what, in order")),
        Asked("ring_999", "When is 999 rung at once?",
              "What would make you fear for this child: the hour, the place, who they are with.",
              on=sheet("Ring 999 at once")),
        Asked("ring_101", "When is 101 rung, if nothing of that is so?",
              "For example: after one hour, or when it gets dark.", 2, on=sheet("Ring 101")),
    )),
    Section("Where they may be", (
        Asked("places", "Where may they go?", "Addresses, and where they were found before.",
              on=sheet("Where they may go")),
        Asked("people", "Which friends and other people may they be with?",
              "Names, where they live, and numbers if the carer has them.",
              on=sheet("Friends and people")),
        Asked("money", "What money have they, and how do they travel?",
              "Cash, cards and passes; lifts, buses, trains, a bike.", 2,
              on=sheet("Money and travel")),
        Asked("phone", "What is their telephone number, and their names on social media?",
              "The network and the apps too, and who can see where the telephone is.", 2,
              on=sheet("Telephone and social media")),
    )),
    Section("How to know and help them", (
        Asked("looks", "What do they look like?",
              "Height, build, hair, marks, glasses; the coat and the bag they mostly wear.",
              on=sheet("What they look like")),
        Asked("photo", "Who holds a recent photo, and from when is it?",
              "The photo itself is not kept here.", shape=Shape.LINE, on=sheet("Photo")),
        Asked("health", "Which health needs and medicine have they?",
              "What happens without it, and after how long.", on=sheet("Health and medicine")),
        Asked("childs_words", "What does the child want us to do when they are missing?",
              "As they said it. If you could not ask, say so.",
              on=sheet("What they want us to do")),
        Asked("calms", "What calms them?", "And whom they trust.", 2, on=sheet("What calms them")),
        Asked("frightens", "What frightens them?", "And what not to say or do.", 2,
              on=sheet("What frightens them")),
    )),
    Section("When they are back", (
        Asked("back", "What happens when the child is back?",
              "Who says what first, food, rest, a doctor if needed; who offers the return interview.",
              on=sheet("When they are back")),
    )),
    Section("Who keeps it", (
        Asked("kept_by", "Which carer or home keeps this plan?",
              "It is theirs, and moves with the child. Their name, and the number they gave you.",
              shape=Shape.LINE, is_plan=False, on=sheet("Kept by")),
    )),
)  # fmt: skip

TRANSITION = (
    Section("What the young person wants", (
        Asked("wants", "What does the young person want from 18 on?",
              "In their own words, as far as you can.", 4,
              on=both("What you want", "What they want")),
        Asked("stays", "Who stays with them?",
              "People they know who go on seeing them after 18, and how often.",
              on=both("Who stays with you", "Who stays with them")),
        Asked("continues", "What continues after 18?",
              on=both("What goes on after you are 18", "What goes on after 18")),
    )),
    Section("The adult service", (
        Asked("service", "Which adult service?", "Its name. Leave this empty while there is none.",
              shape=Shape.LINE, on=both("The service for adults", "The service for adults")),
        Asked("service_team", "Which team there?", shape=Shape.LINE,
              on=both("The team", "The team")),
        Asked("service_contact", "Whom to ask for there?", "They need no account.",
              shape=Shape.LINE, on=both("Who to ask for", "Who to ask for")),
        Asked("service_answer", "Did they agree to take part?", shape=Shape.CHOICE,
              choices=Answer, is_plan=False),
        Asked("service_refused_because", "If they refused, why?", rows=2),
        Asked("first_meeting_on", "When is the first meeting with the adult service?",
              "For example 27 3 2027.", shape=Shape.DAY,
              on=both("You first meet them on", "First meeting with them")),
        Asked("if_no", "What happens if the adult service says no?", rows=3,
              on=carers("If the service says no")),
    )),
    Section("Care Act assessment", (
        Asked("care_act", "Was a Care Act assessment asked for?",
              "It may find no care and support needs. The young person may need safety all the same.",
              shape=Shape.CHOICE, choices=CareAct, is_plan=False),
        Asked("care_act_outcome", "What came of it?", rows=2),
    )),
    Section("What is shared", (
        Asked("shared", "What is shared with the adult service, with the young person’s consent?",
              "And what they asked you not to share.", 3,
              on={Copy.CHILD: "What you said we may share"}),
    )),
)  # fmt: skip

SECTIONS: Mapping[str, tuple[Section, ...]] = {
    Kind.SAFETY: SAFETY, Kind.RESPONSE: RESPONSE, Kind.TRANSITION: TRANSITION,
}  # fmt: skip
# The copies that there are of each kind, and what leads to them.
COPIES: Mapping[str, Mapping[Copy, str]] = {
    Kind.SAFETY: both("Copy for the child", "Copy for the carers"),
    Kind.RESPONSE: sheet("One sheet to print"),
    Kind.TRANSITION: both("Copy for the young person", "Copy for the carers"),
}


def asked(kind: str) -> Iterator[Asked]:
    """Every field of a kind of plan, in order."""
    for section in SECTIONS[kind]:
        yield from section.asked


def label_in_full(section: Section, one: Asked) -> str:
    """A field by itself: those of a context need its name."""
    return f"{section.title}: {one.label}" if section.is_context else one.label
