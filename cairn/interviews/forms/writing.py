"""The form of an interview: one page with every part, drawn from the table in rules/form.py."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from cairn.foundation.forms import Form, number, say
from cairn.interviews.choices import Known
from cairn.interviews.rules.form import (
    CODES,
    LONGEST,
    PARTS,
    STRANDS,
    Asked,
    Part,
    Shape,
    asked,
    strands_of,
)

TOO_LONG = {"max_length": f"Write {LONGEST:,} characters or fewer."}
VERSION = "version-"


def _field(one: Asked, strands: Mapping[str, str]) -> forms.Field:
    words: dict[str, Any] = {"label": one.label, "help_text": one.hint, "required": False}
    if one.shape is Shape.STRANDS:
        ticks: forms.Field = forms.MultipleChoiceField(
            choices=list(strands.items()), widget=forms.CheckboxSelectMultiple, **words
        )
        return say(ticks, classes="govuk-checkboxes--small")
    if one.shape is Shape.KNOWN:
        made: forms.Field = forms.ChoiceField(
            choices=Known.choices, widget=forms.RadioSelect, **words
        )
        return say(made, classes="govuk-radios--inline govuk-radios--small")
    words |= {"max_length": LONGEST, "error_messages": TOO_LONG}
    if one.shape is Shape.LINE:
        return forms.CharField(**words)
    size = "govuk-label" if one.name.endswith("_more") else "govuk-label--s"
    return say(forms.CharField(widget=forms.Textarea, **words), rows=one.rows, label_classes=size)


class WriteForm(Form):
    """Everything the form asks; `versions` are those of its parts, as the person saw them.

    `strands` are the kinds of exploitation that can be ticked: code -> name.
    """

    def __init__(
        self, *args: Any, versions: Mapping[str, int], strands: Mapping[str, str], **more: Any
    ):
        super().__init__(*args, **more)
        for _part, one in asked():
            self.fields[one.name] = _field(one, strands)
        for code in CODES:
            self.fields[f"{VERSION}{code}"] = forms.CharField(
                widget=forms.HiddenInput, required=False, initial=versions.get(code, 0)
            )

    @property
    def parts(self) -> Iterator[tuple[Part, list[Any], bool]]:
        """Each part with its fields, and whether anything is written there."""
        for part in PARTS:
            fields = [self[one.name] for one in part.asked]
            yield part, fields, any(one.value() or one.errors for one in fields)

    @property
    def hidden(self) -> list[Any]:
        return [self[f"{VERSION}{code}"] for code in CODES]

    def said(self, part: Part) -> dict[str, str]:
        return {one.name: _text(self.cleaned_data.get(one.name, "")) for one in part.asked}

    def version_of(self, part: Part) -> int:
        """The number of the part that the person saw; nonsense is a part that was never there."""
        return number(self.data.get(f"{VERSION}{part.code}"), otherwise=-1)


def _text(said: Any) -> str:
    """Ticks are kept as lines."""
    return "\n".join(sorted(said)) if isinstance(said, list) else said


def typed_of(answers: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """What stands in the form, as it is typed into it."""
    typed: dict[str, Any] = {name: text for said in answers.values() for name, text in said.items()}
    return typed | {STRANDS: strands_of(answers)}
