"""Addresses of the desk."""

from django.urls import path

from cairn.triage.views import deciding, items, queue

app_name = "triage"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("version", queue.version, name="version"),
    path("next", queue.take_next, name="take_next"),
    path("spreadsheet", queue.spreadsheet, name="spreadsheet"),
    path("<slug:reference>", items.item, name="item"),
    path("<slug:reference>/looking", items.looking, name="looking"),
    path("<slug:reference>/sender", items.source, name="source"),
    path("<slug:reference>/files/<slug:file>", items.attachment, name="attachment"),
    path("<slug:reference>/beside/<slug:other>", items.compare, name="compare"),
    path("<slug:reference>/pick-up", deciding.pick_up, name="pick_up"),
    path("<slug:reference>/put-back", deciding.put_back, name="put_back"),
    path("<slug:reference>/hand-over", deciding.hand_to, name="hand_to"),
    path("<slug:reference>/decide", deciding.decide, name="decide"),
    path("<slug:reference>/reopen", deciding.reopen, name="reopen"),
]
