"""What we keep of plans: one of each kind for a child, and every version of it as it was saved."""

import uuid

from django.db import models
from django.db.models import Q

from cairn.accounts.models import User
from cairn.children.models import Child
from cairn.foundation.fields import ReferenceField
from cairn.plans.choices import Kind


class Plan(models.Model):
    """A child's plan of one kind. What it says now is its version with the highest number."""

    reference = ReferenceField(prefix="PL")
    child = models.ForeignKey(Child, models.PROTECT, related_name="plans")
    kind = models.TextField(choices=Kind)
    version = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "kind"], name="plans_one_of_each_kind"),
        ]

    class Privacy:
        identifying = {"child"}
        sensitive = {"kind"}
        ordinary = {"id", "reference", "version"}

    def __str__(self) -> str:
        return self.reference


class PlanVersion(models.Model):
    """A whole plan as somebody saved it. It never changes: the next is another row."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()  # field of plans/sections.py -> text, only what somebody wrote
    why = models.TextField(blank=True)  # what changed since the version before; "" of the first
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True, default=uuid.uuid4)  # a form sent twice makes one

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plans_numbered_once"),
            models.CheckConstraint(
                condition=Q(number=1) | Q(number__gt=1) & ~Q(why=""),
                name="plans_changed_for_a_reason",
            ),
        ]

    class Privacy:
        identifying = {"content", "why"}
        sensitive = {"plan"}
        ordinary = {"id", "number", "at", "by", "key"}

    @property
    def kind(self) -> Kind:
        return Kind(self.plan.kind)
