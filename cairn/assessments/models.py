"""What we keep of assessments: the tools' versions, each as it was loaded."""

from functools import cached_property

from django.db import models
from django.db.models import F, Q

from cairn.assessments.choices import ToolKind
from cairn.assessments.rules import Definition


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
