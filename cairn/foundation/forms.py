"""The base form: every field is drawn with the design system's own component, errors beside it.

A field may carry `choice_hints` (value -> hint), `alone` (values that go with no other: ticking one
takes the other ticks away), `classes` (design-system classes) and `rows`; see say(). `heading` makes
its label the page's heading.
"""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import Jinja2 as DjangoJinja2
from django.urls import reverse
from django.utils.functional import cached_property

from cairn.foundation import clock, dates

NARROW = "govuk-!-width-two-thirds"


class Component(BoundField):
    """A field of a form that knows which design-system component draws it, and with what."""

    @cached_property
    def component(self) -> str:
        """The name of the macro in foundation/fields.html."""
        widget = self.field.widget
        # To Django checkboxes for several answers are a kind of radio buttons, so they come first.
        if isinstance(widget, forms.CheckboxSelectMultiple | forms.CheckboxInput):
            return "checkboxes"
        if isinstance(widget, forms.RadioSelect):
            return "radios"
        if isinstance(widget, forms.Select):
            return "select"
        if isinstance(widget, forms.Textarea):
            return "textarea"
        if isinstance(widget, forms.FileInput):
            return "file"
        if isinstance(widget, forms.PasswordInput):
            return "password"
        return "hidden" if self.is_hidden else "input"

    @cached_property
    def params(self) -> dict[str, Any]:
        """What the macro is given: names, words, the value typed, the error, what describes it."""
        said = getattr(self.field, "said", {})
        heading = said.get("heading", False)
        size = "govuk-label--l" if heading else said.get("label_classes", "govuk-label--s")
        params: dict[str, Any] = {
            "id": self.auto_id,
            "name": self.html_name,
            "label": {"text": self.label, "classes": size, "isPageHeading": heading},
            "value": self._typed(),
            "classes": said.get("classes", ""),
            "attributes": dict(said.get("attributes", {})),
        }
        if self.help_text:
            params["hint"] = {"text": self.help_text}
        if self.errors:
            params["errorMessage"] = {"text": self.errors[0]}
        if self.component in {"radios", "checkboxes"}:
            self._add_choices(params, said, heading)
        elif self.component == "select":
            params["items"] = [
                {"value": value, "text": text, "selected": str(value) == str(params["value"])}
                for value, text in self._choices()
            ]
        elif self.component == "textarea":
            params["rows"] = said.get("rows", 6)
        elif self.component == "password":
            params["value"] = ""  # a password is never sent back
        elif self.component == "input":
            if isinstance(self.field, SaidDateField | MomentField):
                asked = ""
                if isinstance(self.field, MomentField):
                    asked = "?moment=ahead" if self.field.ahead else "?moment"
                params["attributes"]["data-date-in-words"] = reverse("date_in_words") + asked
            params["type"] = self.field.widget.input_type
            params["spellcheck"] = said.get("spellcheck")
        for name in ("autocomplete", "inputmode"):
            if name in said:
                params[name] = said[name]
        return params

    def _choices(self) -> list[tuple[Any, str]]:
        return list(getattr(self.field, "choices", ()))

    def _typed(self) -> Any:
        value = self.value()
        return "" if value is None else value

    def _add_choices(self, params: dict[str, Any], said: dict[str, Any], heading: bool) -> None:
        size = "govuk-fieldset__legend--l" if heading else "govuk-fieldset__legend--s"
        params["idPrefix"] = params.pop("id")
        if isinstance(self.field.widget, forms.CheckboxInput):
            params["items"] = [{"value": "on", "text": self.label, "checked": bool(self.value())}]
            del params["label"]
            return
        params["fieldset"] = {
            "legend": {"text": self.label, "classes": size, "isPageHeading": heading}
        }
        hints = said.get("choice_hints", {})
        value = params["value"]
        chosen = {str(one) for one in (value if isinstance(value, list) else [value])}
        params["items"] = [
            {
                "value": value,
                "text": text,
                "checked": str(value) in chosen,
                **({"hint": {"text": hints[value]}} if value in hints else {}),
                **({"behaviour": "exclusive"} if value in said.get("alone", ()) else {}),
            }
            for value, text in self._choices()
        ]
        del params["label"]


class Renderer(DjangoJinja2):
    """Draws widgets where a page asks for one by itself; pages use foundation/fields.html."""

    bound_field_class = Component


class Form(forms.Form):
    """Every form of the product. Browser validation is off: we say what is wrong, in words."""

    bound_field_class = Component
    use_required_attribute = False

    @property
    def raw(self) -> dict[str, Any]:
        """Everything typed, as `initial` for the same form shown again without judging it."""
        return {
            name: field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            for name, field in self.fields.items()
        }

    @property
    def error_list(self) -> list[dict[str, str]]:
        """For the error summary at the top of the page: each error, linked to its field."""
        listed = [
            {"text": str(error), "href": "#main-content"} for error in self.non_field_errors()
        ]
        for field in self:
            listed += [{"text": str(error), "href": f"#{field.auto_id}"} for error in field.errors]
        return listed


class FilterForm(Form):
    """What a reader asks of a list. Where it asks for an area, `councils` are those to choose from."""

    def __init__(self, *args: Any, councils: Iterable[Any] = (), **more: Any):
        super().__init__(*args, **more)
        if "council" in self.fields:
            areas = [(one.code, one.name) for one in councils]
            self.fields["council"].choices = [("", "Every area"), *areas]  # type: ignore[attr-defined]

    @property
    def narrowed(self) -> dict[str, Any]:
        """What was asked and can be: an unknown filter is none."""
        self.is_valid()
        return {name: said for name, said in self.cleaned_data.items() if said}


def say(field: forms.Field, **said: Any) -> forms.Field:
    """Say how a field is drawn: heading, classes, rows, choice_hints, autocomplete, inputmode..."""
    field.said = said  # type: ignore[attr-defined]
    return field


class SaidDateField(forms.CharField):
    """A date as people type it. Cleans to dates.Read; what cannot be read is explained.

    With a script the page says how it was understood as soon as it is typed: see date_in_words().
    """

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return dates.read_date(text, today=clock.today())
        except dates.Unreadable as problem:
            raise forms.ValidationError(str(problem)) from None


class DayField(SaidDateField):
    """One whole day, as people type it. Cleans to a date, or None where none is needed."""

    def clean(self, value: Any) -> date | None:
        read = super().clean(value)
        if read is not None and read.on is None:
            empty = "" if self.required else " If you do not know it, leave this empty."
            raise forms.ValidationError(f"Enter one day, like 27 3 2026.{empty}")
        return read.on if read else None


class MomentField(forms.CharField):
    """A day with a time, as people type them. Cleans to an instant; what cannot be read is explained."""

    def __init__(self, *, ahead: bool = False, **options: Any) -> None:
        self.ahead = ahead  # a moment still to come
        super().__init__(max_length=100, **options)
        say(self, classes="govuk-input--width-20")

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return dates.read_moment(text, now=clock.now(), ahead=self.ahead) if text else None
        except dates.Unreadable as problem:
            raise forms.ValidationError(str(problem)) from None


def required(sentence: str) -> dict[str, str]:
    """error_messages for a field that must be answered: say what to do."""
    return {"required": sentence, "invalid_choice": sentence}


def a_line(
    label: str, *, missing: str = "", hint: str = "", most: int = 300, classes: str = NARROW,
    **said: Any,
) -> forms.Field:  # fmt: skip
    """A question that a line answers; `missing` is said where it must be answered."""
    made = forms.CharField(
        label=label, help_text=hint, max_length=most, required=bool(missing),
        error_messages=required(missing),
    )  # fmt: skip
    return say(made, classes=classes, **said)


def a_text(
    label: str, missing: str = "", *, hint: str = "", rows: int = 3, most: int = 10_000, **said: Any
) -> forms.Field:
    """The same, of several lines."""
    made = forms.CharField(
        label=label, help_text=hint, widget=forms.Textarea, max_length=most,
        required=bool(missing), error_messages=required(missing),
    )  # fmt: skip
    return say(made, rows=rows, **said)


def a_key() -> forms.Field:
    """Which form this is: sent twice, it is done once."""
    return forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


def a_version(*, required: bool = True) -> forms.Field:
    """What of the record was seen when the form was opened."""
    return forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, required=required
    )


def number(typed: Any, otherwise: int = 0) -> int:
    """A version or a place as it stands in a form or an address; nonsense is `otherwise`."""
    text = str(typed or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise


def differences(form: Form, typed: Mapping[str, str], now: Mapping[str, Any]) -> list[Any]:
    """Where what was typed is not what is there now: (label, typed, there), field by field.

    For a form whose record somebody else has changed meanwhile; foundation/_overtaken.html shows it.
    """
    return [
        (form[name].label, typed.get(name, ""), there)
        for name, there in now.items()
        if name != "version" and typed.get(name, "").split() != str(there).split()
    ]
