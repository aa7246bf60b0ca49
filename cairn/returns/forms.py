"""What people ask of a return, and when a child was looked after."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms

from cairn.foundation.forms import DayField, Form, required
from cairn.returns.rules.national import Year


class ReturnForm(Form):
    """Whose return, and of which year."""

    council = forms.ChoiceField(label="Council", required=False)
    year = forms.ChoiceField(label="Collection year", required=False)

    def __init__(self, *args: Any, councils: Iterable[Any], years: Iterable[Year], **more: Any):
        super().__init__(*args, **more)
        areas = [(one.code, one.name) for one in councils]
        self.fields["council"].choices = areas  # type: ignore[attr-defined]
        self.fields["year"].choices = [  # type: ignore[attr-defined]
            (str(one.first), f"April {one.first} to March {one.first + 1}") for one in years
        ]


class CareForm(Form):
    """From when to when a child was looked after."""

    from_on = DayField(
        label="From which day was the child looked after?", max_length=100,
        help_text="For example, 27 3 2026.", error_messages=required("Enter the first day."),
    )  # fmt: skip
    until_on = DayField(
        label="Until which day?", max_length=100, required=False,
        help_text="Leave it empty while the child is looked after.",
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
