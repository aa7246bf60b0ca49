"""What we keep of what is sent in: the draft, the submission as sent, and what is said afterwards.

Who sent it lives in a table of its own (Submitter), with its own permission.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cairn.accounts.models import User
from cairn.agencies.models import Agency, Council
from cairn.documents.models import Document
from cairn.foundation.fields import ReferenceField
from cairn.submissions.choices import MentionKind, MessageKind, Outcome, Rank


class Submission(models.Model):
    """One thing somebody noticed, exactly as sent, for ever. A trigger refuses change to it."""

    reference = ReferenceField(prefix="SB")
    key = models.UUIDField(unique=True)  # the draft's: a retried send finds the first one
    code_digest = models.BinaryField()  # of the receipt's secret code
    content = models.JSONField()  # as sent, in the shape of submissions/steps.py
    shape = models.PositiveSmallIntegerField()  # which version of that shape
    council = models.ForeignKey(Council, models.PROTECT, null=True, blank=True, related_name="+")
    strand_codes = ArrayField(models.TextField(), default=list)
    rank = models.PositiveSmallIntegerField(choices=Rank)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    # Facts recorded as they happen; what the submitter is told is computed from them.
    read_at = models.DateTimeField(null=True, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)  # for the submitter's answer
    finished_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(choices=Outcome, blank=True)
    told = models.TextField(blank=True)  # where it was passed to, in words for the submitter
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at=None, outcome="")
                | (Q(finished_at__isnull=False) & ~Q(outcome="")),
                name="submissions_finished_with_an_outcome",
            ),
        ]
        indexes = [
            models.Index(
                fields=["rank", "sent_at", "id"],
                condition=Q(finished_at=None),
                name="submissions_queue",
            ),
            models.Index(fields=["sent_by", "-sent_at"], name="submissions_by_sender"),
            models.Index(fields=["-sent_at", "-id"], name="submissions_latest"),
        ]

    class Privacy:
        identifying = {"content", "sent_by", "code_digest", "key"}
        sensitive = {"strand_codes", "outcome", "told", "rank"}
        ordinary = {
            "id", "reference", "shape", "council", "sent_at", "read_at", "waiting_since",
            "finished_at", "version",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.reference


class Submitter(models.Model):
    """Who sent it, and how to reach them. Apart, because a source may be in danger if known."""

    submission = models.OneToOneField(Submission, models.PROTECT, related_name="submitter")
    name = models.TextField(blank=True)
    job_title = models.TextField(blank=True)
    agency_name = models.TextField(blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    email = models.TextField(blank=True)
    phone = models.TextField(blank=True)

    class Privacy:
        identifying = {"submission", "name", "job_title", "agency_name", "agency", "email", "phone"}
        sensitive: set[str] = set()
        ordinary = {"id"}


class Mention(models.Model):
    """A child, adult, place or thing named in a submission, in the form used to find the same."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="mentions")
    kind = models.TextField(choices=MentionKind)
    position = models.PositiveSmallIntegerField()
    label = models.TextField()
    normal = models.TextField()
    born_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "position"]
        indexes = [models.Index(fields=["kind", "normal"], name="submissions_same_mention")]

    class Privacy:
        identifying = {"label", "normal", "born_on"}
        sensitive = {"kind"}
        ordinary = {"id", "submission", "position"}


class Message(models.Model):
    """A question from the desk, an answer to it, or something the submitter added later."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="messages")
    kind = models.TextField(choices=MessageKind)
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answers = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="answer"
    )
    key = models.UUIDField(unique=True, default=uuid.uuid4)  # a form sent twice is kept once

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="answer", answers__isnull=False)
                | (~Q(kind="answer") & Q(answers=None)),
                name="submissions_an_answer_answers_something",
            ),
        ]

    class Privacy:
        identifying = {"text", "by"}
        sensitive = {"kind"}
        ordinary = {"id", "submission", "at", "answers", "key"}


class Draft(models.Model):
    """What somebody is writing, saved as they write. Belongs to a person, or to a browser."""

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    holder_digest = models.BinaryField()  # of the secret in the browser's cookie
    # page ("story", "child.2") -> what was typed, finished or not. Where two windows disagree,
    # "story~" holds the other texts: window -> {"typed", "order", "number"}.
    answers = models.JSONField(default=dict)
    versions = models.JSONField(default=dict)  # page -> rules.Stamp of its last save
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submission = models.OneToOneField(
        Submission, models.PROTECT, null=True, blank=True, related_name="draft"
    )

    class Meta:
        indexes = [
            models.Index(fields=["owner", "-saved_at"], name="submissions_drafts"),
            models.Index(
                fields=["saved_at"], condition=Q(submission=None), name="submissions_stale_drafts"
            ),
        ]

    class Privacy:
        identifying = {"owner", "holder_digest", "answers", "key"}
        sensitive: set[str] = set()
        ordinary = {"id", "versions", "started_at", "saved_at", "submission"}


class Attachment(models.Model):
    """A file that goes with a draft and, once sent, with the submission."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="attachment")
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="attachments")
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, related_name="attachments"
    )

    class Privacy:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        ordinary = {"id", "document", "draft", "submission"}
