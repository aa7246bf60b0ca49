"""Addresses of the national returns."""

from django.urls import path

from cairn.returns import views

app_name = "returns"
_OF = "<slug:council>/<int:year>"
urlpatterns = [
    path("", views.returns, name="returns"),
    path(f"{_OF}/missing", views.faults, name="faults"),
    path(f"{_OF}/<slug:file>", views.take, name="take"),
    path("care/<slug:reference>", views.care, name="care"),
    path("care/<slug:reference>/change", views.change_care, name="change_care"),
]
