"""What people tell us in an assessment, page by page. Nothing is required before the end."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms

from cairn.assessments import rules
from cairn.assessments.choices import Known, When
from cairn.assessments.models import Assessment, Tool
from cairn.foundation.forms import Form, required, say

EVIDENCE = "-evidence"
SHORT = "govuk-radios--inline govuk-radios--small"


def _text(label: str, *, hint: str = "", rows: int = 3) -> forms.Field:
    field = forms.CharField(
        label=label, help_text=hint, required=False, widget=forms.Textarea,
        max_length=rules.LONGEST,
        error_messages={"max_length": f"Write {rules.LONGEST:,} characters or fewer."},
    )  # fmt: skip
    return say(field, rows=rows)


def _known(label: str, *, hint: str = "") -> forms.Field:
    field = forms.ChoiceField(
        label=label, help_text=hint, choices=Known.choices, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    return say(field, classes=SHORT)


class PageForm(Form):
    """One page that every assessment has: its fields are what the page holds."""

    @property
    def said(self) -> dict[str, Any]:
        return dict(self.cleaned_data)

    @staticmethod
    def shown(_name: str, value: Any) -> str:
        """A value as it is read beside another."""
        return str(Known(value).label) if value in Known.values else str(value)


class AboutForm(PageForm):
    informed_by = _text(
        "Who took part, and what have you read?",
        hint="For example: the child, their carers, school, health, police, the youth worker",
    )
    learning_disability = _known("Does the child have a learning disability?")
    child_aware = _known("Does the child know about this assessment?")
    carer_aware = _known("Do the parents or carers know about it?")
    known_before = _known("Was exploitation of this child known before?")
    living = _text("Where and with whom does the child live now? (optional)", rows=2)
    education = _text("School, college or work (optional)", rows=2)
    services = _text("Who else is working with the family? (optional)", rows=2)


class VoiceForm(PageForm):
    child_view = _text(
        "What does the child say?",
        hint="In their own words, as far as you can. What matters to them, what worries them, what"
        " would help.",
        rows=6,
    )
    no_view_because = _text("If the child’s view is not here yet, why not?", rows=2)
    carer_view = _text("What do parents or carers say? (optional)", rows=4)


class AnalysisForm(PageForm):
    analysis = _text(
        "What do you make of it?",
        hint="What others are doing to the child, what keeps the child safe, what has changed, and"
        " what you do not know.",
        rows=10,
    )


class DomainForm(Form):
    """The indicators of one domain: when each was there, and what shows it."""

    def __init__(self, *arguments: Any, indicators: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.indicators = indicators
        for one in indicators:
            self.fields[one.code] = say(
                forms.MultipleChoiceField(
                    label=one.words, help_text=one.hint, choices=When.choices, required=False,
                    widget=forms.CheckboxSelectMultiple,
                ),
                classes="govuk-checkboxes--small", alone=rules.ALONE,
            )  # fmt: skip
            self.fields[one.code + EVIDENCE] = say(
                _text("What shows it?", rows=2), rows=2, label_classes="govuk-label"
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for one in self.indicators:
            if reason := rules.reason_not_to_answer(cleaned.get(one.code, ())):
                self.add_error(one.code, reason)
        return cleaned

    @property
    def rows(self) -> list[Any]:
        """Each indicator with its two fields."""
        return [(one, self[one.code], self[one.code + EVIDENCE]) for one in self.indicators]

    @property
    def said(self) -> dict[str, Any]:
        return {
            one.code: {
                "when": self.cleaned_data[one.code],
                "evidence": self.cleaned_data[one.code + EVIDENCE],
            }
            for one in self.indicators
        }

    @staticmethod
    def shown(name: str, value: Any) -> str:
        """A value as it is read beside another."""
        if name.endswith(EVIDENCE):
            return str(value)
        return ", ".join(str(When(one).label) for one in rules.in_order(value))


PAGES: Mapping[str, tuple[str, type[PageForm]]] = {
    rules.ABOUT: ("About this assessment", AboutForm),
    rules.VOICE: ("The child’s view", VoiceForm),
    rules.ANALYSIS: ("What you make of it", AnalysisForm),
}


def form_of(row: Assessment, part: str, typed: Any = None) -> Any:
    """The form of one page, with what is kept or what was typed."""
    if part in PAGES:
        return PAGES[part][1](typed, initial=row.said)
    indicators = row.tool.definition.of_domain(part)
    initial = {one.code: row.answers.get(one.code, {}).get("when", []) for one in indicators} | {
        one.code + EVIDENCE: row.answers.get(one.code, {}).get("evidence", "") for one in indicators
    }
    return DomainForm(typed, initial=initial, indicators=indicators)


class StartForm(Form):
    tool = forms.ChoiceField(
        label="Which tool?", widget=forms.RadioSelect, error_messages=required("Choose a tool.")
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, tools: list[Tool], **options: Any) -> None:
        super().__init__(*arguments, **{"initial": {"key": uuid4()}, **options})
        self.fields["tool"].choices = [(one.code, one.name) for one in tools]  # type: ignore[attr-defined]
        say(self.fields["tool"], choice_hints={one.code: one.purpose for one in tools})


class DiscardForm(Form):
    reason = forms.CharField(
        label="Why is it not being finished?", widget=forms.Textarea, max_length=rules.LONGEST,
        error_messages=required("Say why."),
    )  # fmt: skip
