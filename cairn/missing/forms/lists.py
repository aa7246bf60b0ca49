"""What a reader asks of the list of episodes."""

from django import forms

from cairn.foundation.forms import DayField, FilterForm
from cairn.missing.choices import Ended, Grade, Kind


class ListForm(FilterForm):
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
