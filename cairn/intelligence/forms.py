"""What the desk says of a strand, and what a reader asks of a list."""

from collections.abc import Sequence
from typing import Any, cast
from urllib.parse import urlencode

from django import forms

from cairn.foundation import clock
from cairn.foundation.forms import Form, SaidDateField, required, say
from cairn.intelligence import offers, rules
from cairn.intelligence.choices import Handling, InformationGrade, SourceGrade
from cairn.intelligence.offers import NEW, NOBODY, Candidate, Item

BY_HAPPENING = "happened"
UNKNOWN = "A record is no longer one that you can link. Check what is ticked, and save again."
SHORT = "govuk-!-width-one-third"


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    cast("forms.ChoiceField", form.fields[name]).choices = choices


def _long(label: str, hint: str, needed: str, *, rows: int = 5, **more: Any) -> forms.CharField:
    field = forms.CharField(
        label=label, help_text=hint, widget=forms.Textarea, max_length=10_000,
        error_messages=required(needed), **more,
    )  # fmt: skip
    say(field, rows=rows)
    return field


class ClaimForm(Form):
    """What a strand says: one claim, its dates, its grades, its handling."""

    claim = _long(
        "What is claimed",
        "One claim only. Only the police unit reads this.",
        "Write what is claimed.",
    )
    text = _long(
        "The text others may read",
        "Leave out who the source is and what would let somebody guess. Do not name children: "
        "say “this child” or “another child”.",
        "Write the text that others may read.",
    )
    happened_from = say(
        SaidDateField(label="When it happened, or started", required=False,
                      help_text="For example 3 11 2026, last Tuesday, or November 2026."),
        classes=SHORT,
    )  # fmt: skip
    happened_to = say(
        SaidDateField(label="When it ended, if that is another day", required=False), classes=SHORT
    )
    happened_words = forms.CharField(
        label="In words", help_text="For example “after school, most days”.", required=False,
        max_length=200,
    )  # fmt: skip
    learned_on = say(
        SaidDateField(label="When the source learned it, or you did",
                      error_messages=required("Enter when it was learned.")),
        classes=SHORT,
    )  # fmt: skip
    strand_codes = forms.MultipleChoiceField(
        label="Kind of exploitation", widget=forms.CheckboxSelectMultiple,
        error_messages=required("Choose at least one kind of exploitation."),
    )  # fmt: skip
    source_grade = forms.ChoiceField(
        label="Source", choices=SourceGrade, widget=forms.RadioSelect,
        error_messages=required("Choose how reliable the source is."),
    )  # fmt: skip
    information_grade = forms.ChoiceField(
        label="Information", choices=InformationGrade, widget=forms.RadioSelect,
        error_messages=required("Choose how the information is known."),
    )  # fmt: skip
    handling = forms.ChoiceField(
        label="Handling", choices=Handling, widget=forms.RadioSelect,
        error_messages=required("Choose how it may be shared."),
    )  # fmt: skip
    conditions = _long("Conditions", "Only with code C. Readers see these words.", "", rows=2,
                       required=False)  # fmt: skip
    for_agencies = forms.MultipleChoiceField(
        label="Agencies that may read it", widget=forms.CheckboxSelectMultiple, required=False,
        help_text="Only with code C. With none chosen, nobody outside the unit reads it.",
    )  # fmt: skip
    linked = forms.MultipleChoiceField(
        label="Records it names", widget=forms.CheckboxSelectMultiple, required=False,
        error_messages={"invalid_choice": UNKNOWN},
    )  # fmt: skip
    find = forms.CharField(
        label="Find a record that it names", required=False,
        help_text="A name, a place, a number plate, a phone number, an online name or a reference.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, kinds: dict[str, str], agencies: list[Any],
        records: Sequence[Candidate], **more: Any,
    ):  # fmt: skip
        super().__init__(*args, **more)
        _offer(self, "linked", [(one.reference, one.words) for one in records])
        self.may_read = [(one.code, one.name) for one in agencies]
        _offer(self, "strand_codes", list(kinds.items()))
        _offer(self, "for_agencies", self.may_read)
        for name in ("strand_codes", "for_agencies", "linked"):
            say(self.fields[name], classes="govuk-checkboxes--small")
        for name in ("source_grade", "information_grade", "handling"):
            say(self.fields[name], classes="govuk-radios--small")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and (
            reason := rules.reason_not_to_make_strand(self.said, today=clock.today())
        ):
            self.add_error(*reason)
        return said

    @property
    def said(self) -> rules.Said:
        """The claim in the form that the rules and the action take."""
        typed = self.cleaned_data
        learned = typed["learned_on"]
        start, end = rules.span(
            typed["happened_from"], typed["happened_to"], learned_on=learned.latest
        )
        same = (
            "claim", "text", "strand_codes", "source_grade", "information_grade", "handling",
            "conditions", "for_agencies", "happened_words",
        )  # fmt: skip
        return rules.Said(
            learned_on=min(learned.latest, clock.today()), happened_from=start, happened_to=end,
            **{name: typed[name] for name in same},
        )  # fmt: skip


class MakeForm(ClaimForm):
    """As above, with a choice for each child, adult, place and thing that was sent."""

    council = forms.ChoiceField(
        label="Area", error_messages=required("Choose the area it is about.")
    )
    involved_agency = forms.ChoiceField(
        label="Agency that works with a child whose record is made now", required=False,
    )  # fmt: skip
    involved_why = forms.CharField(label="Why it is involved", required=False, max_length=500)
    source_note = forms.CharField(label="Where this comes from", required=False, max_length=500)
    source_risk = forms.CharField(
        label="Who could be in danger if this is acted on", required=False, max_length=1_000,
        help_text="Kept with the source, apart from the strand.",
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, items: Sequence[Item], councils: list[Any], **more: Any):
        super().__init__(*args, **more)
        self.items = items
        areas = [(one.code, one.name) for one in councils]
        _offer(self, "council", areas if len(areas) == 1 else [("", "Choose an area"), *areas])
        _offer(self, "involved_agency", [("", "None that we know of"), *self.may_read])
        for item in items:
            self.fields[item.name] = _which(item)

    @property
    def links(self) -> list[Any]:
        return [self[item.name] for item in self.items]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("involved_agency") and not said.get("involved_why"):
            self.add_error("involved_why", "Say why the agency is involved.")
        return said

    @property
    def chosen(self) -> list[str]:
        """References of the records that were chosen, offered or found."""
        picked = [self.cleaned_data[item.name] for item in self.items]
        return [one for one in picked if one not in {NEW, NOBODY}] + self.cleaned_data["linked"]

    def new_records(self, involvement: dict[str, Any]) -> list[rules.NewRecord]:
        made = (item for item in self.items if self.cleaned_data[item.name] == NEW)
        return [offers.new_record(item, involvement=involvement) for item in made]


def _which(item: Item) -> forms.ChoiceField:
    choices = [(one.reference, one.words) for one in item.candidates]
    if not (reason := offers.reason_not_to_make(item)):
        choices.append((NEW, "Make a new record from what was sent"))
    choices.append((NOBODY, "Do not link this strand to it"))
    field = forms.ChoiceField(
        label=f"{item.kind.label}: {item.words}", choices=choices, required=False,
        widget=forms.RadioSelect, help_text=reason or "", initial=NOBODY,
    )  # fmt: skip
    say(field, classes="govuk-radios--small")
    return field


class NarrowForm(Form):
    """What a reader asks of a list of strands."""

    words = forms.CharField(label="Words", required=False, max_length=200)
    kind = forms.ChoiceField(label="Kind of exploitation", required=False)
    order = forms.ChoiceField(
        label="Order", required=False,
        choices=[("", "Newest made first"), (BY_HAPPENING, "When it happened, latest first")],
    )  # fmt: skip

    def __init__(self, *args: Any, kinds: dict[str, str], **more: Any):
        super().__init__(*args, **more)
        _offer(self, "kind", [("", "Every kind"), *kinds.items()])

    @property
    def kept(self) -> str:
        """What was asked, as part of an address."""
        return urlencode({name: said for name, said in self.cleaned_data.items() if said})
