"""What people tell us of contacts. Why it is not possible now is for the rules to say."""

import uuid
from typing import Any

from django import forms

from cairn.foundation.forms import Form
from cairn.pathways.choices import (
    Outcome,
    Source,
)
from cairn.pathways.forms.fields import long, one_of


class ContactForm(Form):
    # What was shared through Cairn is passed on by itself, and by nobody's hand.
    source = one_of(
        "Where does this come from?", [one for one in Source.choices if one[0] != Source.SUBMISSION],
        "Choose where it comes from.",
    )  # fmt: skip
    who = forms.CharField(
        label="Which council or professional?", max_length=200, required=False,
        help_text="If it comes from another council, or from somebody who does not use Cairn.",
    )  # fmt: skip
    said = long(
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
    outcome = one_of("What becomes of this contact?", Outcome.choices, "Choose what becomes of it.")
    reason = long("Why?", "Whoever opens this later reads it.", "Give the reason for the decision.")

    def __init__(self, *args: Any, has_open_pathway: bool, **more: Any):
        """Only what is possible is offered. That it changed meanwhile, the action says."""
        super().__init__(*args, **more)
        wrong = Outcome.LEVEL_1 if has_open_pathway else Outcome.EXISTING
        if not self.is_bound:
            self.fields["outcome"].choices = [  # type: ignore[attr-defined]
                one for one in Outcome.choices if one[0] != wrong
            ]
