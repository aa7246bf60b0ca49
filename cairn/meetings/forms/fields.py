"""The questions that several forms of meetings ask."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms

from cairn.foundation.forms import Form, required, say

Choices = Iterable[tuple[str, str]]
NARROW = "govuk-!-width-two-thirds"


def offer(form: Form, name: str, choices: Choices) -> None:
    """Put choices known only now on a question."""
    form.fields[name].choices = list(choices)  # type: ignore[attr-defined]


def a_text(label: str, missing: str, *, rows: int = 3, hint: str = "", **more: Any) -> forms.Field:
    box = forms.CharField(
        label=label, help_text=hint, widget=forms.Textarea, max_length=10_000,
        error_messages=required(missing), required=bool(missing), strip=True,
    )  # fmt: skip
    return say(box, rows=rows, **more)


def a_key() -> forms.Field:
    return forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


def a_version() -> forms.Field:
    return forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, required=False
    )
