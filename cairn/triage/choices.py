"""The words of the desk."""

from django.db.models import TextChoices


class Tab(TextChoices):
    """The ways to look at the queue."""

    TO_DO = "to-do", "To do"
    WAITING = "waiting", "Waiting for an answer"
    MINE = "mine", "Mine"
    FINISHED = "finished", "Finished"


class Event(TextChoices):
    PICKED_UP = "triage.picked_up", "picked up a submission"
    PUT_BACK = "triage.put_back", "put a submission back in the queue"
    HANDED_OVER = "triage.handed_over", "handed a submission to a colleague"
    DECIDED = "triage.decided", "decided what happens to a submission"
    REOPENED = "triage.reopened", "reopened a submission"
    ESCALATED = "triage.escalated", "told the next person about an unread submission"
    EXPORTED = "triage.exported", "took the queue away as a spreadsheet"
