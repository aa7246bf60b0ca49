"""What people tell us of a missing child: a report, what becomes known, and where a report belongs."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms

from cairn.children.models import Child
from cairn.foundation.forms import DayField, Form, MomentField, required, say
from cairn.missing.choices import Discussed, Ended, Grade, Kind, What

NARROW = "govuk-!-width-two-thirds"
NEITHER = "neither"


def a_line(label: str, **more: Any) -> forms.Field:
    return say(forms.CharField(label=label, max_length=300, required=False, **more), classes=NARROW)


def a_text(label: str, *, rows: int = 3, missing: str = "", hint: str = "") -> forms.Field:
    box = forms.CharField(
        label=label, help_text=hint, widget=forms.Textarea, max_length=10_000,
        error_messages=required(missing), required=bool(missing),
    )  # fmt: skip
    return say(box, rows=rows)


def a_key() -> forms.Field:
    return forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


def a_version() -> forms.Field:
    return forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


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
    reported_by = a_line("Who reported it?", help_text="For example, a foster carer.")
    police_reference = say(
        forms.CharField(label="Police reference", max_length=60, required=False),
        classes="govuk-input--width-20",
    )
    grade = forms.ChoiceField(
        label="How do the police grade the risk?", choices=Grade.choices, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    circumstances = a_text("What happened?")
    wearing = a_line("What were they wearing, and what have they with them?")
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


class SayForm(Form):
    """When something was, who says so and how."""

    at = MomentField(
        label="When?", help_text="Like 7am, 9:30pm yesterday, or 20 minutes ago.",
        error_messages=required("Enter when it was."),
    )  # fmt: skip
    who = a_line("Who says so?")
    how = a_line("How?")
    where = a_line("Where?")
    with_children = say(
        forms.CharField(
            label="Children they were with",
            required=False,
            max_length=300,
            help_text="The references of their records, like CH-1234-5678, one after the other.",
        ),
        classes=NARROW,
    )
    why = a_text("Why was what was recorded before not right?", rows=2)
    version, key = a_version(), a_key()

    HOW = {
        What.LAST_SEEN: "", What.REPORTED: "How was it reported?",
        What.FOUND: "How were they found?", What.RETURNED: "How did they come back?",
    }  # fmt: skip

    def __init__(self, *args: Any, what: str, is_correction: bool, **more: Any):
        super().__init__(*args, **more)
        how = self.HOW[What(what)]
        self.fields["how"].label = how
        for name, is_asked in {
            "how": bool(how), "where": what in {What.LAST_SEEN, What.FOUND},
            "with_children": what in {What.FOUND, What.RETURNED}, "why": is_correction,
        }.items():  # fmt: skip
            if not is_asked:
                del self.fields[name]

    @property
    def told(self) -> dict[str, Any]:
        typed = dict(self.cleaned_data)
        typed["with_children"] = typed.get("with_children", "").replace(",", " ").split()
        return typed


class GradeForm(Form):
    grade = forms.ChoiceField(
        label="How do the police grade the risk?", widget=forms.RadioSelect,
        choices=[one for one in Grade.choices if one[0]],
        error_messages=required("Choose the grade that the police gave."),
    )  # fmt: skip
    version = a_version()


class VersionForm(Form):
    """An act that asks nothing: only what the person had before them."""

    version = a_version()


class WhyForm(Form):
    """An act that needs a reason: `asks` is what it is asked as."""

    why = a_text("Why?", missing="Say why.")
    version = a_version()

    def __init__(self, *args: Any, asks: str, **more: Any):
        super().__init__(*args, **more)
        self.fields["why"].label = asks


class DiscussedForm(Form):
    """The answer to what a pattern asks for."""

    outcome = forms.ChoiceField(
        label="Was a strategy discussion held?", choices=Discussed.choices, widget=forms.RadioSelect,
        error_messages=required("Say whether a strategy discussion was held."),
    )  # fmt: skip
    held_on = DayField(
        label="When was it held?", required=False, max_length=100,
        help_text="For example, 27 3 2026. Leave it empty if it is not needed.",
    )  # fmt: skip
    with_whom = a_line("With whom?", help_text="Social care, the police, health, and who else.")
    why = a_text("What was decided, or why is it not needed?")
    key = a_key()


class TakeOnForm(Form):
    does = a_line(
        "What do you do now?", help_text="Others see this. For example: I ring the carer."
    )


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
        rows = [(one.reference, f"{one.name}, {one.reference}") for one in likely]
        self.fields["child"].choices = [  # type: ignore[attr-defined]
            *rows, (NEITHER, "Another child" if rows else "A child whose reference I know"),
        ]  # fmt: skip
        if not rows:
            self.fields["child"].initial = NEITHER

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("child") == NEITHER and not said.get("reference"):
            self.add_error("reference", "Enter the reference of the child’s record.")
        return said

    @property
    def chosen(self) -> str:
        said = self.cleaned_data
        return said["reference"] if said["child"] == NEITHER else said["child"]


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


class ListForm(Form):
    """What a reader asks of the episodes."""

    kind = forms.ChoiceField(
        label="Kind", choices=[("", "Missing or away"), *Kind.choices], required=False
    )
    grade = forms.ChoiceField(
        label="Grade", choices=[("", "Any grade"), *(one for one in Grade.choices if one[0])],
        required=False,
    )  # fmt: skip
    ended = forms.ChoiceField(
        label="How it ended", choices=[("", "Any way, or not yet"), *Ended.choices], required=False
    )
    council = forms.ChoiceField(label="Area", required=False)
    began_from = DayField(label="Began from", required=False, max_length=100)
    began_to = DayField(label="Began up to", required=False, max_length=100)

    def __init__(self, *args: Any, councils: Iterable[Any], **more: Any):
        super().__init__(*args, **more)
        areas = [(one.code, one.name) for one in councils]
        self.fields["council"].choices = [("", "Every area"), *areas]  # type: ignore[attr-defined]

    @property
    def narrowed(self) -> dict[str, Any]:
        """What was asked and can be: an unknown filter is none."""
        self.is_valid()
        return {name: said for name, said in self.cleaned_data.items() if said}
