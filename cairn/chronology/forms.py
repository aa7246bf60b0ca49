"""What people write on a line of time, and how much of it they ask to see."""

import uuid
from typing import Any

from django import forms

from cairn.chronology.choices import Kind, Lane, Period, Turn
from cairn.chronology.rules import TITLE_LENGTH
from cairn.foundation.forms import Form, SaidDateField, required, say

WRITTEN = [(one, label) for one, label in Kind.choices if one != Kind.MISSING]


class EntryForm(Form):
    kind = forms.ChoiceField(
        label="What is it about?", choices=WRITTEN, widget=forms.RadioSelect,
        error_messages=required("Choose what it is about."),
    )  # fmt: skip
    when = SaidDateField(
        label="When did it happen?", max_length=100, error_messages=required("Say when it happened."),
        help_text="A day, like 27 3 2026. If you do not know the day: March 2026, or about 3 May.",
    )  # fmt: skip
    what = forms.CharField(
        label="What happened?", max_length=TITLE_LENGTH,
        help_text="In one line, in words that the child could read.",
        error_messages=required("Write what happened."),
    )  # fmt: skip
    turn = forms.ChoiceField(
        label="What was it for the child?", choices=Turn.choices, widget=forms.RadioSelect,
        required=False,
    )  # fmt: skip
    detail = forms.CharField(
        label="What else is known?", widget=forms.Textarea, max_length=10_000, required=False
    )
    known_from = forms.CharField(
        label="Where is this known from?", max_length=TITLE_LENGTH, required=False,
        help_text="For example the school, or the parents.",
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, **more: Any):
        super().__init__(*args, **more)
        say(self.fields["when"], classes="govuk-input--width-20")
        say(self.fields["detail"], rows=4)

    @property
    def said(self) -> dict[str, Any]:
        typed = dict(self.cleaned_data)
        when = typed.pop("when")
        return {**typed, "from_on": when.earliest, "until_on": when.latest}


class TakeBackForm(Form):
    why = forms.CharField(
        label="Why is it taken back?", widget=forms.Textarea, max_length=1_000,
        error_messages=required("Say why it is taken back."),
        help_text="It leaves the line of time. Whoever opens it still sees what was written, and this.",
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any):
        super().__init__(*args, **more)
        say(self.fields["why"], rows=3)


class ShowForm(Form):
    """How far back, and what of it."""

    period = forms.ChoiceField(label="How far back", choices=Period.choices, required=False)
    lane = forms.ChoiceField(
        label="What", choices=[("", "Everything"), *Lane.choices], required=False
    )

    @property
    def months(self) -> int | None:
        self.is_valid()
        period = self.cleaned_data.get("period") or Period.YEAR
        return None if period == Period.ALL else int(period)

    @property
    def only(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("lane", "")
