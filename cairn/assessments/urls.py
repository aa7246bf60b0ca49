"""Addresses of assessments. Those of a child come before those of one assessment."""

from django.urls import path

from cairn.assessments.views import reading, writing

app_name = "assessments"
urlpatterns = [
    path("child/<slug:reference>", reading.child_assessments, name="child_assessments"),
    path("child/<slug:reference>/latest", reading.latest, name="latest"),
    path("child/<slug:reference>/spreadsheet", reading.child_spreadsheet, name="child_spreadsheet"),
    path("child/<slug:reference>/start", writing.start, name="start"),
    path("<slug:reference>", reading.assessment, name="assessment"),
    path("<slug:reference>/spreadsheet", reading.spreadsheet, name="spreadsheet"),
    path("<slug:reference>/answers/<slug:part>", writing.fill, name="fill"),
    path("<slug:reference>/answers/<slug:part>/save", writing.save, name="save"),
    path("<slug:reference>/check", writing.check, name="check"),
    path("<slug:reference>/finish", writing.finish, name="finish"),
    path("<slug:reference>/discard", writing.discard, name="discard"),
    path("<slug:reference>/compare", reading.compare, name="compare"),
    path(
        "<slug:reference>/compare/spreadsheet",
        reading.compare_spreadsheet,
        name="compare_spreadsheet",
    ),
]
