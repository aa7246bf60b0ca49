"""Addresses of children's records. What stands for itself comes before what takes a reference."""

from django.urls import path

from cairn.children.views import access, lists, record

app_name = "children"
urlpatterns = [
    path("", lists.children, name="list"),
    path("mine", lists.mine, name="mine"),
    path("spreadsheet", lists.spreadsheet, name="spreadsheet"),
    path("add", lists.add, name="add"),
    path("emergency", access.emergency, name="emergency"),
    path("emergency/asked/<str:reference>", access.emergency_asked, name="emergency_asked"),
    path("emergencies", access.emergencies, name="emergencies"),
    path("emergencies/spreadsheet", access.emergencies_spreadsheet, name="emergencies_spreadsheet"),
    path("<str:reference>", record.child, name="child"),
    path("<str:reference>/details", record.details, name="details"),
    path("<str:reference>/address", record.address, name="address"),
    path("<str:reference>/address/change", record.change_address, name="change_address"),
    path("<str:reference>/change", record.change, name="change"),
    path("<str:reference>/involvements", access.involvements, name="involvements"),
    path("<str:reference>/involve", access.involve, name="involve"),
    path("<str:reference>/end-involvement", access.end_involvement, name="end_involvement"),
    path("<str:reference>/lead-practitioner", access.lead_practitioner, name="lead_practitioner"),
    path("<str:reference>/restrict", access.restrict, name="restrict"),
    path("<str:reference>/lift", access.lift, name="lift"),
]
