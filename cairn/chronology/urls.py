"""Addresses of lines of time."""

from django.urls import path

from cairn.chronology import views

app_name = "chronology"
urlpatterns = [
    path("child/<slug:reference>", views.line, name="line"),
    path("child/<slug:reference>/spreadsheet", views.spreadsheet, name="spreadsheet"),
    path("child/<slug:reference>/write", views.write, name="write"),
    path("<slug:reference>", views.entry, name="entry"),
]
