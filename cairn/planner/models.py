"""What we keep of planning: usual weeks as they were said, time off, in which town an interview is to
be, and who was warned. What the planner suggests is never kept: it is drawn anew each time.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from cairn.accounts.models import User
from cairn.agencies.models import Town
from cairn.foundation.fields import ReferenceField
from cairn.interviews.models import Interview
from cairn.planner.choices import Kind, Level


class Week(models.Model):
    """Somebody's usual week from a day on, as it was said. Another one never rewrites it."""

    person = models.ForeignKey(User, models.PROTECT, related_name="weeks")
    from_on = models.DateField()
    on_holidays = models.BooleanField(default=False)  # works on bank holidays too
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True, default=uuid.uuid4)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["person", "id"], name="planner_weeks_of_person")]

    class Privacy:
        identifying: set[str] = set()
        sensitive = {"person", "from_on", "on_holidays"}
        ordinary = {"id", "said_at", "said_by", "key"}


class Hours(models.Model):
    """The hours of one weekday, and where the worker starts from."""

    week = models.ForeignKey(Week, models.PROTECT, related_name="hours")
    weekday = models.PositiveSmallIntegerField()  # Monday is 0
    begins = models.TimeField()
    ends = models.TimeField()
    base = models.ForeignKey(Town, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["weekday"]
        constraints = [
            models.UniqueConstraint(fields=["week", "weekday"], name="planner_each_weekday_once"),
            models.CheckConstraint(
                condition=Q(ends__gt=F("begins")) & Q(weekday__lt=7), name="planner_ends_after_it_begins"
            ),
        ]  # fmt: skip

    class Privacy:
        identifying: set[str] = set()
        sensitive = {"week", "weekday", "begins", "ends", "base"}
        ordinary = {"id"}


class Away(models.Model):
    """Somebody is away: from when, until when if that is known, and in one word why."""

    reference = ReferenceField(prefix="AW")
    person = models.ForeignKey(User, models.PROTECT, related_name="aways")
    kind = models.TextField(choices=Kind)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)  # empty: until they say
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True, default=uuid.uuid4)

    class Meta:
        indexes = [
            models.Index(
                fields=["person", "from_at"], condition=Q(taken_back_at=None),
                name="planner_away_of_person",
            ),
            models.Index(fields=["-from_at", "-id"], name="planner_away_by_time"),
        ]  # fmt: skip
        constraints = [
            models.CheckConstraint(
                condition=Q(until_at=None) | Q(until_at__gt=F("from_at")),
                name="planner_back_after_they_went",
            ),
        ]

    class Privacy:
        identifying: set[str] = set()
        sensitive = {"person", "kind", "from_at", "until_at"}
        ordinary = {"id", "reference", "said_at", "said_by", "taken_back_at", "version", "key"}

    def __str__(self) -> str:
        return self.reference


class Whereabouts(models.Model):
    """In which town an interview is to be, as somebody said: the last said counts. Never changed."""

    interview = models.ForeignKey(Interview, models.PROTECT, related_name="whereabouts")
    town = models.ForeignKey(Town, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]

    class Privacy:
        identifying = {"town"}
        sensitive = {"interview"}
        ordinary = {"id", "said_at", "said_by"}


class Warned(models.Model):
    """Of an interview, that people were warned how near it is to a breach: once of each."""

    interview = models.ForeignKey(Interview, models.PROTECT, related_name="warnings")
    level = models.TextField(choices=Level)
    due_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "level", "due_at"], name="planner_warned_once_of_each"
            ),
        ]

    class Privacy:
        identifying: set[str] = set()
        sensitive = {"interview", "level", "due_at"}
        ordinary = {"id", "at"}
