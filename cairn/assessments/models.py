"""What we keep of assessments: each version of a tool as it was loaded, and what was answered."""

import uuid
from functools import cached_property

from django.db import models
from django.db.models import F, Q

from cairn.accounts.models import User
from cairn.assessments.choices import Known, ToolKind
from cairn.assessments.rules import COLUMNS, Definition
from cairn.children.models import Child
from cairn.foundation.fields import ReferenceField


class Tool(models.Model):
    """One version of a tool. Never changed: what was answered under it must stay readable."""

    code = models.TextField()
    version = models.TextField()
    name = models.TextField()
    kind = models.TextField(choices=ToolKind)
    purpose = models.TextField()
    source = models.TextField()
    is_default = models.BooleanField(default=False)  # the partnership has yet to put its own here
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    content = models.JSONField()
    digest = models.TextField()  # of all the above
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"], name="assessments_one_of_each_version"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")),
                name="assessments_tool_ends_after_it_begins",
            ),
        ]

    class Privacy:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        ordinary = {
            "id", "code", "version", "name", "kind", "purpose", "source", "is_default", "from_on",
            "until_on", "content", "digest", "loaded_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"

    @cached_property
    def definition(self) -> Definition:
        return Definition.of(self.content)


class Assessment(models.Model):
    """What was answered about a child with one version of a tool. Once finished it never changes."""

    reference = ReferenceField(prefix="AS")
    child = models.ForeignKey(Child, models.PROTECT, related_name="assessments")
    tool = models.ForeignKey(Tool, models.PROTECT, related_name="assessments")
    answers = models.JSONField(default=dict)  # indicator -> {"when": [...], "evidence": "..."}
    learning_disability = models.TextField(choices=Known, blank=True)
    child_aware = models.TextField(choices=Known, blank=True)
    carer_aware = models.TextField(choices=Known, blank=True)
    context = models.JSONField(default=dict)  # only what somebody wrote
    child_view = models.TextField(blank=True)
    no_view_because = models.TextField(blank=True)
    carer_view = models.TextField(blank=True)
    analysis = models.TextField(blank=True)
    outcome = models.JSONField(null=True, blank=True)  # score and prompt, as they were at the end
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    discarded_at = models.DateTimeField(null=True, blank=True)
    discarded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    discarded_because = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    versions = models.JSONField(default=dict)  # of each page: two people may write on two pages
    key = models.UUIDField(unique=True, default=uuid.uuid4)  # a form sent twice starts one

    class Meta:
        indexes = [
            models.Index(fields=["child", "-started_at", "-id"], name="assessments_of_child")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at=None, finished_by=None, outcome=None)
                | Q(finished_at__isnull=False, finished_by__isnull=False, outcome__isnull=False),
                name="assessments_finished_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(discarded_at=None, discarded_by=None, discarded_because="")
                | (
                    Q(discarded_at__isnull=False, discarded_by__isnull=False, finished_at=None)
                    & ~Q(discarded_because="")
                ),
                name="assessments_discarded_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["child", "tool"],
                condition=Q(finished_at=None, discarded_at=None),
                name="assessments_one_unfinished_of_a_tool",
            ),
        ]

    class Privacy:
        identifying = {"child"}
        sensitive = {
            "answers", "learning_disability", "child_aware", "carer_aware", "context",
            "child_view", "no_view_because", "carer_view", "analysis", "outcome",
            "discarded_because",
        }  # fmt: skip
        ordinary = {
            "id", "reference", "tool", "started_at", "started_by", "changed_at", "changed_by",
            "finished_at", "finished_by", "discarded_at", "discarded_by", "version", "versions",
            "key",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        """Still being written."""
        return self.finished_at is None and self.discarded_at is None

    @property
    def said(self) -> dict[str, str]:
        """What stands on the pages that every assessment has."""
        names = [name for columns in COLUMNS.values() for name in columns]
        return {**self.context, **{name: getattr(self, name) for name in names}}

    def version_of(self, part: str) -> int:
        return self.versions.get(part, 0)
