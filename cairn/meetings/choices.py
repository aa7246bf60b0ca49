"""The words of meetings."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """The kinds of meeting. The local standards of each are named after its value."""

    LEVEL_1 = "level-1", "Level 1 meeting"
    REVIEW = "review", "Review meeting"
    POLICE_MONTHLY = "police-monthly", "Monthly police meeting"
    STRATEGIC_GROUP = "strategic-group", "Strategic group"


class State(TextChoices):
    """Where a meeting stands. Worked out from what happened; nobody types it."""

    PLANNED = "planned", "Planned"
    UNDER_WAY = "under_way", "Under way"
    HELD = "held", "Held, minutes not sent"
    SENT = "sent", "Minutes sent"
    CANCELLED = "cancelled", "Cancelled"


TO_COME = "to_come"  # planned or under way


class Part(TextChoices):
    """As what somebody is asked to a meeting."""

    PROFESSIONAL = "professional", "A professional"
    CHILD = "child", "The child"
    FAMILY = "family", "Somebody of the family"
    GUEST = "guest", "Another guest, without an account"


class Answer(TextChoices):
    ACCEPTED = "accepted", "I will come"
    APOLOGIES = "apologies", "I cannot come"


class Attendance(TextChoices):
    PRESENT = "present", "Present"
    APOLOGIES = "apologies", "Sent apologies"
    ABSENT = "absent", "Did not come"


class TaskTab(TextChoices):
    TO_DO = "to-do", "To do"
    OVERDUE = "overdue", "Overdue"
    DONE = "done", "Done"


class Event(TextChoices):
    LISTED = "meetings.listed", "looked at a list of meetings"
    ARRANGED = "meetings.arranged", "arranged a meeting"
    MOVED = "meetings.moved", "moved a meeting"
    CANCELLED = "meetings.cancelled", "cancelled a meeting"
    CHAIR_CHANGED = "meetings.chair_changed", "put somebody else in the chair of a meeting"
    INVITED = "meetings.invited", "asked somebody to a meeting"
    WITHDRAWN = "meetings.withdrawn", "withdrew an invitation to a meeting"
    ANSWERED = "meetings.answered", "answered an invitation to a meeting"
    OPENED = "meetings.opened", "opened a meeting"
    STARTED = "meetings.started", "started a meeting"
    ATTENDED = "meetings.attended", "recorded who came to a meeting"
    AGENDA_CHANGED = "meetings.agenda_changed", "changed the agenda of a meeting"
    SHARED = "meetings.shared", "recorded what was shared at a meeting"
    HEARD = "meetings.heard", "recorded a child’s or a family’s view"
    DECIDED = "meetings.decided", "recorded a decision of a meeting"
    DISSENTED = "meetings.dissented", "recorded that an agency did not agree"
    ENDED = "meetings.ended", "ended a meeting"
    SENT = "meetings.sent", "sent the minutes of a meeting"
    MINUTES_READ = "meetings.minutes_read", "read the minutes of a meeting"
    TASK_GIVEN = "meetings.task_given", "gave a task at a meeting"
    TASK_DONE = "meetings.task_done", "finished a task"
    TASK_UNDONE = "meetings.task_undone", "opened a finished task again"
    TASK_CHASED = "meetings.task_chased", "was reminded of an overdue task"
    TASK_OPENED = "meetings.task_opened", "opened a task"
    TASKS_LISTED = "meetings.tasks_listed", "looked at a list of tasks"
    EXPORTED = "meetings.exported", "took away a table of meetings"
    TASKS_EXPORTED = "meetings.tasks_exported", "took away a table of tasks"
