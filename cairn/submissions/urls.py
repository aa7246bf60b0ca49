"""Addresses of the front door. A draft's address holds its key, which opens nothing by itself."""

from django.urls import path

from cairn.submissions import views

app_name = "submissions"
urlpatterns = [
    path("share", views.gate, name="gate"),
    path("share/answer", views.gate_answer, name="gate_answer"),
    path("share/elsewhere", views.elsewhere, name="elsewhere"),
    path("share/<uuid:key>/page/<slug:step>", views.step, name="step"),
    path("share/<uuid:key>/page/<slug:step>/<int:number>", views.step, name="step"),
    path("share/<uuid:key>/save/<slug:step>", views.step_save, name="step_save"),
    path("share/<uuid:key>/save/<slug:step>/<int:number>", views.step_save, name="step_save"),
    path("share/<uuid:key>/choose/<slug:step>", views.step_choose, name="step_choose"),
    path("share/<uuid:key>/choose/<slug:step>/<int:number>", views.step_choose, name="step_choose"),
    path("share/<uuid:key>/remove/<slug:step>/<int:number>", views.step_remove, name="step_remove"),
    path("share/<uuid:key>/tasks", views.task_list, name="task_list"),
    path("share/<uuid:key>/throw-away", views.throw_away, name="throw_away"),
    path("share/<uuid:key>/files", views.attach, name="attach"),
    path(
        "share/<uuid:key>/files/<slug:file>/remove",
        views.attachment_remove,
        name="attachment_remove",
    ),
    path("share/<uuid:key>/check", views.check, name="check"),
    path("share/<uuid:key>/send", views.send, name="send"),
    path("share/<uuid:key>/receipt", views.receipt, name="receipt"),
    path("follow-up", views.follow_up, name="follow_up"),
    path("follow-up/open", views.follow_up_open, name="follow_up_open"),
    path("follow-up/leave", views.follow_up_leave, name="follow_up_leave"),
    path("follow-up/<slug:reference>", views.followed, name="followed"),
    path("follow-up/<slug:reference>/add", views.follow_up_add, name="follow_up_add"),
    path(
        "follow-up/<slug:reference>/answer/<uuid:question>",
        views.follow_up_answer,
        name="follow_up_answer",
    ),
    path("my-submissions", views.mine, name="mine"),
    path("my-submissions.xlsx", views.mine_spreadsheet, name="mine_spreadsheet"),
]
