"""What is typed to follow something up."""

from django import forms

from cairn.foundation.forms import Form
from cairn.submissions.forms.pages import words
from cairn.submissions.rules import storable


class FollowUpForm(Form):
    reference = words(
        "Reference",
        "For example SB-7K3M-9Q2R. Small letters and missing dashes do not matter.",
        most=100,
        needed="Enter the reference.",
        classes="govuk-input--width-20",
        spellcheck=False,
    )
    code = words(
        "Code",
        "The 12 letters and numbers that stood beside the reference.",
        most=100,
        needed="Enter the code.",
        classes="govuk-input--width-20",
        spellcheck=False,
        autocomplete="off",
    )


class MoreForm(Form):
    """An answer to a question, or something to add. `key` keeps one that is sent twice once."""

    text = words("", rows=6, most=20_000, needed="Enter what you want to tell us.")
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, label: str, **options):
        if data is not None:
            data = data.copy()
            data["text"] = storable("\n".join(data.getlist("text")))
        super().__init__(data, **options)
        self.fields["text"].label = label
