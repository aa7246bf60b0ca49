"""What people tell us before a meeting: when, where, who, about what; and whether they come."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms

from cairn.foundation import clock, dates
from cairn.foundation.forms import Form, required, say
from cairn.meetings.choices import Answer, Kind, Part
from cairn.meetings.forms.fields import (
    NARROW,
    Choices,
    SaidDayField,
    a_key,
    a_text,
    a_version,
    offer,
)


class WhenForm(Form):
    """When and where a meeting is."""

    on = say(
        SaidDayField(
            label="Day", help_text="For example, 27 11 2026", max_length=60,
            error_messages=required("Enter the day of the meeting"),
        ),
        classes="govuk-input--width-10",
    )  # fmt: skip
    at = say(
        forms.CharField(
            label="Time", help_text="For example, 2pm or 14:30", max_length=40,
            error_messages=required("Enter the time at which it starts"),
        ),
        classes="govuk-input--width-5",
    )  # fmt: skip
    where = say(
        forms.CharField(
            label="Where, or how to join", max_length=300,
            error_messages=required("Say where the meeting is, or how to join it"),
        ),
        classes=NARROW,
    )  # fmt: skip

    def clean_at(self) -> Any:
        try:
            read = dates.read_time(self.cleaned_data["at"])
        except dates.Unreadable as problem:
            raise forms.ValidationError(str(problem)) from None
        if read.at is None:
            raise forms.ValidationError("Enter one time, like 2pm or 14:30.")
        return read.at

    @property
    def starts_at(self) -> datetime:
        return clock.instant_of(self.cleaned_data["on"], self.cleaned_data["at"])


class ArrangeForm(WhenForm):
    field_order = ["kind", "child", "chosen", "council", "on", "at", "where", "chair", "key"]
    kind = say(
        forms.ChoiceField(
            label="What kind of meeting", widget=forms.RadioSelect,
            error_messages=required("Choose what kind of meeting it is"),
        )
    )  # fmt: skip
    child = say(
        forms.CharField(
            label="Child", required=False, max_length=200,
            help_text="A name or a reference. For a Level 1 or a review only.",
        ),
        classes=NARROW,
    )  # fmt: skip
    chosen = forms.ChoiceField(label="Which child?", required=False, widget=forms.RadioSelect)
    council = forms.ChoiceField(
        label="Area", required=False, help_text="For a meeting about several children.",
        widget=forms.Select,
    )  # fmt: skip
    chair = forms.ChoiceField(
        label="Who chairs it", error_messages=required("Choose who chairs the meeting"),
        help_text="A Level 1 is chaired by a CERAR manager.", widget=forms.Select,
    )  # fmt: skip
    key = a_key()

    def __init__(
        self, *args: Any, kinds: Iterable[Kind], areas: Choices, chairs: Choices,
        found: Choices = (), **more: Any,
    ):  # fmt: skip
        super().__init__(*args, **more)
        offer(self, "kind", [(kind.value, str(kind.label)) for kind in kinds])
        offer(self, "council", [("", "The whole county"), *areas])
        offer(self, "chair", [("", "Choose"), *chairs])
        offer(self, "chosen", list(found))


class MoveForm(WhenForm):
    why = a_text("Why it is moved", "Say why it is moved", hint="Everybody asked can read this.")
    version = a_version()


class CancelForm(Form):
    why = a_text(
        "Why it is cancelled", "Say why it is cancelled", hint="Everybody asked can read this."
    )
    version = a_version()


class ChairForm(Form):
    chair = forms.ChoiceField(
        label="Who chairs it", error_messages=required("Choose who chairs the meeting"),
        help_text="A Level 1 is chaired by a CERAR manager.", widget=forms.Select,
    )  # fmt: skip
    why = a_text(
        "Why somebody else chairs it", "Say why somebody else is in the chair",
        hint="Everybody asked can read this.",
    )  # fmt: skip
    version = a_version()

    def __init__(self, *args: Any, chairs: Choices, **more: Any):
        super().__init__(*args, **more)
        offer(self, "chair", [("", "Choose"), *chairs])


class InviteForm(Form):
    person = forms.ChoiceField(
        label="Somebody with an account", required=False, widget=forms.Select,
        help_text="Only people who may know about the child are listed.",
    )  # fmt: skip
    guest = say(
        forms.CharField(
            label="Or a guest: their name, or who they are to the child", required=False,
            max_length=200, help_text="Guests have no account, and get no link.",
        ),
        classes=NARROW,
    )  # fmt: skip
    part = forms.ChoiceField(
        label="The guest is", required=False, widget=forms.RadioSelect,
        choices=[one for one in Part.choices if one[0] != Part.PROFESSIONAL],
    )  # fmt: skip

    def __init__(self, *args: Any, people: Choices, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "person", [("", "Choose"), *people])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if bool(said.get("person")) == bool(said.get("guest")) and not self.errors:
            self.add_error("person", "Choose a person, or name a guest")
        if said.get("guest") and not said.get("part"):
            self.add_error("part", "Say who the guest is")
        return said


class AnswerForm(Form):
    answer = forms.ChoiceField(
        label="Will you come?", choices=Answer.choices, widget=forms.RadioSelect,
        error_messages=required("Say whether you will come"),
    )  # fmt: skip
    said = a_text(
        "Anything to pass on",
        "",
        rows=2,
        hint="For example, who comes instead. You do not have to.",
    )


class RenameItemForm(Form):
    title = say(
        forms.CharField(
            label="What it is about", max_length=300,
            error_messages=required("Say what the item is about"),
        ),
        classes=NARROW,
    )  # fmt: skip
    was = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)


class ItemForm(Form):
    title = say(
        forms.CharField(
            label="Put something on the agenda", max_length=300,
            error_messages=required("Say what the item is about"),
        ),
        classes=NARROW,
    )  # fmt: skip
    child = say(
        forms.CharField(
            label="Child it is about", required=False, max_length=40,
            help_text="A reference, like CH-7K3M-9Q2R. Only who may know the child sees the item.",
        ),
        classes="govuk-input--width-20",
    )  # fmt: skip
    key = a_key()

    def __init__(self, *args: Any, is_about_one_child: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if is_about_one_child:
            del self.fields["child"]
