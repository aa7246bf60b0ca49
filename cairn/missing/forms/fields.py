"""What the forms of missing children are made of."""

import uuid
from typing import Any

from django import forms

from cairn.foundation.forms import required, say

NARROW = "govuk-!-width-two-thirds"


def a_line(label: str, **more: Any) -> forms.Field:
    return say(forms.CharField(label=label, max_length=300, required=False, **more), classes=NARROW)


def a_text(label: str, *, rows: int = 3, missing: str = "", hint: str = "") -> forms.Field:
    box = forms.CharField(
        label=label, help_text=hint, widget=forms.Textarea, max_length=10_000,
        error_messages=required(missing), required=bool(missing),
    )  # fmt: skip
    return say(box, rows=rows)


def a_key() -> forms.Field:
    return forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


def a_version() -> forms.Field:
    return forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
