"""What we keep of adults of concern, places and things. To be named here is not to be guilty."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Coalesce, Left, Lower, NullIf

from cairn.accounts.models import User
from cairn.agencies.models import Council
from cairn.foundation.fields import ReferenceField
from cairn.networks.choices import PlaceKind, ThingKind


class Record(models.Model):
    """What the three kinds have in common: where, who added it, and the text they are found by."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    search_text = models.TextField(editable=False)
    notes = models.TextField(blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True, default=uuid.uuid4)  # a form sent twice is kept once

    class Meta:
        abstract = True


_RECORD_ORDINARY = {"id", "reference", "council", "added_at", "added_by", "version", "key"}


class Adult(Record):
    """An adult of concern: someone a source worries about, in words kept apart from fact."""

    reference = ReferenceField(prefix="AD")
    name = models.TextField(blank=True)
    also_known_as = ArrayField(models.TextField(), default=list, blank=True)
    born_on = models.DateField(null=True, blank=True)
    age_guess = models.TextField(blank=True)
    description = models.TextField(blank=True)
    address = models.TextField(blank=True)
    # What a list goes by: whoever has no name is found under what people call them.
    sorted_by = models.GeneratedField(
        expression=Lower(
            Left(Coalesce(NullIf("name", Value("")), F("also_known_as__0"), F("description")), 100)
        ),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta:
        indexes = [
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="networks_adults"),
            models.Index(fields=["sorted_by", "id"], name="networks_adults_in_order"),
        ]

    class Privacy:
        identifying = {
            "name", "also_known_as", "born_on", "age_guess", "description", "address",
            "search_text", "notes", "sorted_by",
        }  # fmt: skip
        sensitive: set[str] = set()
        ordinary = _RECORD_ORDINARY

    def __str__(self) -> str:
        return self.reference

    @property
    def title(self) -> str:
        return self.name or ", ".join(self.also_known_as) or self.description


class Place(Record):
    reference = ReferenceField(prefix="PL")
    name = models.TextField()
    kind = models.TextField(choices=PlaceKind)
    address = models.TextField(blank=True)
    times = models.TextField(blank=True)  # when it is of concern, in people's own words

    class Meta:
        indexes = [
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="networks_places"),
            models.Index(fields=["name", "id"], name="networks_places_by_name"),
        ]

    class Privacy:
        identifying = {"name", "address", "search_text", "notes"}
        sensitive = {"kind", "times"}
        ordinary = _RECORD_ORDINARY

    def __str__(self) -> str:
        return self.reference

    @property
    def title(self) -> str:
        return self.name


class Thing(Record):
    """A phone, a vehicle or an online name: as it was said, and in normal form for matching."""

    reference = ReferenceField(prefix="TH")
    kind = models.TextField(choices=ThingKind)
    value = models.TextField()
    normal = models.TextField()
    description = models.TextField(blank=True)

    class Meta:
        # Within one area: an answer of "there is one already" must not tell of other areas.
        constraints = [
            models.UniqueConstraint(
                fields=["council", "kind", "normal"], name="networks_one_record_a_thing"
            ),
        ]
        indexes = [
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="networks_things"),
            models.Index(fields=["value", "id"], name="networks_things_by_value"),
        ]

    class Privacy:
        identifying = {"value", "normal", "search_text", "description", "notes"}
        sensitive = {"kind"}
        ordinary = _RECORD_ORDINARY

    def __str__(self) -> str:
        return self.reference

    @property
    def title(self) -> str:
        return self.value
