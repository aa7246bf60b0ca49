"""What people tell us of a pathway: the version that they saw, and what they decide."""

from collections.abc import Iterable
from typing import Any

from django import forms

from cairn.foundation.forms import Form, say
from cairn.foundation.wording import exact
from cairn.meetings.models import Meeting
from cairn.pathways import rules
from cairn.pathways.choices import (
    Ended,
    Level,
)
from cairn.pathways.forms.fields import HALF, long, one_of


class PathwayForm(Form):
    """What every act upon a pathway tells: the version that the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


NONE = "none"


class HeldForm(PathwayForm):
    """What may have been decided at a meeting: `held` are the child's, the latest first."""

    meeting = one_of(
        "Which meeting decided this?", (), "Say which meeting decided this, or that none did."
    )

    def __init__(self, *args: Any, held: Iterable[Meeting] = (), **more: Any):
        super().__init__(*args, **more)
        choices = [
            (one.reference, f"{one.get_kind_display()}, {exact(one.starts_at)}") for one in held
        ]
        self.fields["meeting"].choices = [*choices, (NONE, "Not at a meeting")]  # type: ignore[attr-defined]
        if not choices:
            del self.fields["meeting"]

    def clean_meeting(self) -> str:
        meeting = self.cleaned_data["meeting"]
        return "" if meeting == NONE else meeting


class LevelForm(HeldForm):
    """`prompted` is the level that the assessment beside it prompts, or ""."""

    field_order = ("version", "assessment", "level", "reason", "why_differs", "meeting")
    level = one_of("Level", Level.choices, "Choose a level.")
    reason = long("Reasons", "What makes it this level, and what would change it.",
                   "Give the reasons for the level.")  # fmt: skip
    why_differs = long("If you decide otherwise than the tool, why?",
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
    note = long("What the review found", "What changed, and what happens until the next one.",
                 "Write what the review found.")  # fmt: skip
    childs_view = long("What the child says", "In their own words, if you have them.", rows=3)


OUTSIDE = "outside"  # the county


class OfferForm(PathwayForm):
    to_council = one_of("Which council is asked?", (), "Choose which council is asked.")
    to_elsewhere = say(
        forms.CharField(
            label="Name of the council", max_length=200, required=False,
            help_text="If it is outside the county.",
        ),
        classes=HALF,
    )  # fmt: skip
    why = long("Why should it take the pathway?", needed="Say why this council should take it.")

    def __init__(self, *args: Any, councils: list[Any], **more: Any):
        super().__init__(*args, **more)
        field = self.fields["to_council"]
        field.choices = [  # type: ignore[attr-defined]
            *((one.code, one.name) for one in councils), (OUTSIDE, "A council outside the county"),
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        chosen, named = typed.get("to_council"), typed.get("to_elsewhere")
        if chosen == OUTSIDE and not named:
            self.add_error("to_elsewhere", "Write the name of the council.")
        elif chosen and chosen != OUTSIDE and named:
            self.add_error(
                "to_elsewhere", "Leave this empty, or choose a council outside the county."
            )
        return typed

    @property
    def said(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {**typed, "to_council": typed["to_council"].removesuffix(OUTSIDE)}


class AnswerForm(PathwayForm):
    is_accepted = one_of(
        "Does the council take the pathway?", [("yes", "Yes"), ("no", "No")], "Choose yes or no."
    )
    reason = long("If it does not, why?", rows=3)

    @property
    def said(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {**typed, "is_accepted": typed["is_accepted"] == "yes"}


class CloseForm(PathwayForm):
    why = one_of("Why does the pathway end?", Ended.choices, "Choose why the pathway ends.")
    childs_voice = long("What the child says about it ending",
                         "In their own words, or how they were asked.", rows=3)  # fmt: skip
    plans_outcome = long("What came of the plan", needed="Write what came of the plan.", rows=3)
    what_remains = long(
        "What remains to be done, and by whom", "If nothing does, say so.",
        "Write what remains to be done, and by whom. If nothing does, say so.", rows=3,
    )  # fmt: skip


class ReopenForm(PathwayForm):
    because = long("Why is it reopened?", needed="Write why it is reopened.", rows=3)


class WorkerForm(PathwayForm):
    is_needed = one_of(
        "Does the child need an intervention worker?", [("yes", "Yes"), ("no", "No")],
        "Choose yes or no.",
    )  # fmt: skip
    reason = long("Why?", "What a worker would do with the child, or who does it.", "Write why.",
                   rows=3)  # fmt: skip

    @property
    def said(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {**typed, "is_needed": typed["is_needed"] == "yes"}
