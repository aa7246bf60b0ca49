"""What people tell the planner: who goes and when, when somebody works, and when they are away."""

import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from django import forms

from cairn.foundation import clock
from cairn.foundation.dates import Unreadable, read_time
from cairn.foundation.forms import DayField, FilterForm, Form, MomentField, required, say
from cairn.foundation.wording import WEEKDAYS
from cairn.planner.choices import Kind, Level

SHOWN = (("", "Needing a decision"), *Level.choices, ("all", "All still to be held"))
AWAYS = (("", "Current and planned"), ("over", "Past"), ("all", "All, including cancelled"))
PEOPLE = (("", "Everybody"), ("away", "Away now"), ("unsaid", "No hours recorded"))
CLOSED_TO_THEM = (
    "They may not open the child’s record. Record them or their team as involved first."
)
NARROW = "govuk-!-width-two-thirds"


class DueFilter(FilterForm):
    shown = forms.ChoiceField(label="Interviews", choices=SHOWN, required=False)
    council = forms.ChoiceField(label="Area", required=False)


class PeopleFilter(FilterForm):
    shown = forms.ChoiceField(label="Who", choices=PEOPLE, required=False)


class AwayFilter(FilterForm):
    shown = forms.ChoiceField(label="Time off", choices=AWAYS, required=False)
    person = forms.ChoiceField(label="Who", required=False)

    def __init__(self, *args: Any, people: Iterable[Any], **more: Any):
        super().__init__(*args, **more)
        names = [(one.reference, one.name) for one in people]
        self.fields["person"].choices = [("", "Everybody"), *names]  # type: ignore[attr-defined]


class ArrangeForm(Form):
    """Who goes, when and where. `people`: each with a hint, when they could or why not."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    person = forms.ChoiceField(
        label="Who will go?",
        widget=forms.RadioSelect,
        error_messages=required("Choose who will go."),
    )
    at = MomentField(
        label="When will it start?", ahead=True,
        help_text="For example, 4pm tomorrow or Thursday at 10:30am.",
        error_messages=required("Enter when it will start."),
    )  # fmt: skip
    town = forms.ChoiceField(label="Which town?", required=False)
    where = say(
        forms.CharField(
            label="Where?", max_length=300, help_text="Somewhere the child feels safe.",
            error_messages=required("Enter where it will be, or that the place is to be agreed."),
        ),
        classes=NARROW,
    )  # fmt: skip

    def __init__(
        self, *args: Any, people: Sequence[tuple[str, str, str]], towns: Iterable[Any],
        shut: Collection[str] = (), **more: Any,
    ):  # fmt: skip
        """`shut`: the references of those who may not open the child's record. They are no choice."""
        super().__init__(*args, **more)
        person, town = self.fields["person"], self.fields["town"]
        person.choices = [(code, name) for code, name, _ in people]  # type: ignore[attr-defined]
        if self.data.get("person") in shut:
            person.error_messages["invalid_choice"] = CLOSED_TO_THEM
        say(person, choice_hints={code: hint for code, _, hint in people if hint})
        named = [(one.code, one.name) for one in towns]
        town.choices = [("", "Not known"), *named]  # type: ignore[attr-defined]


class HandOverForm(Form):
    """One tick for each interview, beside who is suggested: nothing is ticked beforehand."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    chosen = forms.MultipleChoiceField(
        label="Which interviews do you want to hand over?", widget=forms.CheckboxSelectMultiple,
        error_messages=required("Select the interviews you want to hand over."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, rows: Iterable[tuple[str, str, str, dict[str, Any]]], **more: Any
    ):
        super().__init__(*args, **more)
        shown = list(rows)
        chosen = self.fields["chosen"]
        chosen.choices = [(code, text) for code, text, _, _ in shown]  # type: ignore[attr-defined]
        say(chosen, choice_hints={code: hint for code, _, hint, _ in shown})
        for code, _, _, first in shown:
            for name, value in first.items():
                hidden = forms.CharField(widget=forms.HiddenInput, initial=value, max_length=300)
                self.fields[f"{name}-{code}"] = hidden

    def said(self, code: str, name: str) -> str:
        return str(self.cleaned_data[f"{name}-{code}"])


class ClockField(forms.CharField):
    """A time of the day, as people type it. Cleans to a time, or None where none is needed."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_time(text).at or self._unsure()
        except Unreadable as problem:
            raise forms.ValidationError(str(problem)) from None

    def _unsure(self) -> Any:
        raise forms.ValidationError("Say if it is morning or evening, like 9am or 5pm.")


class WeekForm(Form):
    """A usual week: for each day from when, until when, and from where. An empty day is not worked."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    said = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    from_on = DayField(
        label="When do these hours start?",
        help_text="For example, today or 1 12 2026. Earlier hours stay as they were.",
        error_messages=required("Enter the day these hours start."),
    )  # fmt: skip
    on_holidays = forms.BooleanField(label="Works on bank holidays too", required=False)

    def __init__(self, *args: Any, towns: Iterable[Any], **more: Any):
        super().__init__(*args, **more)
        say(self.fields["from_on"], classes="govuk-input--width-10")
        named = [("", "Not recorded"), *((one.code, one.name) for one in towns)]
        for number in range(7):
            for name, word in (("begins", "From"), ("ends", "Until")):
                made = ClockField(label=word, required=False, max_length=30)
                self.fields[f"{name}-{number}"] = say(made, classes="govuk-input--width-5")
            self.fields[f"base-{number}"] = forms.ChoiceField(
                label="Starts from", required=False, choices=named
            )

    @property
    def by_day(self) -> Iterator[tuple[str, list[Any]]]:
        for number, day in enumerate(WEEKDAYS):
            yield day, [self[f"{name}-{number}"] for name in ("begins", "ends", "base")]

    @property
    def days(self) -> list[tuple[int, Any, Any, str]]:
        said = self.cleaned_data
        return [
            (number, said[f"begins-{number}"], said[f"ends-{number}"], said[f"base-{number}"])
            for number in range(7)
            if said.get(f"begins-{number}")
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for number, day in enumerate(WEEKDAYS):
            begins, ends = said.get(f"begins-{number}"), said.get(f"ends-{number}")
            if (begins is None) != (ends is None) and not {
                f"begins-{number}", f"ends-{number}"
            } & set(self.errors):  # fmt: skip
                name = "ends" if ends is None else "begins"
                self.add_error(f"{name}-{number}", f"Enter both times for {day}, or neither.")
            elif begins and ends and begins >= ends:
                self.add_error(f"ends-{number}", f"{day} must end after it starts.")
        return said


class AwayForm(Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, required=False
    )
    kind = forms.ChoiceField(
        label="What kind of time off is it?", choices=Kind.choices, widget=forms.RadioSelect,
        help_text="No details about anybody’s health are kept here.",
        error_messages=required("Choose what kind of time off it is."),
    )  # fmt: skip
    from_at = MomentField(
        label="When does it start?", ahead=True,
        help_text="For example, now, 9am today or 9am on 3 December.",
        error_messages=required("Enter when it starts."),
    )  # fmt: skip
    until_at = MomentField(
        label="When does it end? (optional)", ahead=True, required=False,
        help_text="When work starts again, for example 9am on Monday. Leave it empty if you do not know.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        begins, ends = said.get("from_at"), said.get("until_at")
        if begins and ends and ends <= begins:
            self.add_error("until_at", "Enter a time after the start.")
        return said


def typed(at: Any) -> str:
    """An instant as a form that is drawn again can read it, also in the hour that happens twice."""
    here = clock.local(at)
    twice = here.utcoffset() != here.replace(fold=1 - here.fold).utcoffset()
    zone = f" {here.tzname()}" if twice else ""
    return f"{here.day} {here.month} {here.year} at {here:%H:%M}{zone}"
