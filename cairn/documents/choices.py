"""The words of documents."""

from django.db.models import TextChoices


class DocumentKind(TextChoices):
    """The short list of types accepted. What a file is comes from its content, not its name."""

    PDF = "application/pdf", "PDF"
    JPEG = "image/jpeg", "JPEG picture"
    PNG = "image/png", "PNG picture"
    TEXT = "text/plain", "Plain text"
    WORD = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Word document",
    )


class Scan(TextChoices):
    """What is known of a file's safety. Only CLEAN and NOT_SCANNED may ever be served."""

    WAITING = "waiting", "Waiting to be checked for viruses"
    CLEAN = "clean", "No virus found"
    INFECTED = "infected", "A virus was found"
    NOT_SCANNED = "not_scanned", "Not checked: this service has no virus scanner"


class Event(TextChoices):
    UPLOADED = "documents.uploaded", "attached a file"
    OPENED = "documents.opened", "opened a file"
    SCANNED = "documents.scanned", "checked a file for viruses"
    REMOVED = "documents.removed", "removed a file before sending"
