"""What we keep of a meeting: who was asked and came, what was said and decided, who does what."""

import uuid

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from cairn.accounts.models import User
from cairn.agencies.models import Agency, Council
from cairn.children.models import Child
from cairn.foundation.fields import ReferenceField
from cairn.meetings.choices import Answer, Attendance, Kind, Part, State
from cairn.meetings.rules import Standing


class Meeting(models.Model):
    """One meeting. Its state is what its facts say. Once its minutes are sent, nothing changes."""

    reference = ReferenceField(prefix="MT")
    kind = models.TextField(choices=Kind)
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="meetings")
    council = models.ForeignKey(  # none: the whole county
        Council, models.PROTECT, null=True, blank=True, related_name="+"
    )
    starts_at = models.DateTimeField()
    where = models.TextField()
    chair = models.ForeignKey(User, models.PROTECT, related_name="+")
    arranged_at = models.DateTimeField()
    arranged_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    inquorate_because = models.TextField(blank=True)  # why it went on without its quorum
    cancelled_at = models.DateTimeField(null=True, blank=True)
    changed_because = models.TextField(blank=True)  # why it was moved last, or cancelled
    chair_because = models.TextField(blank=True)  # why somebody else took the chair last
    minutes = models.JSONField(null=True, blank=True, encoder=DjangoJSONEncoder)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True, default=uuid.uuid4)

    class Meta:
        indexes = [
            models.Index(fields=["starts_at", "id"], name="meetings_by_time"),
            models.Index(fields=["child", "starts_at"], name="meetings_of_child"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None)
                | Q(started_at__isnull=False, ended_at__gte=models.F("started_at")),
                name="meetings_end_after_they_start",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | Q(started_at=None) & ~Q(changed_because=""),
                name="meetings_cancelled_before_they_start_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None, sent_by=None, minutes=None)
                | Q(
                    ended_at__isnull=False,
                    sent_at__isnull=False,
                    sent_by__isnull=False,
                    minutes__isnull=False,
                ),
                name="meetings_minutes_are_sent_whole_and_after_the_end",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[Kind.LEVEL_1, Kind.REVIEW], child__isnull=False)
                | ~Q(kind__in=[Kind.LEVEL_1, Kind.REVIEW]) & Q(child=None),
                name="meetings_about_one_child_name_it",
            ),
        ]

    class Privacy:
        identifying = {"child", "minutes"}
        sensitive = {"kind", "where", "inquorate_because", "changed_because", "chair_because"}
        ordinary = {
            "id", "reference", "council", "starts_at", "chair", "arranged_at", "arranged_by",
            "started_at", "ended_at", "cancelled_at", "sent_at", "sent_by", "version", "key",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.reference

    @property
    def standing(self) -> Standing:
        return Standing(self.started_at, self.ended_at, self.sent_at, self.cancelled_at)

    @property
    def state(self) -> State:
        return self.standing.state

    @property
    def title(self) -> str:
        """Only for those who may know the child."""
        label = self.get_kind_display()
        return f"{label} about {self.child.name}" if self.child else label


class Invitation(models.Model):
    """Somebody asked to a meeting: a person with an account, or a guest. And whether they came."""

    reference = ReferenceField(prefix="NM")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="invitations")
    part = models.TextField(choices=Part, default=Part.PROFESSIONAL)
    person = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="meeting_invitations"
    )
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    guest = models.TextField(blank=True)
    answer = models.TextField(choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    said = models.TextField(blank=True)  # with the answer: who comes instead, or what to pass on
    attendance = models.TextField(choices=Attendance, blank=True)
    view = models.TextField(blank=True)  # the child's or the family's, in their own words
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["person", "meeting"], name="meetings_asked")]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="meetings_asked_once"),
            models.CheckConstraint(
                condition=Q(
                    part=Part.PROFESSIONAL, person__isnull=False, agency__isnull=False, guest=""
                )
                | ~Q(part=Part.PROFESSIONAL) & Q(person=None) & ~Q(guest=""),
                name="meetings_a_person_of_an_agency_or_a_guest",
            ),
            models.CheckConstraint(
                condition=Q(view="") | Q(part__in=[Part.CHILD, Part.FAMILY]),
                name="meetings_views_are_the_childs_and_familys",
            ),
        ]

    class Privacy:
        identifying = {"meeting", "person", "guest", "view"}
        sensitive = {"part", "agency", "answer", "said", "attendance"}
        ordinary = {"id", "reference", "answered_at", "version"}

    def __str__(self) -> str:
        return self.reference


class AgendaItem(models.Model):
    """One thing to talk about, in its place. Where it is about a child, only who may know sees it."""

    reference = ReferenceField(prefix="AG")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()
    title = models.TextField()
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="+")
    key = models.UUIDField(unique=True, default=uuid.uuid4)

    class Meta:
        ordering = ["position", "id"]

    class Privacy:
        identifying = {"child", "title"}
        sensitive = {"meeting"}
        ordinary = {"id", "reference", "position", "key"}

    def __str__(self) -> str:
        return self.reference


class Decision(models.Model):
    """What the meeting decided on an item."""

    reference = ReferenceField(prefix="DC")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="decisions")
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True, default=uuid.uuid4)

    class Meta:
        ordering = ["id"]

    class Privacy:
        identifying = {"item", "text"}
        sensitive: set[str] = set()
        ordinary = {"id", "reference", "at", "by", "version", "key"}

    def __str__(self) -> str:
        return self.reference


class Statement(models.Model):
    """What an agency said: information shared on an item, or why it does not agree to a decision."""

    reference = ReferenceField(prefix="SY")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="statements")
    decision = models.ForeignKey(  # none: information shared
        Decision, models.PROTECT, null=True, blank=True, related_name="dissents"
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "decision", "agency"],
                nulls_distinct=False,
                name="meetings_one_statement_of_an_agency",
            ),
        ]

    class Privacy:
        identifying = {"item", "decision", "text"}
        sensitive = {"agency"}
        ordinary = {"id", "reference", "at", "by", "version"}

    def __str__(self) -> str:
        return self.reference


class Task(models.Model):
    """Who does what by when. Kept after the minutes are sent, until somebody says what came of it."""

    reference = ReferenceField(prefix="TK")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="tasks")
    what = models.TextField()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    owner = models.ForeignKey(  # none: the agency as a whole
        User, models.PROTECT, null=True, blank=True, related_name="meeting_tasks"
    )
    due_on = models.DateField()
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.TextField(blank=True)
    chased_on = models.DateField(null=True, blank=True)
    times_chased = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True, default=uuid.uuid4)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["due_on", "id"], name="meetings_tasks_by_date"),
            models.Index(fields=["owner", "due_on"], name="meetings_tasks_of_person"),
            models.Index(fields=["due_on"], condition=Q(done_at=None), name="meetings_tasks_open"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None)
                | Q(done_at__isnull=False, done_by__isnull=False) & ~Q(outcome=""),
                name="meetings_a_task_is_done_by_somebody_with_an_outcome",
            ),
        ]

    class Privacy:
        identifying = {"item", "what", "outcome"}
        sensitive = {"agency", "owner"}
        ordinary = {
            "id", "reference", "due_on", "given_at", "given_by", "done_at", "done_by", "chased_on",
            "times_chased", "version", "key",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.reference
