"""Addresses of the desk."""

from django.urls import path

from cairn.triage.views import deciding, items, queue

app_name = "triage"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("version", queue.version, name="version"),
    path("next", queue.take_next, name="take_next"),
    path("spreadsheet", queue.spreadsheet, name="spreadsheet"),
    path("<str:reference>", items.item, name="item"),
    path("<str:reference>/looking", items.looking, name="looking"),
    path("<str:reference>/sender", items.source, name="source"),
    path("<str:reference>/files/<str:file>", items.attachment, name="attachment"),
    path("<str:reference>/beside/<str:other>", items.compare, name="compare"),
    path("<str:reference>/pick-up", deciding.pick_up, name="pick_up"),
    path("<str:reference>/put-back", deciding.put_back, name="put_back"),
    path("<str:reference>/hand-over", deciding.hand_to, name="hand_to"),
    path("<str:reference>/decide", deciding.decide, name="decide"),
    path("<str:reference>/reopen", deciding.reopen, name="reopen"),
]
