"""What goes on by a tick: to the police desk, and into the child's safety plan."""

import hashlib
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms

from cairn.foundation.forms import Form, required, say
from cairn.interviews.rules.passing import PLAN_FIELDS
from cairn.submissions.choices import AdultTold, Called, HowKnown, Known, Now

Lines = Sequence[tuple[str, str]]
SMALL = "govuk-radios--small"


def _name(kind: str, line: str) -> str:
    """What a line is called in a form: by what it says, so that no tick moves to another when
    somebody adds one meanwhile.
    """
    return f"{kind}-{hashlib.sha256(line.encode()).hexdigest()[:16]}"


class DeskForm(Form):
    """Which lines the desk is told, and what its own form asks of each submission."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    ticked = forms.MultipleChoiceField(
        label="What is the police desk told?", widget=forms.CheckboxSelectMultiple,
        error_messages=required("Tick at least one."),
    )  # fmt: skip
    now = forms.ChoiceField(
        label="What is true now?", choices=Now.choices, widget=forms.RadioSelect,
        error_messages=required("Select what is true now."),
    )  # fmt: skip
    called = forms.ChoiceField(
        label="If somebody is in danger or it is a crime: have you called?", required=False,
        choices=Called.choices, widget=forms.RadioSelect,
        help_text="999 where somebody is in danger now, otherwise 101.",
    )  # fmt: skip
    call_reference = say(
        forms.CharField(
            label="Time of the call, or the reference you were given", max_length=200,
            required=False,
        ),
        classes="govuk-!-width-two-thirds",
    )  # fmt: skip
    risk = say(
        forms.ChoiceField(
            label="Could the child be in danger if somebody acts on this?", required=False,
            choices=Known.choices, widget=forms.RadioSelect,
        ),
        classes=SMALL,
    )  # fmt: skip
    risk_who = forms.CharField(label="If so, who, and how?", max_length=1_000, required=False)
    adult_told = forms.ChoiceField(
        label="Have you told the adult who is responsible for the child?",
        choices=[one for one in AdultTold.choices if one[0] != AdultTold.NO_CHILD],
        widget=forms.RadioSelect,
        error_messages=required("Select whether you have told the responsible adult."),
    )
    adult_told_why = forms.CharField(label="If not, why not?", max_length=1_000, required=False)

    def __init__(self, *args: Any, lines: Lines, **more: Any):
        super().__init__(*args, **more)
        self.lines = list(lines)
        self.fields["ticked"].choices = [  # type: ignore[attr-defined]
            (_name(kind, line), line) for kind, line in self.lines
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("now") not in ("", None, Now.NONE) and not said.get("called"):
            self.add_error("called", "Call first, and say here that you did.")
        if said.get("called") == Called.YES and not said.get("call_reference"):
            self.add_error("call_reference", "Enter the time of the call, or its reference.")
        if said.get("adult_told") == AdultTold.NO and not said.get("adult_told_why"):
            self.add_error("adult_told_why", "Enter why you have not told them.")
        return said

    @property
    def told(self) -> dict[str, Any]:
        """As the action takes it."""
        said = self.cleaned_data
        call = {"called": said["called"], "call_reference": said["call_reference"]}
        return {
            "key": said["key"],
            "ticked": [one for one in self.lines if _name(*one) in said["ticked"]],
            "gate": {"now": said["now"], "about": "yes", "pathway": "unknown"},
            "call": call if said["now"] != Now.NONE else {},
            "sharing": {
                "how_known": HowKnown.CHILD, "risk": said["risk"], "risk_who": said["risk_who"],
                "adult_told": said["adult_told"], "adult_told_why": said["adult_told_why"],
            },
        }  # fmt: skip


class RisksForm(Form):
    """Where in the safety plan each risk goes; where nothing is chosen it stays out."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    why = say(
        forms.CharField(
            label="What is new in the plan, and why?", widget=forms.Textarea, max_length=5_000,
            error_messages=required("Say what is new in the plan, and why."),
        ),
        rows=2,
    )  # fmt: skip

    def __init__(self, *args: Any, lines: Lines, **more: Any):
        super().__init__(*args, **more)
        self.lines = [line for _, line in lines]
        for line in self.lines:
            self.fields[_name("risk", line)] = forms.ChoiceField(
                label=line, required=False, choices=[("", "Not into the plan"), *PLAN_FIELDS]
            )

    @property
    def risks(self) -> list[Any]:
        return [self[_name("risk", line)] for line in self.lines]

    @property
    def ticked(self) -> dict[str, str]:
        chosen = (self.cleaned_data.get(_name("risk", line)) for line in self.lines)
        return {line: field for line, field in zip(self.lines, chosen, strict=True) if field}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not self.ticked and self.lines:
            first = _name("risk", self.lines[0])
            self.add_error(first, "Choose where in the plan at least one of them goes.")
        return said
