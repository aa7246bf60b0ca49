"""What people tell us of contacts and pathways. Why it is not possible now is for the rules to say."""

import uuid
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms

from cairn.children.forms.child import DayField
from cairn.foundation.forms import Form, required, say
from cairn.foundation.wording import exact
from cairn.meetings.models import Meeting
from cairn.pathways import rules
from cairn.pathways.choices import (
    AgeBand,
    Due,
    Ended,
    Level,
    Only,
    Order,
    Outcome,
    Source,
    State,
)


def _long(label: str, hint: str = "", needed: str = "", *, rows: int = 4) -> forms.CharField:
    field = forms.CharField(
        label=label, help_text=hint, widget=forms.Textarea, max_length=10_000,
        required=bool(needed), error_messages=required(needed) if needed else None,
    )  # fmt: skip
    say(field, rows=rows)
    return field


def _one_of(label: str, choices: Any, needed: str, hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, help_text=hint,
        error_messages=required(needed),
    )  # fmt: skip


class ContactForm(Form):
    # What was shared through Cairn is passed on by itself, and by nobody's hand.
    source = _one_of(
        "Where does this come from?", [one for one in Source.choices if one[0] != Source.SUBMISSION],
        "Choose where it comes from.",
    )  # fmt: skip
    who = forms.CharField(
        label="Which council or professional?", max_length=200, required=False,
        help_text="If it comes from another council, or from somebody who does not use Cairn.",
    )  # fmt: skip
    said = _long(
        "What is the concern?", "What was seen or heard, and why it may be exploitation.",
        "Write what the concern is.",
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("source") == Source.COUNCIL and not said.get("who"):
            self.add_error("who", "Say which council it comes from.")
        return said


class ScreenForm(Form):
    outcome = _one_of(
        "What becomes of this contact?", Outcome.choices, "Choose what becomes of it."
    )
    reason = _long(
        "Why?", "Whoever opens this later reads it.", "Give the reason for the decision."
    )


class PathwayForm(Form):
    """What every act upon a pathway tells: the version that the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class HeldForm(PathwayForm):
    """What may have been decided at a meeting: `held` are the child's, the latest first."""

    meeting = forms.ChoiceField(
        label="Which meeting decided this?", required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, held: Iterable[Meeting] = (), **more: Any):
        super().__init__(*args, **more)
        choices = [
            (one.reference, f"{one.get_kind_display()}, {exact(one.starts_at)}") for one in held
        ]
        self.fields["meeting"].choices = [*choices, ("", "Not at a meeting")]  # type: ignore[attr-defined]
        if not choices:
            del self.fields["meeting"]


class LevelForm(HeldForm):
    """`prompted` is the level that the assessment beside it prompts, or ""."""

    field_order = ("version", "assessment", "level", "reason", "why_differs", "meeting")
    level = _one_of("Level", Level.choices, "Choose a level.")
    reason = _long("Reasons", "What makes it this level, and what would change it.",
                   "Give the reasons for the level.")  # fmt: skip
    why_differs = _long("If you decide otherwise than the tool, why?",
                        "Leave this empty if you decide as the tool prompts.", rows=3)  # fmt: skip
    assessment = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args: Any, prompted: str = "", **more: Any):
        super().__init__(*args, **more)
        self.prompted = prompted
        if not prompted:
            del self.fields["why_differs"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        reason = rules.reason_not_to_differ(
            level=said.get("level", self.prompted), prompted=self.prompted,
            why_differs=said.get("why_differs", ""),
        )  # fmt: skip
        if reason and "why_differs" not in self.errors:
            self.add_error("why_differs", reason)
        return said


class ReviewForm(HeldForm):
    field_order = ("version", "note", "childs_view", "meeting")
    note = _long("What the review found", "What changed, and what happens until the next one.",
                 "Write what the review found.")  # fmt: skip
    childs_view = _long("What the child says", "In their own words, if you have them.", rows=3)


class OfferForm(PathwayForm):
    to_council = forms.ChoiceField(
        label="Which council is asked?", widget=forms.RadioSelect, required=False
    )
    to_elsewhere = forms.CharField(
        label="Name of the council outside the county", max_length=200, required=False
    )
    why = _long("Why should it take the pathway?", needed="Say why this council should take it.")

    def __init__(self, *args: Any, councils: list[Any], **more: Any):
        super().__init__(*args, **more)
        field = self.fields["to_council"]
        field.choices = [  # type: ignore[attr-defined]
            *((one.code, one.name) for one in councils), ("", "A council outside the county"),
        ]  # fmt: skip


class AnswerForm(PathwayForm):
    is_accepted = _one_of(
        "Does the council take the pathway?", [("yes", "Yes"), ("no", "No")], "Choose yes or no."
    )
    reason = _long("If it does not, why?", rows=3)

    @property
    def said(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {**typed, "is_accepted": typed["is_accepted"] == "yes"}


class CloseForm(PathwayForm):
    why = _one_of("Why does the pathway end?", Ended.choices, "Choose why the pathway ends.")
    childs_voice = _long("What the child says about it ending",
                         "In their own words, or how they were asked.", rows=3)  # fmt: skip
    plans_outcome = _long("What came of the plan", needed="Write what came of the plan.", rows=3)
    what_remains = _long(
        "What remains to be done, and by whom", "If nothing does, say so.",
        "Write what remains to be done, and by whom. If nothing does, say so.", rows=3,
    )  # fmt: skip


class ReopenForm(PathwayForm):
    because = _long("Why is it reopened?", needed="Write why it is reopened.", rows=3)


class AgendaForm(Form):
    """Which of the children for whom something is due come onto an agenda."""

    children = forms.MultipleChoiceField(
        label="For whom something is due", widget=forms.CheckboxSelectMultiple,
        error_messages=required("Tick the children to put on the agenda."),
    )  # fmt: skip

    def __init__(self, *args: Any, due: Iterable[Any], **more: Any):
        super().__init__(*args, **more)
        field, rows = self.fields["children"], list(due)
        field.choices = [(one.child.reference, one.child.name) for one in rows]  # type: ignore[attr-defined]
        say(field, choice_hints={one.child.reference: one.said for one in rows})
        field.initial = [one.child.reference for one in rows if one.is_overdue]


class DivergenceForm(Form):
    """What a reader asks of the levels set otherwise than prompted."""

    council = forms.ChoiceField(label="Area", required=False)
    days = forms.ChoiceField(
        label="When", required=False,
        choices=[
            ("", "At any time"), ("30", "In the last 30 days"), ("90", "In the last 90 days"),
            ("365", "In the last year"),
        ],
    )  # fmt: skip

    def __init__(self, *args: Any, councils: list[Any], **more: Any):
        super().__init__(*args, **more)
        self.fields["council"].choices = [  # type: ignore[attr-defined]
            ("", "Every area"), *((one.code, one.name) for one in councils),
        ]  # fmt: skip

    @property
    def narrowed(self) -> dict[str, Any]:
        """What was asked and can be: an unknown filter is none."""
        self.is_valid()
        said = {name: value for name, value in self.cleaned_data.items() if value}
        return {**said, "days": int(said["days"])} if "days" in said else said


class WorkerForm(PathwayForm):
    is_needed = _one_of(
        "Does the child need an intervention worker?", [("yes", "Yes"), ("no", "No")],
        "Choose yes or no.",
    )  # fmt: skip
    reason = _long("Why?", "What a worker would do with the child, or who does it.", "Write why.",
                   rows=3)  # fmt: skip

    @property
    def said(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {**typed, "is_needed": typed["is_needed"] == "yes"}


class KnownField(forms.ChoiceField):
    """One of several, to narrow a list. What is not known is as if it was not asked."""

    def __init__(self, label: str, choices: Any = (), *, every: str = "") -> None:
        self.every = [("", every)] if every else []
        super().__init__(label=label, required=False, choices=[*self.every, *choices])

    def clean(self, value: Any) -> str:
        return value if self.valid_value(value) else ""


class KnownSeveralField(forms.MultipleChoiceField):
    """Some of several. What is not known is as if it was not asked."""

    def clean(self, value: Any) -> list[str]:
        return [one for one in value or () if self.valid_value(one)]


class ListForm(Form):
    """How a list is narrowed."""

    def __init__(self, *args: Any, councils: list[Any], **more: Any):
        super().__init__(*args, **more)
        field = self.fields["council"]
        areas = [(one.code, one.name) for one in councils]
        field.choices = [*field.every, *areas]  # type: ignore[attr-defined]

    @property
    def narrowed(self) -> dict[str, Any]:
        """What was asked and can be."""
        self.is_valid()
        return {name: said for name, said in self.cleaned_data.items() if said}

    @property
    def kept(self) -> str:
        """The same as part of an address."""
        typed = {name: self[name].value() for name in self.narrowed}
        severals = {name: said for name, said in self.narrowed.items() if isinstance(said, list)}
        return urlencode({**typed, **severals}, doseq=True)


class TrackerForm(ListForm):
    """What a reader asks of the county's list."""

    text = forms.CharField(label="Name or reference", max_length=100, required=False)
    level = KnownField(
        "Level", [one for one in State.choices if one[0] != State.CLOSED], every="Every level"
    )
    council = KnownField("Area", every="Every area")
    due = KnownField("What is next", Due.choices, every="Due at any time")
    age = KnownField("Age", AgeBand.choices, every="Every age")
    only = KnownSeveralField(
        label="Show only", required=False, choices=Only.choices,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    order = KnownField("Order", Order.choices)


class ContactsForm(ListForm):
    """What a reader asks of the contacts."""

    outcome = KnownField("What became of it", Outcome.choices, every="Anything")
    source = KnownField("From", Source.choices, every="Anywhere")
    council = KnownField("Area", every="Every area")
    received_from = DayField(label="Received from", required=False, max_length=100)
    received_to = DayField(label="Received up to", required=False, max_length=100)


class SavedViewForm(Form):
    name = forms.CharField(
        label="Name of the view",
        max_length=60,
        help_text="For example: High, due this week.",
        error_messages=required("Give the view a name."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
