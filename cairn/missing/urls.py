"""Addresses of missing children."""

from django.urls import path

from cairn.missing.views import episodes, importing, lists, patterns, reports

app_name = "missing"
urlpatterns = [
    path("", lists.missing_now, name="now"),
    path("called", lists.called, name="called"),
    path("episodes", lists.episodes, name="list"),
    path("episodes/spreadsheet", lists.spreadsheet, name="spreadsheet"),
    path("child/<slug:reference>", lists.of_child, name="child"),
    path("child/<slug:reference>/report", reports.report_child, name="report_child"),
    path("child/<slug:reference>/discussion", patterns.discussion, name="discussion"),
    path("import", importing.import_rows, name="import"),
    path("import/template", importing.import_template, name="import_template"),
    path("report", reports.report_somebody, name="report_somebody"),
    path("my-reports", reports.mine, name="mine"),
    path("reported/<slug:reference>", reports.reported, name="reported"),
    path("reports/<slug:reference>", reports.report, name="report"),
    path("reports/<slug:reference>/take-on", reports.take_on, name="take_on"),
    path("reports/<slug:reference>/child", reports.match, name="match"),
    path("reports/<slug:reference>/another-child", reports.unmatch, name="unmatch"),
    path("reports/<slug:reference>/place", reports.place, name="place"),
    path("reports/<slug:reference>/looked-at", reports.looked_at, name="looked_at"),
    path("reports/<slug:reference>/set-aside", reports.set_aside, name="set_aside"),
    path("reports/<slug:reference>/take-up", reports.take_up, name="take_up"),
    path("episodes/<slug:reference>", episodes.episode, name="episode"),
    path("episodes/<slug:reference>/grade", episodes.grade, name="grade"),
    path("episodes/<slug:reference>/not-back", episodes.not_back, name="not_back"),
    path("episodes/<slug:reference>/mistake", episodes.mistake, name="mistake"),
    path("episodes/<slug:reference>/say/<slug:what>", episodes.say, name="say"),
]
