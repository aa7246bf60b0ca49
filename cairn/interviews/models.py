"""What we keep of return home interviews: the interview as it is now, the episodes it answers, and what
happened in it, which is never changed.

Nothing here holds a state: how far an interview is, is told by facts.
"""

import uuid

from django.db import models
from django.db.models import Q

from cairn.accounts.models import User
from cairn.children.models import Child
from cairn.foundation.fields import ReferenceField
from cairn.interviews.choices import Answer, How, Relation, Seen, What, Whom, WhyNot
from cairn.missing.models import Episode
from cairn.plans.models import PlanVersion
from cairn.submissions.models import Submission


def _together(at: str, by: str, name: str) -> models.CheckConstraint:
    """What happened was done by somebody."""
    return models.CheckConstraint(
        condition=Q(**{at: None, by: None}) | Q(**{f"{at}__isnull": False, f"{by}__isnull": False}),
        name=name,
    )


class Interview(models.Model):
    """One return home interview: offered, held or not, written up and signed off."""

    reference = ReferenceField(prefix="RI")
    child = models.ForeignKey(Child, models.PROTECT, related_name="interviews")
    episodes: models.ManyToManyField = models.ManyToManyField(
        Episode, through="Answered", related_name="interviews"
    )
    due_at = models.DateTimeField()  # the earliest of its episodes
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    offered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.TextField(choices=Whom, blank=True)
    why_not = models.TextField(choices=WhyNot, blank=True)  # only where it is not possible
    carers_said = models.TextField(blank=True)
    interviewer = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="interviews"
    )
    planned_at = models.DateTimeField(null=True, blank=True)
    planned_where = models.TextField(blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    held_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    held_where = models.TextField(blank=True)
    seen = models.TextField(choices=Seen, blank=True)
    present = models.TextField(blank=True)
    relation = models.TextField(choices=Relation, blank=True)
    relation_because = models.TextField(blank=True)  # why they went although not independent
    answers = models.JSONField(default=dict)  # part -> field -> text, only what somebody wrote
    childs_words = models.TextField(blank=True)
    versions = models.JSONField(default=dict)  # of each part: two people may write in two parts
    writers = models.JSONField(default=dict)  # who wrote last in each part, by number
    handed_in_at = models.DateTimeField(null=True, blank=True)
    handed_in_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    given_back_at = models.DateTimeField(null=True, blank=True)
    signed_off_at = models.DateTimeField(null=True, blank=True)
    signed_off_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    joined_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    warned = models.PositiveSmallIntegerField(null=True, blank=True)  # hours before the end
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["child", "due_at"], name="interviews_of_child"),
            models.Index(fields=["due_at", "id"], name="interviews_by_due"),
            models.Index(
                fields=["due_at", "id"], name="interviews_open",
                condition=Q(signed_off_at=None, joined_to=None, taken_back_at=None),
            ),
        ]  # fmt: skip
        constraints = [
            _together("signed_off_at", "signed_off_by", "interviews_signed_off_by_somebody"),
            _together("held_at", "held_by", "interviews_held_by_somebody"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | ~Q(answer="") & Q(answered_at__isnull=False),
                name="interviews_answered_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(why_not="") | Q(answer=Answer.NOT_POSSIBLE),
                name="interviews_why_not_only_where_not_possible",
            ),
            models.CheckConstraint(
                condition=Q(signed_off_at=None) | Q(handed_in_at__isnull=False),
                name="interviews_signed_off_once_handed_in",
            ),
        ]

    class Privacy:
        identifying = {"child", "present", "planned_where", "held_where", "relation_because"}
        sensitive = {
            "episodes", "due_at", "offered_at", "answer", "answered_at", "answered_by", "why_not",
            "carers_said", "planned_at", "held_at", "seen", "relation", "answers", "childs_words",
        }  # fmt: skip
        ordinary = {
            "id", "reference", "opened_at", "opened_by", "interviewer", "held_by", "versions",
            "writers",
            "handed_in_at", "handed_in_by", "given_back_at", "signed_off_at", "signed_off_by",
            "joined_to", "taken_back_at", "warned", "version",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.reference

    def version_of(self, part: str) -> int:
        return self.versions.get(part, 0)


class Answered(models.Model):
    """An episode that an interview answers. One that was taken out stays to be read."""

    interview = models.ForeignKey(Interview, models.PROTECT, related_name="answered")
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="answered")
    put_at = models.DateTimeField()
    put_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    taken_out_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "episode"], name="interviews_each_episode_once"
            ),
            models.UniqueConstraint(
                fields=["episode"], condition=Q(taken_out_at=None),
                name="interviews_one_that_counts_for_an_episode",
            ),
        ]  # fmt: skip

    class Privacy:
        identifying: set[str] = set()
        sensitive = {"episode"}
        ordinary = {"id", "interview", "put_at", "put_by", "taken_out_at"}


class Step(models.Model):
    """Something that happened in an interview, as it was recorded. Never changed."""

    interview = models.ForeignKey(Interview, models.PROTECT, related_name="steps")
    what = models.TextField(choices=What)
    at = models.DateTimeField()
    how = models.TextField(choices=How, blank=True)
    whom = models.TextField(choices=Whom, blank=True)
    who = models.TextField(blank=True)  # whom, by name
    words = models.TextField(blank=True)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True, default=uuid.uuid4)

    class Meta:
        ordering = ["said_at", "id"]
        indexes = [models.Index(fields=["interview", "said_at"], name="interviews_steps")]

    class Privacy:
        identifying = {"who", "words"}
        sensitive = {"what", "at", "how", "whom"}
        ordinary = {"id", "interview", "said_at", "said_by", "key"}


class Share(models.Model):
    """With whom an interview was shared, what and why. Never changed."""

    interview = models.ForeignKey(Interview, models.PROTECT, related_name="shares")
    with_whom = models.TextField()
    what = models.TextField()
    why = models.TextField()
    at = models.DateTimeField()
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True, default=uuid.uuid4)

    class Meta:
        ordering = ["at", "id"]

    class Privacy:
        identifying = {"with_whom"}
        sensitive = {"what", "why"}
        ordinary = {"id", "interview", "at", "said_at", "said_by", "key"}


class Passed(models.Model):
    """A line of the form that went on: to the police desk, or into the child's plan. Never changed."""

    interview = models.ForeignKey(Interview, models.PROTECT, related_name="passed")
    kind = models.TextField()  # the field of the form in which the line stood
    line = models.TextField()
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, related_name="+"
    )
    plan_version = models.ForeignKey(
        PlanVersion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "kind", "line"], name="interviews_each_line_once"
            ),
            models.CheckConstraint(
                condition=Q(submission__isnull=True) ^ Q(plan_version__isnull=True),
                name="interviews_a_line_goes_to_one_place",
            ),
        ]

    class Privacy:
        identifying = {"line"}
        sensitive = {"kind", "submission", "plan_version"}
        ordinary = {"id", "interview", "at", "by"}


class Earlier(models.Model):
    """What stood in a part of the form when somebody else went on writing there. Never changed."""

    interview = models.ForeignKey(Interview, models.PROTECT, related_name="earlier")
    part = models.TextField()
    said = models.JSONField()  # field -> text
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    until_at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")  # who went on

    class Meta:
        indexes = [models.Index(fields=["interview", "until_at"], name="interviews_earlier_texts")]

    class Privacy:
        identifying: set[str] = set()
        sensitive = {"part", "said"}
        ordinary = {"id", "interview", "written_by", "until_at", "by"}
