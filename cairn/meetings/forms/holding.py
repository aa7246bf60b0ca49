"""What is written down while a meeting is held, and what came of its tasks."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from cairn.foundation import wording
from cairn.foundation.forms import DayField, Form, a_key, a_text, a_version, required, say
from cairn.meetings.choices import Attendance
from cairn.meetings.forms.fields import Choices, offer
from cairn.meetings.models import Invitation


class ShareForm(Form):
    agency = forms.ChoiceField(
        label="Agency",
        widget=forms.Select,
        error_messages=required("Choose which agency shared it"),
    )
    text = a_text("What it shared", "Write what was shared")
    version = a_version(required=False)

    def __init__(self, *args: Any, agencies: Choices, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "agency", [("", "Choose"), *agencies])


class DecideForm(Form):
    text = a_text("What was decided", "Write what was decided", rows=2)
    key = a_key()


class ChangeDecisionForm(Form):
    text = a_text("Put it better", "Write what was decided", rows=2)
    version = a_version(required=False)


class DissentForm(Form):
    agency = forms.ChoiceField(
        label="Agency that does not agree", widget=forms.Select,
        error_messages=required("Choose which agency does not agree"),
    )  # fmt: skip
    why = a_text("Why", "Write why the agency does not agree", rows=2)

    def __init__(self, *args: Any, agencies: Choices, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "agency", [("", "Choose"), *agencies])


class GiveTaskForm(Form):
    what = a_text("What is to be done", "Write what is to be done", rows=2)
    owner = forms.ChoiceField(
        label="Who does it", widget=forms.Select, error_messages=required("Choose who does it")
    )
    due_on = say(
        DayField(label="By when", required=False, max_length=60),
        classes="govuk-input--width-10",
    )
    key = a_key()

    def __init__(self, *args: Any, owners: Choices, usual: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "owner", [("", "Choose"), *owners])
        self.fields["due_on"].help_text = f"If you leave it empty, {wording.day(usual)}."


class AttendanceForm(Form):
    """One question for each person asked."""

    def __init__(self, *args: Any, asked: Sequence[Invitation], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for one in asked:
            name = one.person.name if one.person else one.guest
            self.fields[one.reference] = forms.ChoiceField(
                label=f"{name}, {one.agency}" if one.agency else f"{name}, guest",
                choices=[("", "Not recorded"), *Attendance.choices], required=False,
                initial=one.attendance, widget=forms.Select, show_hidden_initial=True,
            )  # fmt: skip

    @property
    def changed(self) -> dict[str, str]:
        """What this person changed of what they saw: what others recorded meanwhile stays."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


class ViewForm(Form):
    view = a_text("In their own words", "", rows=3)
    version = a_version(required=False)


class EndForm(Form):
    because = a_text("Why the meeting went on without its quorum", "", rows=2)


class FinishForm(Form):
    outcome = a_text("What came of it", "Say what came of it")
    version = a_version(required=False)
