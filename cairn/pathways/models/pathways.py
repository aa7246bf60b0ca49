"""What we keep of CERAR: contacts and what became of them, pathways and what was decided in them.

Nothing here holds a pathway's state: rules.state() tells it from these facts.
"""

import uuid

from django.db import models
from django.db.models import Q

from cairn.accounts.models import User
from cairn.agencies.models import Council
from cairn.assessments.choices import Level as Prompted
from cairn.assessments.models import Assessment
from cairn.children.models import Child
from cairn.foundation.fields import ReferenceField
from cairn.meetings.models import Meeting
from cairn.pathways.choices import Answer, Ended, Level, Outcome, Source
from cairn.submissions.models import Submission


class Contact(models.Model):
    """Somebody says that a child may be exploited. Each one is screened, and ends somewhere."""

    reference = ReferenceField(prefix="CN")
    key = models.UUIDField(unique=True, default=uuid.uuid4)  # a form sent twice is kept once
    child = models.ForeignKey(Child, models.PROTECT, related_name="contacts")
    source = models.TextField(choices=Source)
    who = models.TextField(blank=True)  # the council or the professional it came from
    said = models.TextField()
    submission = models.ForeignKey(  # what the desk passed on, where that is its source
        Submission, models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["received_at", "id"], name="pathways_contacts_by_time")]
        constraints = [
            models.CheckConstraint(condition=~Q(said=""), name="pathways_contact_says_something"),
            models.UniqueConstraint(
                fields=["submission", "child"], name="pathways_passed_on_once_for_a_child"
            ),
        ]

    class Privacy:
        identifying = {"said", "who"}
        sensitive = {"child", "source", "submission"}
        ordinary = {"id", "reference", "key", "received_at", "received_by"}

    def __str__(self) -> str:
        return self.reference


class Pathway(models.Model):
    """A child's way through CERAR, from the decision to hold a Level 1 meeting to its end."""

    reference = ReferenceField(prefix="PW")
    child = models.ForeignKey(Child, models.PROTECT, related_name="pathways")
    council = models.ForeignKey(Council, models.PROTECT, related_name="+")  # which one has it
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(
                fields=["council", "-opened_at", "-id"],
                condition=Q(closed_at=None),
                name="pathways_open_by_council",
            ),
            models.Index(  # for those who look across both areas
                fields=["-opened_at", "-id"],
                condition=Q(closed_at=None),
                name="pathways_open_by_time",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=Q(closed_at=None), name="pathways_one_open_for_a_child"
            ),
        ]

    class Privacy:
        identifying: set[str] = set()
        sensitive = {"child"}
        ordinary = {
            "id", "reference", "council", "opened_at", "opened_by", "closed_at", "version",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.reference


class Screening(models.Model):
    """What became of a contact: one decision, with its reason. It is not changed."""

    contact = models.OneToOneField(Contact, models.PROTECT, related_name="screening")
    outcome = models.TextField(choices=Outcome)
    reason = models.TextField()
    pathway = models.ForeignKey(  # the one it opened, or was added to
        Pathway, models.PROTECT, null=True, blank=True, related_name="screenings"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="pathways_screened_for_a_reason"),
            models.CheckConstraint(
                condition=Q(outcome__in=[Outcome.LEVEL_1, Outcome.EXISTING], pathway__isnull=False)
                | ~Q(outcome__in=[Outcome.LEVEL_1, Outcome.EXISTING]) & Q(pathway=None),
                name="pathways_screening_leads_to_a_pathway",
            ),
        ]

    class Privacy:
        identifying = {"reason"}
        sensitive = {"outcome", "contact", "pathway"}
        ordinary = {"id", "at", "by"}


class LevelSet(models.Model):
    """A person decided the level, with reasons; what a tool's score prompted stands beside it."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="levels")
    level = models.TextField(choices=Level)
    reason = models.TextField()
    assessment = models.ForeignKey(  # whose score prompted; none: no assessment did
        Assessment, models.PROTECT, null=True, blank=True, related_name="levels"
    )
    prompted = models.TextField(choices=Prompted, blank=True)
    why_differs = models.TextField(blank=True)
    meeting = models.ForeignKey(  # at which it was decided; none: at no meeting
        Meeting, models.PROTECT, null=True, blank=True, related_name="levels"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["pathway", "-at", "-id"], name="pathways_latest_level"),
            models.Index(
                fields=["-at", "-id"], condition=~Q(prompted=""), name="pathways_prompted_levels"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="pathways_level_has_a_reason"),
            models.CheckConstraint(
                condition=Q(prompted="") | Q(prompted=models.F("level")) | ~Q(why_differs=""),
                name="pathways_says_why_the_level_differs",
            ),
            models.CheckConstraint(
                condition=Q(assessment=None) | ~Q(prompted=""),
                name="pathways_an_assessment_prompts_something",
            ),
        ]

    class Privacy:
        identifying = {"reason", "why_differs"}
        sensitive = {"level", "prompted", "pathway", "assessment", "meeting"}
        ordinary = {"id", "at", "by"}


class Review(models.Model):
    """A review was held. What it decided on the level is a LevelSet of its own."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="reviews")
    note = models.TextField()
    childs_view = models.TextField(blank=True)
    meeting = models.ForeignKey(  # at which it was held; none: at no meeting
        Meeting, models.PROTECT, null=True, blank=True, related_name="reviews"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["pathway", "-at", "-id"], name="pathways_latest_review")]

    class Privacy:
        identifying = {"note", "childs_view"}
        sensitive = {"pathway", "meeting"}
        ordinary = {"id", "at", "by"}


class Transfer(models.Model):
    """A council is asked to take a pathway: the other one of the county, or one outside it."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="transfers")
    from_council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    to_council = models.ForeignKey(Council, models.PROTECT, null=True, blank=True, related_name="+")
    to_elsewhere = models.TextField(blank=True)
    why = models.TextField()
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answer = models.TextField(choices=Answer, blank=True)
    answer_reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["offered_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pathway"],
                condition=Q(answered_at=None),
                name="pathways_one_offer_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(to_council__isnull=False, to_elsewhere="")
                | Q(to_council=None) & ~Q(to_elsewhere=""),
                name="pathways_offered_to_one_council",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | ~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="pathways_answer_at_and_by_go_together",
            ),
        ]

    class Privacy:
        identifying = {"why", "answer_reason"}
        sensitive = {"pathway", "from_council", "to_council", "to_elsewhere", "answer"}
        ordinary = {"id", "offered_at", "offered_by", "answered_at", "answered_by"}


class Ending(models.Model):
    """A pathway ended, in the child's voice too; and was reopened, if it was."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="endings")
    why = models.TextField(choices=Ended)
    childs_voice = models.TextField(blank=True)
    plans_outcome = models.TextField()
    what_remains = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reopened_because = models.TextField(blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pathway"], condition=Q(reopened_at=None), name="pathways_ends_once"
            ),
            models.CheckConstraint(
                condition=Q(reopened_because="", reopened_at=None, reopened_by=None)
                | ~Q(reopened_because="") & Q(reopened_at__isnull=False, reopened_by__isnull=False),
                name="pathways_reopened_at_and_by_go_together",
            ),
        ]

    class Privacy:
        identifying = {"childs_voice", "plans_outcome", "what_remains", "reopened_because"}
        sensitive = {"pathway", "why"}
        ordinary = {"id", "at", "by", "reopened_at", "reopened_by"}
