"""What the returns need and no other chapter keeps: when a child was looked after."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from cairn.accounts.models import User
from cairn.children.models import Child
from cairn.foundation.fields import ReferenceField


class Days(Func):
    """From day to day; one may begin on the day on which another ends."""

    function = "DATERANGE"
    output_field = DateRangeField()


class CarePeriod(models.Model):
    """A child was looked after by their council, from day to day. Open while it goes on."""

    reference = ReferenceField(prefix="LA")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    child = models.ForeignKey(Child, models.PROTECT, related_name="care_periods")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["from_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="returns_care_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="returns_one_care_at_one_time",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    (Days("from_on", "until_on", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    class Privacy:
        identifying = {"child"}
        sensitive = {"from_on", "until_on"}
        ordinary = {"id", "reference", "key", "recorded_at", "recorded_by", "version"}

    def __str__(self) -> str:
        return self.reference
