"""What readers ask of the lists: the tracker, contacts, levels set otherwise, what is due."""

import uuid
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms

from cairn.foundation.forms import DayField, Form, required, say
from cairn.pathways.choices import (
    AgeBand,
    Due,
    Only,
    Order,
    Outcome,
    Source,
    State,
)


class KnownField(forms.ChoiceField):
    """One of several, to narrow a list. What is not known is as if it was not asked."""

    def __init__(self, label: str, choices: Any = (), *, every: str = "") -> None:
        self.every = [("", every)] if every else []
        super().__init__(label=label, required=False, choices=[*self.every, *choices])

    def clean(self, value: Any) -> str:
        return value if self.valid_value(value) else ""


class KnownSeveralField(forms.MultipleChoiceField):
    """Some of several. What is not known is as if it was not asked."""

    def clean(self, value: Any) -> list[str]:
        return [one for one in value or () if self.valid_value(one)]


class ListForm(Form):
    """How a list is narrowed."""

    def __init__(self, *args: Any, councils: list[Any], **more: Any):
        super().__init__(*args, **more)
        field = self.fields["council"]
        areas = [(one.code, one.name) for one in councils]
        field.choices = [*field.every, *areas]  # type: ignore[attr-defined]

    @property
    def narrowed(self) -> dict[str, Any]:
        """What was asked and can be."""
        self.is_valid()
        return {name: said for name, said in self.cleaned_data.items() if said}

    @property
    def kept(self) -> str:
        """The same as part of an address."""
        typed = {name: self[name].value() for name in self.narrowed}
        severals = {name: said for name, said in self.narrowed.items() if isinstance(said, list)}
        return urlencode({**typed, **severals}, doseq=True)


class TrackerForm(ListForm):
    """What a reader asks of the county's list."""

    text = forms.CharField(label="Name or reference", max_length=100, required=False)
    level = KnownField(
        "Level", [one for one in State.choices if one[0] != State.CLOSED], every="Every level"
    )
    council = KnownField("Area", every="Every area")
    due = KnownField("What is next", Due.choices, every="Due at any time")
    age = KnownField("Age", AgeBand.choices, every="Every age")
    only = KnownSeveralField(
        label="Show only", required=False, choices=Only.choices,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    order = KnownField("Order", Order.choices[1:], every=Order.NEWEST.label)


class ContactsForm(ListForm):
    """What a reader asks of the contacts."""

    outcome = KnownField("What became of it", Outcome.choices, every="Anything")
    source = KnownField("From", Source.choices, every="Anywhere")
    council = KnownField("Area", every="Every area")
    received_from = DayField(label="Received from", required=False, max_length=100)
    received_to = DayField(label="Received up to", required=False, max_length=100)


class SavedViewForm(Form):
    name = forms.CharField(
        label="Name of the view",
        max_length=60,
        help_text="For example: High, due this week.",
        error_messages=required("Give the view a name."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class AgendaForm(Form):
    """Which of the children for whom something is due come onto an agenda."""

    children = forms.MultipleChoiceField(
        label="For whom something is due", widget=forms.CheckboxSelectMultiple,
        error_messages=required("Tick the children to put on the agenda."),
    )  # fmt: skip

    def __init__(self, *args: Any, due: Iterable[Any], **more: Any):
        super().__init__(*args, **more)
        field, rows = self.fields["children"], list(due)
        field.choices = [(one.child.reference, one.child.name) for one in rows]  # type: ignore[attr-defined]
        say(field, choice_hints={one.child.reference: one.said for one in rows})
        field.initial = [one.child.reference for one in rows if one.is_overdue]


class DivergenceForm(Form):
    """What a reader asks of the levels set otherwise than prompted."""

    council = forms.ChoiceField(label="Area", required=False)
    days = forms.ChoiceField(
        label="When", required=False,
        choices=[
            ("", "At any time"), ("30", "In the last 30 days"), ("90", "In the last 90 days"),
            ("365", "In the last year"),
        ],
    )  # fmt: skip

    def __init__(self, *args: Any, councils: list[Any], **more: Any):
        super().__init__(*args, **more)
        self.fields["council"].choices = [  # type: ignore[attr-defined]
            ("", "Every area"), *((one.code, one.name) for one in councils),
        ]  # fmt: skip

    @property
    def narrowed(self) -> dict[str, Any]:
        """What was asked and can be: an unknown filter is none."""
        self.is_valid()
        said = {name: value for name, value in self.cleaned_data.items() if value}
        return {**said, "days": int(said["days"])} if "days" in said else said
