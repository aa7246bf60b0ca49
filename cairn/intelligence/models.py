"""What we keep of intelligence: strands, whom and what they name, who may read them; sources apart."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cairn.accounts.models import User
from cairn.agencies.models import Agency, Council
from cairn.children.models import Child
from cairn.foundation.fields import ReferenceField
from cairn.intelligence.choices import Handling, InformationGrade, SourceGrade, SourceKind
from cairn.networks.models import Adult, Place, Thing
from cairn.submissions.models import Submission


class Strand(models.Model):
    """One claim, graded and sanitised. `claim` is the desk's; readers elsewhere see `text`."""

    reference = ReferenceField(prefix="ST")
    claim = models.TextField()
    text = models.TextField()  # sanitised: nothing that says, or lets one guess, who the source is
    happened_from = models.DateField(null=True, blank=True)
    happened_to = models.DateField(null=True, blank=True)
    happened_words = models.TextField(blank=True)  # "last week, after school"
    learned_on = models.DateField()
    strand_codes = ArrayField(models.TextField(), default=list)
    source_grade = models.TextField(choices=SourceGrade)
    information_grade = models.TextField(choices=InformationGrade)
    handling = models.TextField(choices=Handling)
    conditions = models.TextField(blank=True)
    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    children = models.ManyToManyField(Child, related_name="strands", blank=True)
    adults = models.ManyToManyField(Adult, related_name="strands", blank=True)
    places = models.ManyToManyField(Place, related_name="strands", blank=True)
    things = models.ManyToManyField(Thing, related_name="strands", blank=True)
    # With conditions, only these agencies may read it; nobody where none is named.
    for_agencies = models.ManyToManyField(Agency, related_name="+", blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(handling="C") | ~Q(conditions=""),
                name="intelligence_conditions_are_stated",
            ),
            models.CheckConstraint(
                condition=Q(happened_to=None)
                | Q(happened_from__isnull=False, happened_to__gte=models.F("happened_from")),
                name="intelligence_ends_after_it_starts",
            ),
        ]
        indexes = [models.Index(fields=["council", "-made_at", "-id"], name="intelligence_latest")]

    class Privacy:
        identifying = {"claim", "text", "children", "adults", "places", "things"}
        sensitive = {
            "strand_codes", "source_grade", "information_grade", "handling", "conditions",
            "happened_from", "happened_to", "happened_words", "for_agencies",
        }  # fmt: skip
        ordinary = {
            "id",
            "reference",
            "learned_on",
            "council",
            "made_at",
            "made_by",
            "key",
            "version",
        }

    def __str__(self) -> str:
        return self.reference


class Source(models.Model):
    """Where a strand came from. Its own permission and reach: police who handle sources, only."""

    strand = models.OneToOneField(Strand, models.PROTECT, related_name="source")
    kind = models.TextField(choices=SourceKind)
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, related_name="sources"
    )
    note = models.TextField(blank=True)
    risk = models.TextField(blank=True)  # what could happen to the source if this is acted on

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="submitter", submission__isnull=False)
                | (~Q(kind="submitter") & Q(submission=None)),
                name="intelligence_submitter_has_a_submission",
            ),
        ]

    class Privacy:
        identifying = {"submission", "note", "risk"}
        sensitive = {"kind"}
        ordinary = {"id", "strand"}
