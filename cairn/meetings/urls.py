"""Addresses of meetings and tasks."""

from django.urls import path

from cairn.meetings.views import agenda, arranging, inviting, lists, meeting, running, tasks

app_name = "meetings"
urlpatterns = [
    path("", lists.meeting_list, name="list"),
    path("arrange", arranging.arrange, name="arrange"),
    path("spreadsheet", lists.spreadsheet, name="spreadsheet"),
    path("child/<slug:reference>", lists.child_meetings, name="child"),
    path("tasks/", tasks.task_list, name="tasks"),
    path("tasks/spreadsheet", tasks.spreadsheet, name="tasks_spreadsheet"),
    path("tasks/<reference>", tasks.task, name="task"),
    path("tasks/<reference>/reopen", tasks.reopen, name="reopen"),
    path("<reference>/", meeting.meeting, name="meeting"),
    path("<reference>/answer", inviting.answer, name="answer"),
    path("<reference>/invite", inviting.invite, name="invite"),
    path("<reference>/invite/usual", inviting.invite_usual, name="invite_usual"),
    path("<reference>/withdraw/<invitation>", inviting.withdraw, name="withdraw"),
    path("<reference>/move", arranging.move, name="move"),
    path("<reference>/chair", arranging.change_chair, name="chair"),
    path("<reference>/cancel", arranging.cancel, name="cancel"),
    path("<reference>/agenda", agenda.add_item, name="add_item"),
    path("<reference>/agenda/<item>", agenda.change_item, name="change_item"),
    path("<reference>/agenda/<item>/move", agenda.move_item, name="move_item"),
    path("<reference>/agenda/<item>/remove", agenda.remove_item, name="remove_item"),
    path("<reference>/start", meeting.start, name="start"),
    path("<reference>/run", running.run, name="run"),
    path("<reference>/attendance", running.attendance, name="attendance"),
    path("<reference>/view/<invitation>", running.view, name="view"),
    path("<reference>/items/<item>/share", running.share, name="share"),
    path("<reference>/items/<item>/decide", running.decide, name="decide"),
    path("<reference>/items/<item>/task", running.give_task, name="give_task"),
    path(
        "<reference>/items/<item>/decisions/<decision>/change",
        running.change_decision,
        name="change_decision",
    ),
    path("<reference>/items/<item>/decisions/<decision>/dissent", running.dissent, name="dissent"),
    path("<reference>/end", running.end, name="end"),
    path("<reference>/send", meeting.send, name="send"),
    path("<reference>/minutes", meeting.minutes, name="minutes"),
]
