"""What we keep of a line of time: only what nobody records anywhere else."""

import uuid

from django.db import models
from django.db.models import F, Q

from cairn.accounts.models import User
from cairn.children.models import Child
from cairn.chronology.choices import Kind, Turn
from cairn.foundation.fields import ReferenceField


class Entry(models.Model):
    """Something that happened to a child or for them, as somebody wrote it. Taken back, it is kept."""

    reference = ReferenceField(prefix="EN")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    child = models.ForeignKey(Child, models.PROTECT, related_name="entries")
    kind = models.TextField(choices=Kind)
    turn = models.TextField(choices=Turn, blank=True)
    from_on = models.DateField()
    until_on = models.DateField()  # the last day it may have been; the same where the day is known
    what = models.TextField()
    detail = models.TextField(blank=True)
    known_from = models.TextField(blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    taken_back_because = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["child", "from_on"], name="chronology_of_child")]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="chronology_entry_says_something"),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="chronology_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None, taken_back_because="")
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False)
                & ~Q(taken_back_because=""),
                name="chronology_taken_back_by_somebody_for_a_reason",
            ),
        ]

    class Privacy:
        identifying = {"what", "detail", "known_from", "taken_back_because"}
        sensitive = {"child", "kind", "turn", "from_on", "until_on"}
        ordinary = {
            "id", "reference", "key", "written_at", "written_by", "taken_back_at", "taken_back_by",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.reference
