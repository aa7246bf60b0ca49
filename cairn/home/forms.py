"""What a person asks of their own list."""

from django import forms

from cairn.foundation.forms import Form
from cairn.home.choices import About


class NeedsForm(Form):
    about = forms.ChoiceField(
        label="Show", required=False, choices=[("", "Everything"), *About.choices]
    )
    start = forms.IntegerField(required=False, min_value=0, max_value=10_000)

    @property
    def asked(self) -> tuple[str, int]:
        """Which kind, and from which line on: what cannot be asked for is not asked for."""
        self.is_valid()
        return self.cleaned_data.get("about") or "", self.cleaned_data.get("start") or 0
