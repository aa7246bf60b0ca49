"""A notification as another system writes it: the same fields by the API, in a file and on a spreadsheet.

What is said of a child is read here and nowhere else, so that every door takes and refuses the same.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django import forms

from cairn.agencies.models import Council
from cairn.foundation import clock
from cairn.foundation.dates import Unreadable
from cairn.foundation.dates.written import read_written_day, read_written_moment, unclear
from cairn.missing.choices import Grade, Kind, What

SAID = (
    "last_seen_by", "last_seen_where", "reported_by", "circumstances", "found_by", "found_where",
    "returned_by", "returned_how", "wearing", "worries", "home",
)  # fmt: skip
CLOCKS_DIFFER = timedelta(minutes=10)
NOT_READ = "This is not a field of a notification. Its name may be misspelt."
OLDEST = 1990


class Written(forms.CharField):
    """A moment or a day, as a machine writes it."""

    def __init__(self, *, read: Callable[[str], Any], **more: Any):
        super().__init__(max_length=60, **more)
        self.read = read

    def clean(self, value: Any) -> Any:
        said = super().clean(value)
        if not said:
            return None
        try:
            found = self.read(said)
        except Unreadable as problem:
            raise forms.ValidationError(str(problem)) from None
        if found.year < OLDEST:
            raise forms.ValidationError("This is too long ago. Check the year.")
        return found


def moment(missing: str = "") -> forms.Field:
    return Written(
        read=read_written_moment, required=bool(missing), error_messages={"required": missing}
    )


class NotificationForm(forms.Form):
    """Every field of a notification. What is not known is left out, or empty."""

    message = forms.CharField(
        max_length=100, error_messages={"required": "Give your own number of this message."}
    )
    council = forms.CharField(max_length=60, required=False)
    kind = forms.ChoiceField(
        choices=Kind.choices, required=False, error_messages={"invalid_choice": "Give missing or away."}
    )  # fmt: skip
    grade = forms.ChoiceField(
        choices=[one for one in Grade.choices if one[0]], required=False,
        error_messages={"invalid_choice": "Give high, medium, low or no_apparent."},
    )  # fmt: skip
    police_reference = forms.CharField(max_length=60, required=False)
    given_name = forms.CharField(max_length=100, required=False)
    family_name = forms.CharField(max_length=100, required=False)
    born_on = Written(read=read_written_day, required=False)
    last_seen_at = moment()
    reported_at = moment("Give the time at which the child was reported missing.")
    found_at = moment()
    returned_at = moment()

    MOMENTS = ("last_seen_at", "reported_at", "found_at", "returned_at")

    def __init__(self, told: Mapping[str, Any], *, councils: Iterable[Council]):
        super().__init__(told)
        self.told_names = set(told)
        self.areas = {one.code: one for one in councils}
        for name in SAID:
            self.fields[name] = forms.CharField(max_length=10_000, required=False)

    def clean_council(self) -> Council:
        code = self.cleaned_data["council"].strip().lower()
        if code in self.areas:
            return self.areas[code]
        codes = " or ".join(sorted(self.areas))
        raise forms.ValidationError(f"Give the code of the council in whose area it is: {codes}.")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for name in self.MOMENTS:
            at = told.get(name)
            if at and at > clock.now() + CLOCKS_DIFFER:
                self.add_error(name, "This has not been yet. Check the day and the offset.")
        for name in sorted(self.told_names - set(self.fields)):
            self.add_error(None, forms.ValidationError(NOT_READ, params={"field": name}))
        return told

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """What is wrong, field by field."""
        found = []
        for name, errors in self.errors.as_data().items():
            for error in errors:
                where = name if name != "__all__" else (error.params or {}).get("field", "")
                found += [(where, sentence) for sentence in error.messages]
        return found

    @property
    def taken(self) -> dict[str, Any]:
        """As actions.receive() takes it."""
        read = {name: value for name, value in self.cleaned_data.items() if name not in SAID}
        said = {name: self.cleaned_data[name] for name in SAID if self.cleaned_data[name]}
        written = {
            name: self.data[name]
            for name in self.MOMENTS
            if read[name] and unclear(self.data[name])
        }
        return {**read, "kind": read["kind"] or Kind.MISSING, "said": said, "written": written}


def how_read(written: Mapping[str, str]) -> list[str]:
    """In words, of the times that the clocks showed twice or never."""
    return [
        f"{What(name.removesuffix('_at')).label}: {unclear(written[name])}"
        for name in NotificationForm.MOMENTS if name in written
    ]  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One notification of several, and what is wrong with it, if anything is."""

    number: int  # as people count the rows of a spreadsheet
    told: dict[str, str]
    wrong: list[tuple[str, str]] = field(default_factory=list)
    taken: dict[str, Any] = field(default_factory=dict)

    @property
    def reasons(self) -> str:
        return " ".join(f"{name}: {why}" if name else why for name, why in self.wrong)


def read_row(number: int, told: dict[str, str], *, councils: Iterable[Council]) -> Row:
    """A row without a number of its own gets one from what it says: twice the same is once."""
    if not told.get("message"):
        told = {**told, "message": _digest_of(told)}
    form = NotificationForm(told, councils=councils)
    if form.is_valid():
        return Row(number, told, taken=form.taken)
    return Row(number, told, wrong=form.wrong)


def _digest_of(told: dict[str, str]) -> str:
    said = json.dumps(sorted((name, value) for name, value in told.items() if value))
    return f"by its words, {hashlib.sha256(said.encode()).hexdigest()[:24]}"
