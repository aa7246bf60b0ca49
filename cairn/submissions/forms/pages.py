"""One page of the form: what it takes from what was typed, how it is kept, and how it reads back."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import QueryDict

from cairn.foundation import clock, dates
from cairn.foundation.forms import Form, required, say
from cairn.submissions.rules import storable

# A date in numbers: somebody who types one means a day, so one that cannot be is asked again.
IN_NUMBERS = re.compile(r"\d{1,4}\s*[/.\- ]\s*\d{1,2}\s*[/.\- ]\s*\d{2,4}")
# Where a date ends and the rest of the story begins.
AND_THEN = re.compile(
    r"\b(?:after|before|at|around|about|between|from|when|while|during|in the|on the)\b"
    r"|\b\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\b",
    re.IGNORECASE,
)
CHOOSE = "Select one of the answers."


@dataclass(frozen=True)
class Options:
    """What a page needs to know of the rest: the partnership's lists, and the gate's answers."""

    strands: tuple[tuple[str, str], ...] = ()
    areas: tuple[tuple[str, str], ...] = ()
    has_pathway: bool = False


class PageForm(Form):
    """A page. `tucked` names the fields that stand in a fold at the end, under `tucked_title`."""

    tucked: ClassVar[tuple[str, ...]] = ()
    tucked_title: ClassVar[str] = ""

    def __init__(
        self, typed: dict[str, Any] | None = None, *, options: Options, check: bool = False
    ):
        """`typed` as the draft holds it. With `check` it is held to the rules, else only shown."""
        typed = typed or {}
        super().__init__(data=typed if check else None, initial=None if check else typed)
        self.options = options

    @classmethod
    def typed_in(cls, posted: QueryDict) -> dict[str, Any]:
        """Every word of the page's own fields, as typed, in a form that can be kept."""
        typed: dict[str, Any] = {}
        for name, field in cls.base_fields.items():
            values = [storable(value) for value in posted.getlist(name)]
            if isinstance(field, forms.MultipleChoiceField):
                typed[name] = values
            else:  # a field that came twice is not a reason to lose half of it
                typed[name] = "\n".join(values)
        return typed

    @property
    def plain(self) -> list[Any]:
        return [field for field in self if field.name not in self.tucked]

    @property
    def folded(self) -> list[Any]:
        return [field for field in self if field.name in self.tucked]

    @property
    def fold_is_open(self) -> bool:
        return any(field.errors or field.value() for field in self.folded)

    def content(self) -> dict[str, Any]:
        """What is sent: the answers given, without the questions left out."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def rows(self, typed: dict[str, Any]) -> list[tuple[str, str]]:
        """What was typed as (question in short, answer in words), unanswered ones left out."""
        answered = ((name, field, typed.get(name)) for name, field in self.fields.items())
        return [
            (short(field), _in_words(field, value)) for _name, field, value in answered if value
        ]


def short(field: forms.Field) -> str:
    """A question as a heading beside its answer."""
    return str(getattr(field, "said", {}).get("short") or field.label)


def _in_words(field: forms.Field, value: Any) -> str:
    labels = {str(code): str(text) for code, text in getattr(field, "choices", ())}
    values = value if isinstance(value, list) else [value]
    return "\n".join(labels.get(str(one), str(one)) for one in values)


def words(
    label: str, hint: str = "", *, rows: int = 0, most: int = 500, needed: str = "", **said: Any
) -> forms.CharField:
    """A field for words; with `rows` a large one. `needed` is what is said where it is empty."""
    too_long = f"Use {most:,} characters or fewer."
    if rows:
        too_long = f"Use {most:,} characters or fewer. You can add a document instead."
        said["rows"] = rows
    field = forms.CharField(
        label=label,
        help_text=hint,
        required=bool(needed),
        widget=forms.Textarea if rows else forms.TextInput,
        error_messages=required(needed) if needed else {},
    )
    field.validators.append(MaxLengthValidator(most, too_long))
    say(field, **said)
    return field


def one_of(
    label: str, choices: Any, hint: str = "", *, needed: str = "", **said: Any
) -> forms.ChoiceField:
    """Radio buttons."""
    field = forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=getattr(choices, "choices", choices),
        required=bool(needed),
        widget=forms.RadioSelect,
        error_messages=required(needed or CHOOSE),
    )
    say(field, **said)
    return field


def some_of(label: str, choices: Any, hint: str = "", **said: Any) -> forms.MultipleChoiceField:
    """Checkboxes; none need be ticked."""
    field = forms.MultipleChoiceField(
        label=label,
        help_text=hint,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Select answers from the list."},
    )
    say(field, **said)
    return field


def from_list(label: str, choices: Any, hint: str = "", **said: Any) -> forms.ChoiceField:
    """A list to open, whose first line is no answer."""
    field = forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=[("", "I am not sure"), *getattr(choices, "choices", choices)],
        required=False,
        widget=forms.Select,
        error_messages={"invalid_choice": "Select an answer from the list."},
    )
    say(field, **said)
    return field


def offer(field: Any, choices: Any) -> None:
    """Give a field its choices, once they are known."""
    field.choices = choices


def read_date(text: str, *, birth: bool = False) -> dates.Read | None:
    """The day or days meant, or None where the words say it in another way.

    What follows the date ("last Tuesday after school") is left out of account. Raises
    ValidationError for a date in numbers that cannot be one.
    """
    for said in dict.fromkeys((text, AND_THEN.split(text, maxsplit=1)[0].strip(" ,"))):
        try:
            return dates.read_date(said, today=clock.today(), prefer="past" if birth else "any")
        except dates.Unreadable as problem:
            if IN_NUMBERS.fullmatch(said.strip()):
                raise forms.ValidationError(str(problem)) from None
    return None
