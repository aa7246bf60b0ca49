"""Who a child is, and how a list of children is narrowed."""

from collections.abc import Iterable
from functools import partial
from typing import Any, cast

from django import forms

from cairn.children import rules
from cairn.children.choices import InvolvementKind
from cairn.foundation import clock, wording
from cairn.foundation.forms import DayField, Form, a_line, a_text, required, say

HALF, NARROW = "govuk-!-width-one-half", "govuk-input--width-20"
ANY = [("", "Any")]
MOST_NAMES, LONGEST_NAME = 20, 100


def choice(form: Form, name: str) -> forms.ChoiceField:
    """A field whose choices depend on who is asked."""
    return cast("forms.ChoiceField", form.fields[name])


class NamesField(forms.CharField):
    """Names, one on each line. Cleans to a list."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.Textarea, max_length=1_000, required=False, **options)

    def clean(self, value: Any) -> list[str]:
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        names = list(dict.fromkeys(line for line in lines if line))
        if len(names) > MOST_NAMES or any(len(name) > LONGEST_NAME for name in names):
            raise forms.ValidationError(
                f"Enter at most {MOST_NAMES} names, each of {LONGEST_NAME} characters or fewer."
            )
        return names


_text = partial(a_line, most=100, classes=HALF, autocomplete="off", spellcheck=False)
_long = partial(a_text, most=2_000)


class ChildForm(Form):
    """Who a child is. Everything may stay empty that is not known, but not everything at once."""

    given_name = _text("First name")
    family_name = _text("Last name")
    also_known_as = say(
        NamesField(label="Other names", help_text="Nicknames and other names, one on each line."),
        rows=2,
    )
    born_on = say(
        DayField(
            label="Date of birth", required=False, max_length=100, help_text="For example, 27 3 2012."
        ),
        classes=NARROW, autocomplete="off",
    )  # fmt: skip
    description = _long(
        "Description",
        hint="What is known of the child where no name is known. Do not guess.",
    )
    school = _text("School or college", most=200)
    address = _long("Where the child lives", most=500)
    council = say(
        forms.ChoiceField(
            label="Area",
            widget=forms.RadioSelect,
            error_messages=required("Select the area the child lives in"),
        )
    )

    def __init__(self, *args: Any, councils: Iterable[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self._councils = {council.code: council for council in councils}
        named = [(code, council.name) for code, council in self._councils.items()]
        choice(self, "council").choices = named
        if len(self._councils) == 1:
            self.fields["council"].widget = forms.HiddenInput()
            self.fields["council"].initial = next(iter(self._councils))

    def clean_council(self) -> Any:
        return self._councils[self.cleaned_data["council"]]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.errors:
            return said
        reason = rules.reason_not_to_keep(
            given_name=said["given_name"], family_name=said["family_name"],
            also=said["also_known_as"], description=said["description"], born_on=said["born_on"],
            today=clock.today(),
        )  # fmt: skip
        if reason:
            self.add_error("born_on" if "birth" in reason else "given_name", reason)
        return said


class AddForm(ChildForm):
    key = forms.UUIDField(widget=forms.HiddenInput)
    not_these = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1_000)

    def clean_not_these(self) -> list[str]:
        return self.cleaned_data["not_these"].split()


class ChangeForm(ChildForm):
    address = None  # type: ignore[assignment]  # it has a form of its own
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**9)

    @staticmethod
    def of(child: Any) -> dict[str, Any]:
        """What stands in the form before anything is typed."""
        return {
            "given_name": child.given_name, "family_name": child.family_name,
            "also_known_as": "\n".join(child.also_known_as),
            "born_on": wording.day(child.born_on) if child.born_on else "",
            "description": child.description, "school": child.school,
            "council": child.council.code, "version": child.version,
        }  # fmt: skip


class AddressForm(Form):
    """Where the child lives: apart, because seeing it is an act of its own."""

    address = _long("Where the child lives", most=500)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**9)

    @staticmethod
    def of(child: Any) -> dict[str, Any]:
        return {"address": child.address, "version": child.version}


class ListForm(Form):
    """How a list of children is narrowed. What is not understood narrows nothing."""

    text = say(
        forms.CharField(label="Name or reference", required=False, max_length=100),
        autocomplete="off", spellcheck=False,
    )  # fmt: skip
    council = forms.ChoiceField(label="Area", required=False)
    kind = forms.ChoiceField(
        label="Who is involved", required=False, choices=[*ANY, *InvolvementKind.choices]
    )
    is_mine = forms.BooleanField(label="Only children I am named with", required=False)

    def __init__(self, *args: Any, councils: Iterable[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        choice(self, "council").choices = [*ANY, *((c.code, c.name) for c in councils)]

    @property
    def narrowed(self) -> dict[str, Any]:
        self.is_valid()
        names = ("text", "council", "kind", "is_mine")
        return {n: self.cleaned_data[n] for n in names if self.cleaned_data.get(n)}
