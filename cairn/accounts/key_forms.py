"""What an administrator tells us of another system and its keys."""

import uuid

from django import forms

from cairn.foundation.forms import Form, required, say

MONTHS_3, HALF_A_YEAR, A_YEAR = 92, 183, 366


class SystemForm(Form):
    name = say(
        forms.CharField(
            label="Name of the system", max_length=100,
            help_text="As the people who read its notifications know it. For example: Police records.",
            error_messages=required("Enter the name of the system."),
        ),
        classes="govuk-!-width-two-thirds", autocomplete="off",
    )  # fmt: skip


class KeyForm(Form):
    days = say(
        forms.TypedChoiceField(
            label="How long does it open Cairn?", coerce=int, initial=HALF_A_YEAR,
            choices=[(MONTHS_3, "3 months"), (HALF_A_YEAR, "6 months"), (A_YEAR, "A year")],
        ),
        classes="govuk-input--width-10",
    )  # fmt: skip
    asked_as = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
