"""What we keep of the desk's work: who has it, what was decided, who was told, who is looking."""

from django.db import models
from django.db.models import Q

from cairn.accounts.models import User
from cairn.submissions.choices import Outcome
from cairn.submissions.models import Submission


class Pickup(models.Model):
    """A person took a submission on. One at a time; the earlier ones stay as history."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="pickups")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(  # the colleague who handed it over, if one did
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["from_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission"], condition=Q(until_at=None), name="triage_one_person_has_it"
            ),
        ]
        indexes = [
            models.Index(fields=["person"], condition=Q(until_at=None), name="triage_mine"),
        ]

    class Privacy:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        ordinary = {"id", "submission", "person", "from_at", "until_at", "given_by"}


class Decision(models.Model):
    """What the desk decided, and why. A later decision follows it; none is changed."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="decisions")
    outcome = models.TextField(choices=Outcome)
    reason = models.TextField(blank=True)
    destination = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True)

    class Meta:
        ordering = ["at", "id"]

    class Privacy:
        identifying: set[str] = set()
        sensitive = {"outcome", "reason", "destination"}
        ordinary = {"id", "submission", "at", "by", "key"}


class Reopening(models.Model):
    """Why something decided was opened again. The earlier decision stays as it was."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="reopenings")
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="triage_reopened_for_a_reason"),
        ]

    class Privacy:
        identifying: set[str] = set()
        sensitive = {"reason"}
        ordinary = {"id", "submission", "at", "by"}


class Escalation(models.Model):
    """Nobody had picked it up within the local standard, so the next person was told."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="escalations")
    step = models.PositiveSmallIntegerField()
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    standard = models.TextField()  # the local standard it was held to, as it read that day

    class Meta:
        ordering = ["step"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "step"], name="triage_each_step_once"),
        ]

    class Privacy:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        ordinary = {"id", "submission", "step", "person", "at", "standard"}


class Look(models.Model):
    """Who has a submission open right now. Overwritten as long as the page is open."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="looks")
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "person"], name="triage_one_look_each"),
        ]

    class Privacy:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        ordinary = {"id", "submission", "person", "at"}
