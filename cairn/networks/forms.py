"""What people tell us of adults, places and things of concern."""

from collections.abc import Iterable
from functools import partial
from typing import Any, cast

from django import forms

from cairn.children.forms import NamesField
from cairn.foundation import clock, wording
from cairn.foundation.forms import DayField, Form, a_line, a_text, required, say
from cairn.networks import rules
from cairn.networks.choices import PlaceKind, ThingKind

HALF, NARROW = "govuk-!-width-one-half", "govuk-input--width-20"
ANY = [("", "Any")]


def _choice(form: Form, name: str) -> forms.ChoiceField:
    """A field whose choices depend on who is asked."""
    return cast("forms.ChoiceField", form.fields[name])


_text = partial(a_line, most=200, classes=HALF, autocomplete="off", spellcheck=False)
_long = partial(a_text, most=2_000)


class RecordForm(Form):
    """Fields of all three. `council`, `key` and `not_these` count only while a record is added."""

    council = say(
        forms.ChoiceField(
            label="Area", widget=forms.RadioSelect, error_messages=required("Select the area")
        )
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    not_these = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1_000)
    version = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=10**9
    )

    shown: tuple[str, ...] = ()

    def __init__(
        self, *args: Any, councils: Iterable[Any] = (), is_new: bool = True, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._councils = {council.code: council for council in councils}
        _choice(self, "council").choices = [(c.code, c.name) for c in self._councils.values()]
        if len(self._councils) == 1:
            self.fields["council"].widget = forms.HiddenInput()
            self.fields["council"].initial = next(iter(self._councils))
        for name in ("version",) if is_new else ("council", "key", "not_these"):
            del self.fields[name]
        self.order_fields([*self.shown, "council"])  # problems are listed as the page asks

    @staticmethod
    def of(row: Any) -> dict[str, Any]:
        """What stands in the form before anything is typed."""
        raise TypeError("Each kind of record says this for itself.")

    def clean_council(self) -> Any:
        return self._councils[self.cleaned_data["council"]]

    def clean_not_these(self) -> list[str]:
        return self.cleaned_data["not_these"].split()

    @property
    def visible(self) -> list[Any]:
        """The fields in the order people think, the area last."""
        names = [*self.shown, *(["council"] if "council" in self.fields else [])]
        return [self[name] for name in names if name in self.fields]


class AdultForm(RecordForm):
    name = _text("Name")
    also_known_as = say(
        NamesField(label="Other names", help_text="Nicknames and other names, one on each line.",
        ),
        rows=2,
    )  # fmt: skip
    born_on = say(DayField(label="Date of birth", required=False, max_length=100), classes=NARROW)
    age_guess = _text("About how old", most=100, hint="For example: in his forties.")
    description = _long("Description", hint="What they look like, as far as somebody saw it.")
    address = _long("Address", most=500)
    notes = _long("Notes", hint="What anybody who opens this should know. Say who said it.")

    shown = ("name", "also_known_as", "born_on", "age_guess", "description", "address", "notes")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.errors:
            return said
        reason = rules.reason_not_to_keep_adult(
            name=said["name"], also=said["also_known_as"], description=said["description"],
            born_on=said["born_on"], today=clock.today(),
        )  # fmt: skip
        if reason:
            self.add_error("born_on" if "birth" in reason else "name", reason)
        return said

    @staticmethod
    def of(row: Any) -> dict[str, Any]:
        names = ("name", "age_guess", "description", "address", "notes", "version")
        return {name: getattr(row, name) for name in names} | {
            "also_known_as": "\n".join(row.also_known_as),
            "born_on": wording.day(row.born_on) if row.born_on else "",
        }


class PlaceForm(RecordForm):
    name = say(
        forms.CharField(
            label="Name of the place", max_length=200,
            error_messages=required("Enter the name of the place"),
        ),
        classes=HALF, autocomplete="off", spellcheck=False,
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="What kind of place", error_messages=required("Select what kind of place it is"),
        choices=[("", "Select"), *PlaceKind.choices],
    )  # fmt: skip
    address = _long("Address", most=500)
    times = _text("When it is of concern", hint="For example: after school, on Fridays.")
    notes = _long("Notes", hint="What anybody who opens this should know. Say who said it.")

    shown = ("name", "kind", "address", "times", "notes")

    @staticmethod
    def of(row: Any) -> dict[str, Any]:
        return {name: getattr(row, name) for name in (*PlaceForm.shown, "version")}


class ThingForm(RecordForm):
    """The number, plate or name cannot be changed later: another number is another thing."""

    kind = forms.ChoiceField(
        label="What is it?", choices=ThingKind.choices, widget=forms.RadioSelect,
        error_messages=required("Select what it is"),
    )  # fmt: skip
    value = say(
        forms.CharField(
            label="Phone number, number plate or online name", max_length=100,
            help_text="For a plate seen in part, put ? for each character you do not know.",
            error_messages=required("Enter the phone number, number plate or online name"),
        ),
        classes=NARROW, autocomplete="off", spellcheck=False,
    )  # fmt: skip
    platform = _text(
        "Where online", most=50, classes=NARROW, hint="Only for an online name, like Snapchat."
    )
    description = _text("Description", hint="For example: a white van with a dent.")
    notes = _long("Notes", hint="What anybody who opens this should know. Say who said it.")

    shown = ("kind", "value", "platform", "description", "notes")

    def __init__(self, *args: Any, is_new: bool = True, **options: Any) -> None:
        super().__init__(*args, is_new=is_new, **options)
        for name in ("key",) if is_new else ("kind", "value", "platform"):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "kind" in said and said.get("value"):
            if said["kind"] != ThingKind.ONLINE:
                said["platform"] = ""
            reason = rules.reason_not_to_keep_thing(
                kind=said["kind"], value=said["value"], platform=said.get("platform", "")
            )
            if reason:
                self.add_error("value", reason)
        return said

    @staticmethod
    def of(row: Any) -> dict[str, Any]:
        return {name: getattr(row, name) for name in ("description", "notes", "version")}


class ListForm(Form):
    """How a list is narrowed. What is not understood narrows nothing."""

    text = say(
        forms.CharField(label="Name, reference or other words", required=False, max_length=100),
        autocomplete="off", spellcheck=False,
    )  # fmt: skip
    council = forms.ChoiceField(label="Area", required=False)

    def __init__(self, *args: Any, councils: Iterable[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        _choice(self, "council").choices = [*ANY, *((c.code, c.name) for c in councils)]

    @property
    def narrowed(self) -> dict[str, Any]:
        self.is_valid()
        said = self.cleaned_data
        return {name: said[name] for name in ("text", "council") if said.get(name)}
