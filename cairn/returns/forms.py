"""What people ask of a return and of the answers, and when a child was looked after."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms

from cairn.foundation.forms import DayField, Form, required, say
from cairn.returns.queries import MOST_MONTHS
from cairn.returns.rules.national import Year
from cairn.returns.rules.questions import first_of, month_in_words, months_between

AGAIN = "Part of this page was lost on the way. Open it again, then send this once more."


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


class AnswersForm(Form):
    """Whose answers, and of which months."""

    council = forms.ChoiceField(label="Council", required=False)
    first = forms.ChoiceField(label="From", required=False)
    last = forms.ChoiceField(label="To", required=False)

    def __init__(self, *args: Any, councils: Iterable[Any], months: Iterable[str], **more: Any):
        super().__init__(*args, **more)
        areas = [(one.code, one.name) for one in councils]
        self.fields["council"].choices = areas  # type: ignore[attr-defined]
        choices = [(one, month_in_words(one)) for one in months]
        self.fields["first"].choices = choices  # type: ignore[attr-defined]
        self.fields["last"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        first, last = said.get("first"), said.get("last")
        if first and last and first > last:
            self.add_error("last", "Choose the same month or a later one.")
        elif first and last and len(months_between(first_of(first), first_of(last))) > MOST_MONTHS:
            self.add_error("last", f"Choose {MOST_MONTHS} months or fewer.")
        return said


class CareForm(Form):
    """From when to when a child was looked after."""

    from_on = say(DayField(
        label="When did the child become looked after?", max_length=100,
        help_text="For example, 27 3 2026.", error_messages=required("Enter the day this began."),
    ), classes="govuk-input--width-20")  # fmt: skip
    until_on = say(DayField(
        label="When did this end? (optional)", max_length=100, required=False,
        help_text="Leave it empty if the child is still looked after.",
    ), classes="govuk-input--width-20")  # fmt: skip


class NewCareForm(CareForm):
    """One more such time. The key makes it one, however often it is sent."""

    key = forms.UUIDField(
        widget=forms.HiddenInput,
        initial=uuid.uuid4,
        error_messages=required(AGAIN) | {"invalid": AGAIN},
    )


class ChangeCareForm(CareForm):
    """One put right, as it was when the person saw it."""

    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, error_messages=required(AGAIN) | {"invalid": AGAIN}
    )
