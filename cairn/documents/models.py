"""What we keep of a file: the original, sealed under its digest, and what is known of it."""

from django.db import models

from cairn.documents.choices import DocumentKind, Scan
from cairn.foundation.fields import ReferenceField


class Document(models.Model):
    """One file as it was received. The bytes are on disk under `digest` and never change."""

    reference = ReferenceField(prefix="FILE")
    name = models.TextField()
    kind = models.TextField(choices=DocumentKind)
    size = models.PositiveBigIntegerField()
    digest = models.TextField()  # SHA-256 of the content, hexadecimal
    scan = models.TextField(choices=Scan, default=Scan.WAITING)
    scanned_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(scan="waiting"), name="documents_waiting"
            )
        ]

    class Privacy:
        identifying = {"name"}
        sensitive = {"digest"}
        ordinary = {"id", "reference", "kind", "size", "scan", "scanned_at", "received_at"}

    def __str__(self) -> str:
        return self.reference
