"""Fields that several forms of this chapter have."""

from typing import Any

from django import forms

from cairn.foundation.forms import a_text, required

HALF = "govuk-!-width-one-half"


def long(label: str, hint: str = "", needed: str = "", *, rows: int = 4) -> forms.Field:
    return a_text(label, needed, hint=hint, rows=rows)


def one_of(label: str, choices: Any, needed: str, hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, help_text=hint,
        error_messages=required(needed),
    )  # fmt: skip
