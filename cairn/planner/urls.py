"""Addresses of the planner."""

from django.urls import path

from cairn.planner.views import away, due, people

app_name = "planner"
urlpatterns = [
    path("", due.who, name="who"),
    path("spreadsheet", due.spreadsheet, name="spreadsheet"),
    path("workers", people.workers, name="workers"),
    path("workers/spreadsheet", people.workers_spreadsheet, name="workers_spreadsheet"),
    path("week", people.my_week, name="my_week"),
    path("week/<slug:reference>", people.week, name="week"),
    path("hours/<slug:reference>", people.hours, name="hours"),
    path("away", away.aways, name="aways"),
    path("away/new/<slug:reference>", away.say, name="say_away"),
    path("away/<slug:reference>", away.away, name="away"),
    path("away/<slug:reference>/change", away.change, name="change_away"),
    path("away/<slug:reference>/take-back", away.take_back, name="take_back"),
    path("<slug:reference>", due.arrange, name="arrange"),
]
