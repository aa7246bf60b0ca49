"""What we keep of intelligence: strands, whom and what they name, who may read them; sources apart.

A strand is kept for ever, and so is every version of it: database triggers refuse anything else.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from cairn.accounts.models import User
from cairn.agencies.models import Agency, Council
from cairn.children.models import Child
from cairn.foundation.fields import ReferenceField
from cairn.intelligence.choices import Handling, InformationGrade, SourceGrade, SourceKind
from cairn.networks.models import Adult, Place, Thing
from cairn.submissions.models import Submission

# When something happened last; where nobody knows, when it was learned. Never empty.
LAST_HAPPENED = Coalesce("happened_to", "happened_from", "learned_on")


class Claim(models.Model):
    """What is claimed, how far it can be trusted, and who may be told. One claim, no more."""

    claim = models.TextField()
    text = models.TextField()  # sanitised: nothing that says, or lets one guess, who the source is
    happened_from = models.DateField(null=True, blank=True)
    happened_to = models.DateField(null=True, blank=True)
    happened_words = models.TextField(blank=True)  # "after school, most days"
    learned_on = models.DateField()
    strand_codes = ArrayField(models.TextField(), default=list)
    source_grade = models.TextField(choices=SourceGrade)
    information_grade = models.TextField(choices=InformationGrade)
    handling = models.TextField(choices=Handling)
    conditions = models.TextField(blank=True)

    class Meta:
        abstract = True


_CLAIM_IDENTIFYING = {"claim", "text"}
_CLAIM_SENSITIVE = {
    "strand_codes", "source_grade", "information_grade", "handling", "conditions",
    "happened_from", "happened_to", "happened_words",
}  # fmt: skip


class Strand(Claim):
    """The claim as it stands. `claim` is the desk's; readers elsewhere see `text`."""

    reference = ReferenceField(prefix="ST")
    search_text = models.TextField(editable=False)  # the sanitised text in normal form
    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    children = models.ManyToManyField(Child, related_name="strands", blank=True)
    adults = models.ManyToManyField(Adult, related_name="strands", blank=True)
    places = models.ManyToManyField(Place, related_name="strands", blank=True)
    things = models.ManyToManyField(Thing, related_name="strands", blank=True)
    # With conditions, only these agencies may read it; nobody where none is named.
    for_agencies = models.ManyToManyField(Agency, related_name="+", blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()  # when it was made, until it is changed
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
        indexes = [
            models.Index(fields=["council", "-made_at", "-id"], name="intelligence_latest"),
            # People whose work covers both councils read one list of both.
            models.Index(fields=["-made_at", "-id"], name="intelligence_newest"),
            models.Index(LAST_HAPPENED.desc(), F("id").desc(), name="intelligence_happened"),
            GinIndex(
                fields=["search_text"], opclasses=["gin_trgm_ops"], name="intelligence_by_text"
            ),
        ]

    class Privacy:
        identifying = _CLAIM_IDENTIFYING | {
            "search_text", "children", "adults", "places", "things",
        }  # fmt: skip
        sensitive = _CLAIM_SENSITIVE | {"for_agencies"}
        ordinary = {
            "id", "reference", "learned_on", "council", "made_at", "made_by", "changed_at", "key",
            "version",
        }  # fmt: skip

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


class StrandVersion(Claim):
    """A strand as it stood from `at` until the next version. Append-only."""

    strand = models.ForeignKey(Strand, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    links = models.JSONField()  # children, adults, places, things, for_agencies -> ids
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["strand", "number"], name="intelligence_versions_are_numbered"
            ),
        ]

    class Privacy:
        identifying = _CLAIM_IDENTIFYING | {"links"}
        sensitive = _CLAIM_SENSITIVE
        ordinary = {"id", "strand", "number", "learned_on", "at", "by"}


class LastLook(models.Model):
    """When a person last looked at the strands that name a child: what came since is new to them.

    `new_since` stays put while they keep looking, so that nothing stops being new under their eyes.
    """

    child = models.ForeignKey(Child, models.CASCADE, related_name="+")
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    new_since = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "child"], name="intelligence_one_last_look_each"
            ),
        ]

    class Privacy:
        identifying = {"child"}
        sensitive: set[str] = set()
        ordinary = {"id", "person", "at", "new_since"}
