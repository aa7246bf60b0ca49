"""What people tell us in a plan: one long form, drawn from the table in sections.py."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms

from cairn.foundation.forms import DayField, Form, number, say
from cairn.plans import rules
from cairn.plans.choices import Copy
from cairn.plans.models import PlanVersion
from cairn.plans.sections import SECTIONS, Asked, Section, Shape, asked

TOO_LONG = {"max_length": f"Write {rules.LONGEST:,} characters or fewer."}
WHY_HINT = "For your colleagues, and for the child when they ask. On no copy."
READERS = {
    frozenset([Copy.CHILD, Copy.CARERS]): "On both copies.",
    frozenset([Copy.CHILD]): "On the young person’s copy.",
    frozenset([Copy.CARERS]): "On the carers’ copy.",
    frozenset([Copy.SHEET]): "",  # the whole of a response plan is on its one sheet
    frozenset[Copy](): "On no copy.",
}


def _hint(section: Section, one: Asked) -> str:
    """What helps to answer, and on whose copy it stands: whoever writes knows who reads it."""
    is_told = section.is_context or one.shape is Shape.CHOICE
    readers = "" if is_told else READERS[frozenset(one.on)]
    return f"{one.hint} {readers}".strip()


def _field(section: Section, one: Asked) -> forms.Field:
    words: dict[str, Any] = {
        "label": one.label, "help_text": _hint(section, one), "required": False,
    }  # fmt: skip
    if one.shape is Shape.CHOICE:
        made: forms.Field = forms.ChoiceField(
            choices=one.choices.choices, widget=forms.RadioSelect, **words
        )
        return say(made, classes="govuk-radios--small")
    if one.shape is Shape.DAY:
        return say(DayField(**words), classes="govuk-input--width-10")
    words |= {"max_length": rules.LONGEST, "error_messages": TOO_LONG}
    if one.shape is Shape.LINE:
        return forms.CharField(**words)
    size = "govuk-label" if section.is_context else "govuk-label--s"
    made = forms.CharField(widget=forms.Textarea, **words)
    return say(made, rows=one.rows, label_classes=size)


class PlanForm(Form):
    """A whole plan. `now` is the number of the version there is, 0 where there is none."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, kind: str, now: int, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.kind, self.now = kind, now
        for section in SECTIONS[kind]:
            for one in section.asked:
                self.fields[one.name] = _field(section, one)
        if now:
            self.fields["why"] = _why("What did you change, and why?")

    @property
    def sections(self) -> Iterator[tuple[Section, list[Any], bool]]:
        """Each section with its fields, and whether anything is written there."""
        for section in SECTIONS[self.kind]:
            fields = [self[one.name] for one in section.asked]
            yield section, fields, any(one.value() or one.errors for one in fields)

    @property
    def content(self) -> dict[str, str]:
        """What is kept: field -> text."""
        return {one.name: _kept(self.cleaned_data.get(one.name)) for one in asked(self.kind)}

    def clean_version(self) -> int:
        return number(self.cleaned_data["version"], otherwise=-1)  # one that never was

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, sentence in rules.problems(self.kind, self.content).items():
            if name not in self.errors:
                self.add_error(name or None, sentence)
        # Where somebody else was quicker, both texts are shown before anything is asked.
        if self.now and cleaned.get("version") == self.now and not cleaned.get("why"):
            self.add_error("why", "Say what you changed, and why.")
        return cleaned


class RestoreForm(Form):
    version = forms.CharField(widget=forms.HiddenInput, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    why = forms.CharField(
        label="Why is this version right again?", widget=forms.Textarea, max_length=rules.LONGEST,
        error_messages={"required": "Say why this version is right again.", **TOO_LONG},
    )  # fmt: skip
    say(why, rows=3)

    def clean_version(self) -> int:
        return number(self.cleaned_data["version"], otherwise=-1)  # one that never was


class CompareForm(Form):
    """Which two versions."""

    then = forms.ChoiceField(label="Then", required=False)
    now = forms.ChoiceField(label="Now", required=False)

    def __init__(self, *arguments: Any, versions: list[PlanVersion], **options: Any) -> None:
        super().__init__(*arguments, **options)
        choices = [(str(one.number), f"Version {one.number}") for one in versions]
        for name in ("then", "now"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]


def typed_of(kind: str, content: Mapping[str, str]) -> dict[str, str]:
    """A plan's content as it is typed into the form."""
    return {
        one.name: rules.shown(one, content) if one.shape is Shape.DAY else content[one.name]
        for one in asked(kind)
        if one.name in content
    }


def _why(label: str) -> forms.Field:
    field = forms.CharField(
        label=label, help_text=WHY_HINT, widget=forms.Textarea, required=False,
        max_length=rules.LONGEST, error_messages=TOO_LONG,
    )  # fmt: skip
    return say(field, rows=2)


def _kept(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""
