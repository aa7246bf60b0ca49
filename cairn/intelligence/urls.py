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
    *(
        path(f"{kind}/<slug:reference>", views.record_strands, {"kind": kind}, f"{kind}_strands")
        for kind in ("adult", "place", "thing")
    ),
    *(
        path(
            f"{kind}/<slug:reference>/spreadsheet",
            views.record_spreadsheet,
            {"kind": kind},
            f"{kind}_strands_spreadsheet",
        )
        for kind in ("child", "adult", "place", "thing")
    ),
    path("<slug:reference>", views.strand, name="strand"),
    path("<slug:reference>/change", views.change, name="change"),
    path("<slug:reference>/source", views.source, name="source"),
    path("<slug:reference>/version/<int:number>", views.version, name="version"),
]
