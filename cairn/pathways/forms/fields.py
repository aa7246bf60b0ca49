"""Fields that several forms of this chapter have."""

from typing import Any

from django import forms

from cairn.foundation.forms import required, say

HALF = "govuk-!-width-one-half"


def long(label: str, hint: str = "", needed: str = "", *, rows: int = 4) -> forms.CharField:
    field = forms.CharField(
        label=label, help_text=hint, widget=forms.Textarea, max_length=10_000,
        required=bool(needed), error_messages=required(needed) if needed else None,
    )  # fmt: skip
    say(field, rows=rows)
    return field


def one_of(label: str, choices: Any, needed: str, hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, help_text=hint,
        error_messages=required(needed),
    )  # fmt: skip
