"""Addresses of strands."""

from django.urls import path

from cairn.intelligence import views

app_name = "intelligence"
urlpatterns = [
    path("", views.strand_list, name="list"),
    path("spreadsheet", views.spreadsheet, name="spreadsheet"),
    path("make", views.make, name="make_other"),
    path("make/<slug:reference>", views.make, name="make"),
    path("child/<slug:reference>", views.child_strands, name="child_strands"),
    path(
        "child/<slug:reference>/spreadsheet",
        views.child_strands_spreadsheet,
        name="child_strands_spreadsheet",
    ),
    path("<slug:reference>", views.strand, name="strand"),
    path("<slug:reference>/change", views.change, name="change"),
    path("<slug:reference>/source", views.source, name="source"),
    path("<slug:reference>/version/<int:number>", views.version, name="version"),
]
