"""What people at the desk tell us: what happens to an item, to whom it is handed, why it is
reopened.
"""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.core.validators import MaxLengthValidator

from cairn.foundation.forms import Form, required, say
from cairn.submissions.choices import Outcome

ASK = "ask"
WHAT = [
    (Outcome.PROCESSED, "Made into intelligence"),
    (ASK, "Ask the submitter a question"),
    (Outcome.CRIME, "It is a crime: ask the submitter to report it on 101"),
    (Outcome.HUB, "Refer to the Safeguarding Hub"),
    (Outcome.PASSED_ON, "Not exploitation: pass to another service"),
    (Outcome.NO_ACTION, "No action"),
]
MOST = 5_000


def _words(label: str, hint: str = "", *, rows: int = 3, **said: Any) -> forms.Field:
    field = forms.CharField(label=label, help_text=hint, required=False, widget=forms.Textarea)
    field.validators.append(MaxLengthValidator(MOST, f"Use {MOST:,} characters or fewer."))
    return say(field, rows=rows, **said)


def _offer(form: Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    cast("forms.ChoiceField", form.fields[name]).choices = list(choices)


class DecideForm(Form):
    """What happens to an item, in one step. `version` is the item as the person saw it."""

    what = say(
        forms.ChoiceField(
            label="What happens to it?",
            choices=WHAT,
            widget=forms.RadioSelect,
            error_messages=required("Select what happens to it."),
        )
    )
    question = _words("Your question", "The submitter reads it as you write it.")
    nothing_more = say(
        forms.BooleanField(
            label="I have made every strand it holds, or there is nothing more to make",
            required=False,
        )
    )
    hub = say(forms.ChoiceField(label="Which Hub?", required=False))
    service = say(
        forms.ChoiceField(label="Which service?", required=False),
    )
    other_service = say(
        forms.CharField(
            label="If it is another service, which?",
            help_text="The submitter reads its name.",
            required=False,
            max_length=200,
        ),
        classes="govuk-!-width-two-thirds",
    )
    reason = _words(
        "Why, for colleagues",
        "The submitter does not read it. It is needed where there is no action.",
        rows=2,
    )
    reopening = _words("Why should it be decided again?", "It is kept with the item.", rows=2)
    version = forms.IntegerField(widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        hubs: Sequence[tuple[str, str]],
        services: Iterable[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        _offer(self, "hub", hubs)
        other = ("other", "Another service")
        _offer(self, "service", [("", "Choose a service"), *services, other])

    @property
    def is_question(self) -> bool:
        return self.cleaned_data["what"] == ASK

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        what = said.get("what")
        needed = {
            ASK: ("question", "Enter your question."),
            Outcome.PROCESSED: ("nothing_more", "Say that there is nothing more to make."),
            Outcome.HUB: ("hub", "Select which Hub."),
            Outcome.PASSED_ON: ("service", "Select which service it goes to."),
            Outcome.NO_ACTION: ("reason", "Enter why there is no action."),
        }
        if what in needed and not said.get(needed[what][0]) and needed[what][0] not in self.errors:
            self.add_error(*needed[what])
        if (
            what == Outcome.PASSED_ON
            and said.get("service") == "other"
            and not said.get("other_service")
        ):
            self.add_error("other_service", "Enter which service it goes to.")
        return said

    def decision(self) -> dict[str, Any]:
        """What decide() takes, from what was said."""
        said = self.cleaned_data
        service = said["other_service"] if said["service"] == "other" else said["service"]
        where = {Outcome.HUB: said["hub"], Outcome.PASSED_ON: service}
        return {
            "outcome": said["what"],
            "reason": said["reason"],
            "destination": where.get(said["what"], ""),
            "nothing_more_to_make": said["nothing_more"],
            "version": said["version"],
            "key": said["key"],
        }

    @property
    def typed(self) -> list[tuple[str, str]]:
        """The words that were typed, each with its question: nothing of it may be lost."""
        texts = ("question", "other_service", "reason", "reopening")
        return [(str(self[name].label), self[name].value()) for name in texts if self[name].value()]


class HandForm(Form):
    colleague = say(
        forms.ChoiceField(label="Hand it to", error_messages=required("Select who it goes to.")),
        classes="govuk-!-width-two-thirds",
    )

    def __init__(self, data: Any = None, *, people: Sequence[Any], me: Any) -> None:
        super().__init__(data)
        self.people = {str(one.pk): one for one in people}
        names = {
            pk: f"{one.name} (you)" if one == me else one.name for pk, one in self.people.items()
        }
        _offer(self, "colleague", [("", "Choose a colleague"), *names.items()])

    @property
    def person(self) -> Any:
        return self.people[self.cleaned_data["colleague"]]


class ReopenForm(Form):
    reason = say(
        forms.CharField(
            label="Why is it reopened?",
            widget=forms.Textarea,
            max_length=MOST,
            error_messages=required("Enter why it is reopened."),
        ),
        rows=2,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class FilterForm(Form):
    """What of the queue is shown."""

    area = say(forms.ChoiceField(label="Area", required=False))
    strand = say(forms.ChoiceField(label="Kind of exploitation", required=False))

    def __init__(self, data: Any, *, areas: Sequence[Any], strands: Sequence[Any]) -> None:
        super().__init__(data)
        _offer(self, "area", [("", "All areas"), *((one.code, one.name) for one in areas)])
        _offer(self, "strand", [("", "All kinds"), *((one.code, one.name) for one in strands)])

    @property
    def chosen(self) -> dict[str, str]:
        """What is asked for; what was made up is as if it had not been asked."""
        self.full_clean()
        return {name: self.cleaned_data.get(name, "") for name in ("area", "strand")}


def fresh_key() -> uuid.UUID:
    """For a form that must be acted on once, however often it is sent."""
    return uuid.uuid4()
