"""How people narrow the lists of meetings and tasks."""

from typing import Any

from django import forms

from cairn.foundation.forms import FilterForm, Form
from cairn.meetings.choices import TO_COME, Kind, State, TaskTab


class NarrowForm(FilterForm):
    kind = forms.ChoiceField(
        label="Kind",
        required=False,
        choices=[("", "All kinds"), *Kind.choices],
        widget=forms.Select,
    )
    state = forms.ChoiceField(
        label="Show", required=False, widget=forms.Select,
        choices=[("", "All"), (TO_COME, "Planned and under way"), *State.choices],
    )  # fmt: skip
    is_mine = forms.BooleanField(label="Only those I am asked to", required=False)


class NarrowTasksForm(Form):
    tab = forms.ChoiceField(
        label="Show", required=False, choices=TaskTab.choices, widget=forms.Select
    )
    whose = forms.ChoiceField(
        label="Whose", required=False, widget=forms.Select,
        choices=[("", "Mine and my agency’s"), ("all", "All that I may see")],
    )  # fmt: skip

    @property
    def narrowed(self) -> dict[str, Any]:
        self.is_valid()
        tab = self.cleaned_data.get("tab") or TaskTab.TO_DO
        return {"tab": tab, "is_mine": self.cleaned_data.get("whose") != "all"}
