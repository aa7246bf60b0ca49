"""Who is involved with a child, who may open a record, and why it is needed now."""

import re
from typing import Any

from django import forms

from cairn.children import rules
from cairn.children.choices import InvolvementKind
from cairn.children.forms.child import NARROW, choice
from cairn.foundation import clock
from cairn.foundation.forms import DayField, Form, required, say
from cairn.foundation.references import as_typed


class AgencyForm(Form):
    agency = forms.ChoiceField(
        label="Which agency is involved?", error_messages=required("Select an agency")
    )

    def __init__(self, *args: Any, agencies: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choice(self, "agency").choices = [("", "Select"), *((a.code, a.name) for a in agencies)]


WHY = "For example: holds the child’s plan; works with the child on Tuesdays."


class InvolveForm(Form):
    """How one agency is involved. `who` says whether it is everybody, a team or one person."""

    kind = forms.ChoiceField(
        label="How are they involved?", error_messages=required("Select how they are involved"),
        choices=[("", "Select"), *InvolvementKind.choices],
    )  # fmt: skip
    who = forms.ChoiceField(
        label="Who may open the record?",
        help_text="Choose one person where you can. A team or an agency opens it to many.",
        error_messages=required("Select who may open the record"),
    )
    why = say(
        forms.CharField(
            label="Why?", help_text=WHY, max_length=500, widget=forms.Textarea,
            error_messages=required("Say why they are involved"),
        ),
        rows=2,
    )  # fmt: skip
    since_on = say(
        DayField(
            label="Since when?", required=False, max_length=100,
            help_text="Leave this empty if it is from today.",
        ),
        classes=NARROW,
    )  # fmt: skip

    def __init__(self, *args: Any, agency: Any, teams: Any, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._who = {f"person-{one.pk}": {"person": one} for one in people}
        self._who |= {f"team-{one.pk}": {"team": one} for one in teams}
        self._who["agency"] = {}
        choice(self, "who").choices = [
            ("", "Select"),
            *((f"person-{p.pk}", f"{p.name}, {p.job_title or 'no job title'}") for p in people),
            *((f"team-{t.pk}", f"Everybody in {t.name}") for t in teams),
            ("agency", f"Everybody at {agency.name} who works with children"),
        ]

    def clean_who(self) -> Any:
        return self._who[self.cleaned_data["who"]]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        is_lead = said.get("kind") == InvolvementKind.LEAD_PRACTITIONER
        if is_lead and "who" in said and "person" not in said["who"]:
            self.add_error("who", "Name the person who is the lead practitioner")
        return _in_the_past(self, said, "since_on")


class EndForm(Form):
    involvement = forms.TypedChoiceField(
        label="Which involvement has ended?", coerce=int, widget=forms.RadioSelect,
        error_messages=required("Select which involvement has ended"),
    )  # fmt: skip
    until_on = say(
        DayField(
            label="When did it end?", required=False, max_length=100,
            help_text="Leave this empty if it ended today.",
        ),
        classes=NARROW,
    )  # fmt: skip

    def __init__(self, *args: Any, involvements: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choice(self, "involvement").choices = [
            (one.pk, f"{one.get_kind_display()}: {_who(one)}") for one in involvements
        ]

    def clean(self) -> dict[str, Any]:
        return _in_the_past(self, super().clean() or {}, "until_on")


class LeadForm(Form):
    person = forms.ChoiceField(
        label="Who is the lead practitioner now?",
        error_messages=required("Select the lead practitioner"),
    )
    why = say(
        forms.CharField(
            label="Why?", help_text=WHY, max_length=500, widget=forms.Textarea,
            error_messages=required("Say why this person leads"),
        ),
        rows=2,
    )  # fmt: skip

    def __init__(self, *args: Any, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._people = {str(one.pk): one for one in people}
        named = [(str(p.pk), f"{p.name}, {p.agency.name}") for p in people]
        choice(self, "person").choices = [("", "Select"), *named]

    def clean_person(self) -> Any:
        return self._people[self.cleaned_data["person"]]


def _reason(label: str, hint: str) -> forms.Field:
    field = forms.CharField(
        label=label, help_text=hint, max_length=1_000, widget=forms.Textarea,
        error_messages=required(f"Say why, in {rules.SHORTEST_REASON} characters or more"),
    )  # fmt: skip
    return say(field, rows=4)


class RestrictForm(Form):
    reason = _reason(
        "Why must this record be restricted?",
        "For example: a relative of the child works for one of the agencies.",
    )
    keep = forms.TypedMultipleChoiceField(
        label="Who keeps access?", coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="You keep access, so that you can lift the restriction.",
    )  # fmt: skip

    def __init__(self, *args: Any, keepers: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choice(self, "keep").choices = [(p.pk, f"{p.name}, {p.agency}") for p in keepers]
        self.fields["keep"].initial = [p.pk for p in keepers]

    def clean_reason(self) -> str:
        return _long_enough(self.cleaned_data["reason"])


class EmergencyForm(Form):
    reference = say(
        forms.CharField(
            label="Reference of the record", max_length=40,
            help_text="The whole reference, like CH-7K3M-9Q2R.",
            error_messages=required("Enter the reference of the record"),
        ),
        classes=NARROW, autocomplete="off", spellcheck=False,
    )  # fmt: skip
    reason = _reason(
        "Why do you need this record now?",
        "What has happened, and why it cannot wait for somebody who works with the child.",
    )

    def clean_reference(self) -> str:
        reference = as_typed(self.cleaned_data["reference"])
        if not re.fullmatch(r"CH-[0-9A-Z]{4}-[0-9A-Z]{4}", reference):
            raise forms.ValidationError("Enter the whole reference, like CH-7K3M-9Q2R")
        return reference

    def clean_reason(self) -> str:
        return _long_enough(self.cleaned_data["reason"])


class ReviewForm(Form):
    """What information governance concluded of one request for emergency access."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)
    conclusion = say(
        forms.CharField(
            label="What did you conclude?", help_text="In a few words. It cannot be changed later.",
            widget=forms.Textarea, max_length=1_000,
            error_messages=required("Say in a few words what you concluded"),
        ),
        rows=2,
    )  # fmt: skip


def _who(involvement: Any) -> str:
    person = involvement.person
    return person.name if person else str(involvement.team or involvement.agency)


def _long_enough(reason: str) -> str:
    if problem := rules.reason_not_to_ask(reason=reason):
        raise forms.ValidationError(problem)
    return reason


def _in_the_past(form: Form, said: dict[str, Any], name: str) -> dict[str, Any]:
    if said.get(name) and said[name] > clock.today():
        form.add_error(name, "Enter today’s date or one in the past.")
    return said
