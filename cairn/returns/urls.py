"""Addresses of the national returns."""

from django.urls import path

from cairn.returns.views import national

app_name = "returns"
_OF = "<slug:council>/<int:year>"
urlpatterns = [
    path("", national.returns, name="returns"),
    path(f"{_OF}/missing", national.faults, name="faults"),
    path(f"{_OF}/<slug:file>", national.take, name="take"),
    path("care/<slug:reference>", national.care, name="care"),
    path("care/<slug:reference>/change", national.change_care, name="change_care"),
]
