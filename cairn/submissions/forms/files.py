"""A file to add."""

from django import forms

from cairn.foundation.forms import Form

NONE_CHOSEN = "Choose a file to add."


class FileForm(Form):
    file = forms.FileField(
        label="Choose a file",
        allow_empty_file=True,  # documents says what is wrong with it
        error_messages={"required": NONE_CHOSEN, "missing": NONE_CHOSEN, "invalid": NONE_CHOSEN},
    )
