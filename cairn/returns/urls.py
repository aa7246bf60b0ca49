"""Addresses of the national returns."""

from django.urls import path

from cairn.returns.views import figures, national

app_name = "returns"
_OF = "<slug:council>/<int:year>"
urlpatterns = [
    path("", national.returns, name="returns"),
    path("answers", figures.answers, name="answers"),
    path("answers/spreadsheet", figures.spreadsheet, name="answers_spreadsheet"),
    path("answers/behind", figures.behind, name="behind"),
    path(f"{_OF}/missing", national.faults, name="faults"),
    path(f"{_OF}/<slug:file>", national.take, name="take"),
    path("care/<slug:reference>", national.care, name="care"),
    path("care/<slug:reference>/change", national.change_care, name="change_care"),
]
