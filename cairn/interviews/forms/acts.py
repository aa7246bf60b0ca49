"""What happened in an interview, one short form for each, and what a reader asks of the list."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms

from cairn.foundation.forms import FilterForm, Form, MomentField, required, say
from cairn.foundation.forms import a_line as _line
from cairn.foundation.forms import a_text as _text
from cairn.interviews.choices import Answer, How, Relation, Seen, Whom, WhyNot

WHEN = "Like 7am, 9:30pm yesterday, or 20 minutes ago."


def _radios(label: str, choices: Any, missing: str = "", **more: Any) -> forms.Field:
    return forms.ChoiceField(
        label=label, choices=choices.choices, widget=forms.RadioSelect, required=bool(missing),
        error_messages=required(missing), **more,
    )  # fmt: skip


class ActForm(Form):
    """Every act names the version it was begun from, and is done once."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class ContactForm(ActForm):
    at = MomentField(label="When?", help_text=WHEN, error_messages=required("Enter when it was."))
    how = _radios("How?", How, "Choose how.")
    whom = _radios("Whom did you speak or write to?", Whom, "Choose whom.")
    who = _line("Who was it?", hint="For example, her foster carer.")


class OfferForm(ContactForm):
    words = _text(
        "What did you say, and what did they say?", rows=2,
        hint="The child is told that it is their choice, who comes, and what becomes of what they say.",
    )  # fmt: skip


class AttemptForm(ContactForm):
    words = _text("What came of it?", missing="Say what came of it.")


class AnswerForm(ActForm):
    answer = _radios("What is the answer?", Answer, "Choose the answer.")
    at = MomentField(label="When?", help_text=WHEN, error_messages=required("Enter when it was."))
    whom = _radios("Who answered?", Whom)
    who = _line("Who was it?")
    why_not = _radios("If it is not possible: what stands in the way?", WhyNot)
    words = _text(
        "If declined or not possible: why, as far as you know, and what was tried?",
        hint="Another day, another place, somebody else, a walk or a drive, a few questions by message.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """What the rule asks for, said beside the field where it is missing."""
        said = super().clean() or self.cleaned_data
        answer = said.get("answer")
        if answer in (Answer.ACCEPTED, Answer.DECLINED) and not said.get("whom"):
            self.add_error("whom", "Choose who answered.")
        if answer == Answer.NOT_POSSIBLE and not said.get("why_not"):
            self.add_error("why_not", "Choose what stands in the way.")
        if (
            answer in (Answer.DECLINED, Answer.NOT_POSSIBLE)
            and not (said.get("words") or "").strip()
        ):
            self.add_error("words", "Say why, as far as you know, and what was tried.")
        return said


class CarersForm(ActForm):
    at = MomentField(label="When?", help_text=WHEN, error_messages=required("Enter when it was."))
    who = _line("Who was it?", hint="For example, his father.")
    words = _text(
        "What do they say?", rows=6, missing="Write down what they say, or why you could not ask.",
        hint="What was before, where the child was and with whom, what has changed, what worries them."
        " Or why you could not ask.",
    )  # fmt: skip


class PlanForm(ActForm):
    at = MomentField(
        label="When is it?", ahead=True, help_text="Like 4pm tomorrow, or Thursday at 10:30am.",
        error_messages=required("Enter when it is."),
    )  # fmt: skip
    where = _line("Where?", hint="Where the child feels safe.", missing="Enter where it is.")


class HeldForm(ActForm):
    at = MomentField(
        label="When was it?", help_text=WHEN, error_messages=required("Enter when it was.")
    )
    where = _line("Where?", missing="Enter where it was.")
    seen = _radios("Was the child seen alone?", Seen, "Say whether the child was seen alone.")
    present = _line("If not, who else was there?")
    relation = _radios(
        "How does whoever held it relate to the child’s care?", Relation,
        "Choose how they relate to the child’s care.",
    )  # fmt: skip
    because = _text("If they are not independent: why could nobody else go?", rows=2)


class AllocateForm(ActForm):
    person = forms.ChoiceField(
        label="Who goes?", widget=forms.RadioSelect, error_messages=required("Choose who goes.")
    )

    def __init__(self, *args: Any, people: Iterable[tuple[Any, str | None]], **more: Any):
        super().__init__(*args, **more)
        shown = list(people)
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            (one.reference, f"{one.name}, {one.team or one.agency}") for one, _ in shown
        ]
        hints = {one.reference: hint for one, hint in shown if hint}
        say(self.fields["person"], choice_hints=hints)


class WordsForm(ActForm):
    """A decision, with or without words: `asks` is what they are asked as."""

    words = _text("", rows=3)

    def __init__(self, *args: Any, asks: str, missing: str = "", **more: Any):
        super().__init__(*args, **more)
        words = self.fields["words"]
        words.label, words.required = asks, bool(missing)
        words.error_messages.update(required(missing))


class DoneForm(ActForm):
    """That somebody does it, and nothing else."""


class HandInForm(ActForm):
    """That it is written up: with the parts as the person read them, their numbers and their words."""

    versions = forms.JSONField(widget=forms.HiddenInput, required=False)
    read = forms.JSONField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """The words are only shown again, where there are newer ones."""
        said = super().clean() or self.cleaned_data
        self.words_read = _parts(said.pop("read", None))
        versions = said.get("versions")
        said["versions"] = versions if isinstance(versions, dict) else {}
        return said


def _parts(typed: Any) -> dict[str, dict[str, str]]:
    """Part -> field -> text; whatever else somebody sent is none."""
    if not isinstance(typed, dict):
        return {}
    return {
        str(part): {str(name): str(text) for name, text in said.items()}
        for part, said in typed.items()
        if isinstance(said, dict)
    }


class JoinForm(ActForm):
    other = forms.ChoiceField(
        label="Which interview goes on?", widget=forms.RadioSelect,
        error_messages=required("Choose the interview that goes on."),
    )  # fmt: skip

    def __init__(self, *args: Any, others: Iterable[tuple[str, str]], **more: Any):
        super().__init__(*args, **more)
        self.fields["other"].choices = list(others)  # type: ignore[attr-defined]


class ShareForm(Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    at = MomentField(
        label="When?", help_text=WHEN, initial="now", error_messages=required("Enter when it was.")
    )
    with_whom = _line("With whom?", hint="A name and an agency.", missing="Enter with whom.")
    what = _text("What of it?", missing="Say what of it was shared.", rows=2)
    why = _text("Why?", missing="Say why it was shared.", rows=2)


SHOWN = (
    ("", "Where there is something to do"),
    ("running", "To be held"),
    ("to_write_up", "To be written up"),
    ("to_sign_off", "To be signed off"),
    ("signed_off", "Signed off"),
    ("closed", "Joined, or not needed now"),
    ("all", "All"),
)
WHOSE = (("", "Anybody’s"), ("mine", "Mine"), ("nobody", "Nobody’s yet"))


class ListForm(FilterForm):
    """What a reader asks of the interviews."""

    shown = forms.ChoiceField(label="Which", choices=SHOWN, required=False)
    whose = forms.ChoiceField(label="Whose", choices=WHOSE, required=False)
    council = forms.ChoiceField(label="Area", required=False)
