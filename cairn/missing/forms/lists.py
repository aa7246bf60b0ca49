"""What a reader asks of the list of episodes."""

from collections.abc import Iterable
from typing import Any

from django import forms

from cairn.foundation.forms import DayField, Form
from cairn.missing.choices import Ended, Grade, Kind


class ListForm(Form):
    """What a reader asks of the episodes."""

    kind = forms.ChoiceField(
        label="Kind", choices=[("", "Missing or away"), *Kind.choices], required=False
    )
    grade = forms.ChoiceField(
        label="Grade", choices=[("", "Any grade"), *(one for one in Grade.choices if one[0])],
        required=False,
    )  # fmt: skip
    ended = forms.ChoiceField(
        label="How it ended", choices=[("", "Any way, or not yet"), *Ended.choices], required=False
    )
    council = forms.ChoiceField(label="Area", required=False)
    began_from = DayField(label="Began from", required=False, max_length=100)
    began_to = DayField(label="Began up to", required=False, max_length=100)

    def __init__(self, *args: Any, councils: Iterable[Any], **more: Any):
        super().__init__(*args, **more)
        areas = [(one.code, one.name) for one in councils]
        self.fields["council"].choices = [("", "Every area"), *areas]  # type: ignore[attr-defined]

    @property
    def narrowed(self) -> dict[str, Any]:
        """What was asked and can be: an unknown filter is none."""
        self.is_valid()
        return {name: said for name, said in self.cleaned_data.items() if said}
