"""The form as a table: which pages there are, in which order, and what is made of them.

A page has a name in the draft ("story", "child.2") and, once sent, a place in the content (see
rules/shape.py). Everything that walks through the form walks through here.
"""

from dataclasses import dataclass
from typing import Any

from cairn.submissions import forms, rules
from cairn.submissions.choices import About, Known, Now
from cairn.submissions.forms import Options, PageForm

Typed = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """One kind of page. Where there can be several of it, `another` names one more."""

    name: str
    title: str
    section: str
    form: type[PageForm]
    another: str = ""


HAPPENED, PEOPLE, KNOWN, YOU = (
    "What happened",
    "Who and what it is about",
    "Where it comes from",
    "About you",
)
STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        Step("call", "The call", HAPPENED, forms.CallForm),
        Step("story", "What did you notice?", HAPPENED, forms.StoryForm),
        Step("child", "Who is the child?", PEOPLE, forms.ChildForm, "another child"),
        Step("adult", "Who is the adult?", PEOPLE, forms.AdultForm, "another adult"),
        Step("place", "Which place is it?", PEOPLE, forms.PlaceForm, "another place"),
        Step("vehicle", "Which vehicle is it?", PEOPLE, forms.VehicleForm, "another vehicle"),
        Step("phone", "Which phone number is it?", PEOPLE, forms.PhoneForm, "another number"),
        Step("online", "Which online name is it?", PEOPLE, forms.OnlineForm, "another online name"),
        Step("sharing", "How do you know, and who has been told?", KNOWN, forms.SharingForm),
        Step("you", "Who are you?", YOU, forms.YouForm),
    )
}
SECTIONS = (HAPPENED, PEOPLE, KNOWN, YOU)


@dataclass(frozen=True)
class Page:
    """One page of one draft."""

    step: Step
    number: int = 0

    @property
    def name(self) -> str:
        return f"{self.step.name}.{self.number}" if self.number else self.step.name


def page(step: str, number: int) -> Page | None:
    """The page at this address, or None if the form has no such page."""
    found = STEPS.get(step)
    if found is None or not 0 <= number <= 10 * rules.MOST_OF_A_KIND:
        return None
    return Page(found, (number or 1) if found.another else 0)


def pages(answers: Typed, *, signed_in: bool) -> list[Page]:
    """The pages this draft has, in order: what was ticked, and what was begun."""
    ticked = answers.get("story", {}).get("about", [])
    found = []
    for step in STEPS.values():
        if step.another:
            numbers = rules.numbers_of(step.name, answers)
            if not numbers and step.name in ticked:
                numbers = [1]
            found += [Page(step, number) for number in numbers]
        elif _is_asked(step, answers, signed_in):
            found.append(Page(step))
    return found


def _is_asked(step: Step, answers: Typed, signed_in: bool) -> bool:
    if step.name == "call":
        return rules.must_call(answers.get("gate", {})) or "call" in answers
    return step.name != "you" or not signed_in


def next_number(kind: str, versions: Typed) -> int:
    """A number that no child (adult, place...) of this draft has ever had."""
    return 1 + max([0, *rules.numbers_of(kind, versions)])


def form_of(of: Page, answers: Typed, options: Options, *, check: bool = False) -> PageForm:
    return of.step.form(answers.get(of.name), options=options, check=check)


def is_finished(of: Page, answers: Typed, options: Options) -> bool:
    """Whether nothing is missing on this page, and nothing waits to be chosen."""
    undecided = bool(answers.get(f"{of.name}~"))
    return not undecided and form_of(of, answers, options, check=True).is_valid()


def compose(answers: Typed, options: Options, *, signed_in: bool) -> rules.Composed | None:
    """What is sent, or None while something is missing."""
    gate = answers.get("gate", {})
    if not rules.is_complete(gate) or any(name.endswith("~") for name in answers):
        return None
    content: dict[str, Any] = {"gate": gate}
    who: dict[str, str] = {}
    for one in pages(answers, signed_in=signed_in):
        form = form_of(one, answers, options, check=True)
        if not form.is_valid():
            return None
        if one.step.name == "you":
            who = form.content()
        elif one.step.another:
            content.setdefault(one.step.name, []).append(form.content())
        else:
            content[one.step.name] = form.content()
    return rules.Composed(content, who)


# --- reading it back ------------------------------------------------------------------------------

Rows = list[tuple[str, str]]


def gate_rows(gate: Typed) -> Rows:
    """The gate's answers in words."""
    asked = forms.GateForm().fields
    known: dict[str, Any] = {"now": Now, "about": About, "pathway": Known}
    return [
        (forms.short(asked[name]), str(choices(gate[name]).label))
        for name, choices in known.items()
        if gate.get(name) in choices.values
    ]


NOUNS = {
    "call": "The call",
    "story": "What was noticed",
    "child": "Child",
    "adult": "Adult of concern",
    "place": "Place",
    "vehicle": "Vehicle",
    "phone": "Phone number",
    "online": "Online name",
    "sharing": "How you know, and who has been told",
    "you": "You",
}


def heading_of(step: Step) -> str:
    """What a page is called in a list."""
    return NOUNS[step.name]
