"""Addresses of adults, places and things: the same pages for each."""

from django.urls import URLPattern, path

from cairn.networks.views import ADULT, KINDS, Kind, add, change, record, records, spreadsheet

app_name = "networks"


def _pages(kind: Kind) -> list[URLPattern]:
    code, many, of = kind.code, f"{kind.code}s", {"kind": kind}
    return [
        path(many, records, of, name=many),
        path(f"{many}/spreadsheet", spreadsheet, of, name=f"{many}_spreadsheet"),
        path(f"{many}/add", add, of, name=f"add_{code}"),
        path(f"{many}/<str:reference>", record, of, name=code),
        path(f"{many}/<str:reference>/change", change, of, name=f"change_{code}"),
    ]


urlpatterns = [
    path("", records, {"kind": ADULT}, name="list"),
    *(page for kind in KINDS for page in _pages(kind)),
]
