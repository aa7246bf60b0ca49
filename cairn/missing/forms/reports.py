"""A report that a child is missing, and what somebody decides of it."""

from collections.abc import Iterable
from typing import Any

from django import forms

from cairn.children.models import Child
from cairn.children.rules import age_in_words
from cairn.foundation import clock, wording
from cairn.foundation.forms import (
    NARROW,
    DayField,
    Form,
    MomentField,
    a_key,
    a_line,
    a_text,
    a_version,
    required,
    say,
)
from cairn.foundation.references import as_typed
from cairn.missing.choices import Grade, Kind

NEITHER = "neither"


class ReportForm(Form):
    """A child is missing, or was. What is not known stays empty."""

    kind = forms.ChoiceField(
        label="Does anybody know where the child is?", choices=Kind.choices, initial=Kind.MISSING,
        widget=forms.RadioSelect, error_messages=required("Say if anybody knows where they are."),
    )  # fmt: skip
    last_seen_at = MomentField(
        label="When was the child last seen by an adult who looks after them?", required=False,
        help_text="Like 9:30pm yesterday. Or when they left the place where they live, if later.",
    )  # fmt: skip
    last_seen_by = a_line("Who saw them?")
    last_seen_where = a_line("Where?")
    reported_at = MomentField(
        label="When was the child reported missing?", initial="now",
        error_messages=required("Enter when the child was reported missing."),
    )  # fmt: skip
    reported_by = a_line("Who reported it?", hint="For example, a foster carer.")
    police_reference = say(
        forms.CharField(label="Police reference", max_length=60, required=False),
        classes="govuk-input--width-20",
    )
    grade = forms.ChoiceField(
        label="How do the police grade the risk?", choices=Grade.choices, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    circumstances = a_text("What happened?")
    wearing = a_line("What are they wearing, and what do they have with them?")
    worries = a_text("What worries you most?", rows=2)
    returned_at = MomentField(
        label="If the child is back, when did they come back?", required=False,
        help_text="Leave this empty while the child is missing.",
    )  # fmt: skip
    returned_how = a_line("How did they come back?")
    key = a_key()

    SAID: tuple[str, ...] = (
        "last_seen_by", "last_seen_where", "reported_by", "circumstances", "wearing", "worries",
        "returned_how",
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any):
        super().__init__(*args, **more)
        say(
            self.fields["kind"],
            choice_hints={
                Kind.MISSING: "Nobody knows where they are.",
                Kind.AWAY: "It is known where they are, and they may not be there.",
            },
        )

    def clean(self) -> dict[str, Any]:
        """Whoever is still there can look again; what comes by itself is taken, and asks."""
        said = super().clean() or self.cleaned_data
        seen, reported, back = (
            said.get(name) for name in ("last_seen_at", "reported_at", "returned_at")
        )
        if seen and reported and reported < seen:
            self.add_error(
                "reported_at",
                f"This is {wording.exact(reported)}, before the child was last seen. Look at both.",
            )
        if seen and back and back < seen:
            self.add_error(
                "returned_at",
                f"This is {wording.exact(back)}, before the child was last seen. Look at both.",
            )
        return said

    @property
    def told(self) -> dict[str, Any]:
        """As the actions take it."""
        typed = dict(self.cleaned_data)
        said = {name: typed.pop(name) for name in self.SAID if name in typed}
        return {**typed, "said": {name: words for name, words in said.items() if words}}


class SomebodyForm(ReportForm):
    """The same by somebody who cannot open the child's record."""

    given_name = say(
        forms.CharField(
            label="First name", max_length=100, error_messages=required("Enter the first name.")
        ),
        classes=NARROW,
    )
    family_name = say(
        forms.CharField(label="Last name", max_length=100, required=False), classes=NARROW
    )
    born_on = DayField(
        label="Date of birth", required=False, max_length=100, help_text="For example, 27 3 2012"
    )
    council = forms.ChoiceField(
        label="In which area does the child live?", widget=forms.RadioSelect,
        error_messages=required("Choose the area in which the child lives."),
    )  # fmt: skip
    home = a_line("Where does the child live?")

    SAID = (*ReportForm.SAID, "home")
    field_order = ("given_name", "family_name", "born_on", "council", "home")

    def __init__(self, *args: Any, councils: Iterable[Any], **more: Any):
        super().__init__(*args, **more)
        areas = [(one.code, one.name) for one in councils]
        self.fields["council"].choices = areas  # type: ignore[attr-defined]


class TakeOnForm(Form):
    does = a_line("What do you do now?", hint="Others see this. For example: I ring the carer.")

    def __init__(self, *args: Any, is_mine: bool = False, **more: Any):
        """`is_mine`: who has it already comes to say something."""
        super().__init__(*args, **more)
        self.fields["does"].required = is_mine
        self.fields["does"].error_messages.update(required("Enter what you do now."))


class MatchForm(Form):
    """Which child a report is about: one of the likely ones, or another by reference."""

    child = forms.ChoiceField(
        label="Which child is it?", widget=forms.RadioSelect,
        error_messages=required("Choose the child, or that it is another."),
    )  # fmt: skip
    reference = say(
        forms.CharField(
            label="Reference of another child’s record",
            max_length=20,
            required=False,
            help_text="Like CH-1234-5678. If there is no record yet, add one first.",
        ),
        classes="govuk-input--width-10",
    )
    version = a_version()

    def __init__(self, *args: Any, likely: Iterable[Child], **more: Any):
        super().__init__(*args, **more)
        rows = [(one.reference, _known_by(one)) for one in likely]
        self.fields["child"].choices = [  # type: ignore[attr-defined]
            *rows, (NEITHER, "Another child" if rows else "A child whose reference I know"),
        ]  # fmt: skip
        if not rows:
            self.fields["child"].initial = NEITHER

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("child") == NEITHER and not said.get("reference"):
            self.add_error("reference", "Enter the reference of the child’s record.")
        typed = said.get("reference")
        if said.get("child") not in (None, NEITHER) and typed and as_typed(typed) != said["child"]:
            self.add_error(
                "reference", "You chose one child and entered another. Take one of them out."
            )
        return said

    @property
    def chosen(self) -> str:
        said = self.cleaned_data
        return said["reference"] if said["child"] == NEITHER else said["child"]


def _known_by(child: Child) -> str:
    """By what two children of one name are told apart."""
    age = age_in_words(child.born_on, today=clock.today())
    born = f", born {wording.day(child.born_on)}" if child.born_on else ""
    return f"{child.name}: {age}{born}, {child.council}, {child.reference}"


class PlaceForm(Form):
    """Where a report belongs that asks: one of the child's episodes, or an episode of its own."""

    episode = forms.ChoiceField(
        label="Where does it belong?", widget=forms.RadioSelect,
        error_messages=required("Choose where the report belongs."),
    )  # fmt: skip
    version = a_version()

    def __init__(self, *args: Any, episodes: Iterable[tuple[str, str]], **more: Any):
        super().__init__(*args, **more)
        own = (NEITHER, "It begins an episode of its own")
        self.fields["episode"].choices = [*episodes, own]  # type: ignore[attr-defined]


class VersionForm(Form):
    """An act that asks nothing: only what the person had before them. Without it they saw nothing, and
    the act says that it was overtaken.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
