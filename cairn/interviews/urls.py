"""Addresses of return home interviews."""

from django.urls import path

from cairn.interviews.views import interview, lists, phone, writing

app_name = "interviews"
urlpatterns = [
    path("", lists.interviews, name="list"),
    path("spreadsheet", lists.spreadsheet, name="spreadsheet"),
    path("phone", phone.phone, name="phone"),
    path("worker.js", phone.worker, name="worker"),
    path("child/<slug:reference>", lists.of_child, name="child"),
    path("episode/<slug:reference>", lists.of_episode, name="of_episode"),
    path("<slug:reference>", interview.interview, name="interview"),
    path("<slug:reference>/record/<slug:act>", interview.act, name="act"),
    path("<slug:reference>/own/<slug:episode>", interview.own, name="own"),
    path("<slug:reference>/share", interview.share, name="share"),
    path("<slug:reference>/write", writing.write, name="write"),
    path("<slug:reference>/save", writing.save, name="save"),
    path("<slug:reference>/along", phone.along, name="along"),
    path("<slug:reference>/key", phone.key, name="key"),
    path("<slug:reference>/desk", writing.desk, name="desk"),
    path("<slug:reference>/risks", writing.risks, name="risks"),
]
