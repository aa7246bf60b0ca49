"""The words of the desk."""

from django.db.models import TextChoices


class Event(TextChoices):
    PICKED_UP = "triage.picked_up", "picked up a submission"
    PUT_BACK = "triage.put_back", "put a submission back in the queue"
    DECIDED = "triage.decided", "decided what happens to a submission"
    REOPENED = "triage.reopened", "reopened a submission"
    ESCALATED = "triage.escalated", "told the next person about an unread submission"
