"""What happened to something typed and not sent, completing "Priya ..."."""

from django.db.models import TextChoices


class Event(TextChoices):
    KEPT = "drafts.kept", "began to write in a form"
    REMOVED = "drafts.removed", "removed what they had typed in a form"
    EXPIRED = "drafts.expired", "left a form unsent until what was typed there expired"
    LEFT = "drafts.left", "left the service, and what they had typed was removed"
