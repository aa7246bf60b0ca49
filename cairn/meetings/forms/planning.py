"""What people tell us before a meeting: when, where, who, about what; and whether they come."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import forms

from cairn.foundation import clock, dates, wording
from cairn.foundation.forms import (
    NARROW,
    DayField,
    Form,
    a_key,
    a_text,
    a_version,
    required,
    say,
)
from cairn.meetings import rules
from cairn.meetings.choices import Answer, Kind, Part
from cairn.meetings.forms.fields import Choices, offer

NOT_FOUND = "No child you may know of is like this. Check the spelling, or enter the reference."

OF_A_GROUP = "Each sees only the children on the agenda whom they may know."
NO_CHAIR = "Nobody who chairs such a meeting may open it. Record first that they are involved."


class WhenForm(Form):
    """When and where a meeting is."""

    on = say(
        DayField(
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

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("on") and said.get("at"):
            then = clock.instant_of(said["on"], said["at"])
            if reason := rules.reason_not_to_be_at(starts_at=then, now=clock.now()):
                self.add_error("on", reason)
        return said

    @property
    def starts_at(self) -> datetime:
        return clock.instant_of(self.cleaned_data["on"], self.cleaned_data["at"])


class AboutForm(Form):
    """What kind of meeting, and about which child. `found`: the children that fit what was typed."""

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

    def __init__(self, *args: Any, kinds: Iterable[Kind], found: Choices = (), **more: Any):
        super().__init__(*args, **more)
        self.found = list(found)
        offer(self, "kind", [(kind.value, str(kind.label)) for kind in kinds])
        offer(self, "chosen", self.found)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        kind, text = said.get("kind"), said.get("child", "")
        if text and not self.found:
            self.add_error("child", NOT_FOUND)
        elif len(self.found) > 1 and not said.get("chosen") and "chosen" not in self.errors:
            self.add_error("chosen", "Choose which child")
        elif kind and (reason := rules.reason_not_to_be_about(kind=kind, has_child=bool(text))):
            self.add_error("child", reason)
        return said

    @property
    def reference(self) -> str:
        """Of the child it is about, or ""."""
        return self.found[0][0] if len(self.found) == 1 else self.cleaned_data.get("chosen", "")


class ArrangeForm(AboutForm, WhenForm):
    """The whole of it. `due_on`: by when such a meeting about the child is due, if it is."""

    field_order = ["kind", "child", "chosen", "council", "on", "at", "where", "chair", "key"]
    council = forms.ChoiceField(label="Area", required=False, widget=forms.Select)
    chair = forms.ChoiceField(
        label="Who chairs it", widget=forms.Select,
        help_text="Only people who may chair it are listed.",
        error_messages=required("Choose who chairs the meeting"),
    )  # fmt: skip
    key = a_key()
    warned = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, areas: Choices, chairs: Choices, due_on: date | None = None, **more: Any
    ):
        super().__init__(*args, **more)
        self.due_on = due_on
        offer(self, "council", [("", "The whole county"), *areas])
        able = list(chairs)
        offer(self, "chair", [("", "Choose"), *able])
        if not able:
            self.fields["chair"].help_text = NO_CHAIR
        if due_on:
            hint = f"For example, 27 11 2026. This meeting is due by {wording.day(due_on)}."
            self.fields["on"].help_text = hint

    @property
    def is_late(self) -> bool:
        """Whether the day is later than the meeting is due. That is possible, and is said first."""
        on = self.cleaned_data.get("on") if self.is_bound else None
        return bool(on and self.due_on and on > self.due_on)

    @property
    def must_warn(self) -> bool:
        return self.is_late and self.cleaned_data.get("warned") != str(self.due_on)


class MoveForm(WhenForm):
    why = a_text("Why it is moved", "Say why it is moved", hint="Everybody asked can read this.")
    version = a_version(required=False)


class CancelForm(Form):
    why = a_text(
        "Why it is cancelled", "Say why it is cancelled", hint="Everybody asked can read this."
    )
    version = a_version(required=False)


class ChairForm(Form):
    chair = forms.ChoiceField(
        label="Who chairs it", error_messages=required("Choose who chairs the meeting"),
        help_text="Only people who may chair it are listed.", widget=forms.Select,
    )  # fmt: skip
    why = a_text(
        "Why somebody else chairs it", "Say why somebody else is in the chair",
        hint="Everybody asked can read this.",
    )  # fmt: skip
    version = a_version(required=False)

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

    def __init__(self, *args: Any, people: Choices, is_about_one_child: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "person", [("", "Choose"), *people])
        if not is_about_one_child:
            self.fields["person"].help_text = OF_A_GROUP
            offer(self, "part", [(Part.GUEST.value, str(Part.GUEST.label))])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if bool(said.get("person")) == bool(said.get("guest")) and not self.errors:
            self.add_error("person", "Choose a person, or name a guest")
        if said.get("guest") and not said.get("part"):
            self.add_error("part", "Say who the guest is")
        return said


class UsualForm(Form):
    """Those who are usually asked, ticked: a person confirms, or takes a tick away."""

    who = forms.MultipleChoiceField(
        label="Usually asked, and not asked yet", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, usual: Sequence[Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "who", [(one.code, one.name) for one in usual])
        say(self.fields["who"], choice_hints={one.code: one.why for one in usual})
        self.fields["who"].initial = [one.code for one in usual]


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
