"""The form that takes a spreadsheet of notifications."""

from pathlib import PurePath
from typing import Any

from django import forms

from cairn.foundation.forms import Form, required
from cairn.missing.tables import LARGEST, UPLOADED


class ImportForm(Form):
    file = forms.FileField(
        label="The spreadsheet", help_text="An .xlsx or .csv file, like the template.",
        error_messages=required("Choose a spreadsheet."),
    )  # fmt: skip

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if PurePath(file.name).suffix.lower() not in UPLOADED:
            raise forms.ValidationError("Choose an .xlsx or .csv file.")
        if file.size > LARGEST:
            raise forms.ValidationError(f"Choose a file of at most {LARGEST // 1_000_000} MB.")
        return file
