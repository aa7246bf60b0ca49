"""What the tracker adds: who needs a worker, the latest of each pathway, and people's saved views."""

import uuid

from django.db import models

from cairn.accounts.models import User
from cairn.foundation.fields import ReferenceField
from cairn.pathways.models.pathways import Pathway


class WorkerNeed(models.Model):
    """Whether a child at Low needs an intervention worker: a person said so, and why."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="worker_needs")
    is_needed = models.BooleanField()
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["pathway", "-at", "-id"], name="pathways_latest_need")]

    class Privacy:
        identifying = {"reason"}
        sensitive = {"is_needed", "pathway"}
        ordinary = {"id", "at", "by"}


class Latest(models.Model):
    """A view of the database: the latest level and review of each pathway, looked up once for a row.

    For lists that are narrowed or sorted by them. It keeps nothing.
    """

    pathway = models.OneToOneField(
        Pathway, models.DO_NOTHING, primary_key=True, related_name="latest"
    )
    level = models.TextField(null=True)
    level_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        managed = False
        db_table = "pathways_latest"

    class Privacy:
        identifying: set[str] = set()
        sensitive = {"pathway", "level"}
        ordinary = {"level_at", "reviewed_at"}


class SavedView(models.Model):
    """What one person often asks of the tracker, under a name of their own. Theirs alone."""

    reference = ReferenceField(prefix="SV")
    key = models.UUIDField(unique=True, default=uuid.uuid4)  # a form sent twice is kept once
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    name = models.TextField()
    asked = models.JSONField()  # the filters of TrackerForm that were used
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name"], name="pathways_view_has_its_own_name"
            ),
        ]

    class Privacy:
        identifying = {"name", "asked"}  # a child's name may be what is looked for
        sensitive: set[str] = set()
        ordinary = {"id", "reference", "key", "person", "made_at"}

    def __str__(self) -> str:
        return self.reference
