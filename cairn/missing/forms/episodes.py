"""What becomes known of an episode, and the answer to what its pattern asks for."""

from typing import Any

from django import forms

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
from cairn.missing.choices import Discussed, Grade, What


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
            help_text="Full names or references of their records, like CH-1234-5678, with commas between.",
        ),
        classes=NARROW,
    )
    place = say(
        forms.CharField(
            label="The record of the place, if there is one",
            required=False,
            max_length=300,
            help_text="Its name or reference, like PL-1234-5678.",
        ),
        classes=NARROW,
    )
    with_adults = say(
        forms.CharField(
            label="Adults of concern they were with",
            required=False,
            max_length=300,
            help_text="Names or references of their records, like AD-1234-5678, with commas between.",
        ),
        classes=NARROW,
    )
    why = a_text("Why was what was recorded before not right?", rows=2)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    key = a_key()

    HOW = {
        What.LAST_SEEN: "", What.REPORTED: "How was it reported?",
        What.FOUND: "How were they found?", What.RETURNED: "How did they come back?",
    }  # fmt: skip

    def __init__(self, *args: Any, what: str, is_correction: bool, **more: Any):
        super().__init__(*args, **more)
        if is_correction:
            self.fields["why"].required = True
            self.fields["why"].error_messages.update(
                required("Say why what was recorded before was not right.")
            )
        how = self.HOW[What(what)]
        self.fields["how"].label = how
        for name, is_asked in {
            "how": bool(how), "where": what in {What.LAST_SEEN, What.FOUND},
            "with_children": what in {What.FOUND, What.RETURNED}, "why": is_correction,
            "place": what in {What.LAST_SEEN, What.FOUND},
            "with_adults": what in {What.FOUND, What.RETURNED},
        }.items():  # fmt: skip
            if not is_asked:
                del self.fields[name]


class GradeForm(Form):
    grade = forms.ChoiceField(
        label="How do the police grade the risk?", widget=forms.RadioSelect,
        choices=[one for one in Grade.choices if one[0]],
        error_messages=required("Choose the grade that the police gave."),
    )  # fmt: skip
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
    with_whom = a_line("With whom?", hint="Social care, the police, health, and who else.")
    why = a_text("What was decided, or why is it not needed?")
    key = a_key()
