"""What we keep of the partnership. It comes from a reviewed profile, loaded as a whole.

Only agencies and teams may also be added by other means; `in_profile` tells them apart, so that
loading the profile never removes what it did not bring.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cairn.agencies.choices import AgencyKind, TeamKind


class Council(models.Model):
    """A council area: the unit of reach, and of the audit chains."""

    code = models.SlugField(unique=True)
    name = models.TextField()

    class Privacy:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        ordinary = {"id", "code", "name"}

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    code = models.SlugField(unique=True)
    name = models.TextField()
    kind = models.TextField(choices=AgencyKind)
    councils = models.ManyToManyField(Council, related_name="agencies")
    in_profile = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    class Privacy:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        ordinary = {"id", "code", "name", "kind", "councils", "in_profile"}

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A team within an agency. Without a council it works across the whole county."""

    code = models.SlugField(unique=True)
    name = models.TextField()
    kind = models.TextField(choices=TeamKind)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="teams")
    council = models.ForeignKey(Council, models.PROTECT, null=True, blank=True, related_name="+")
    in_profile = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    class Privacy:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        ordinary = {"id", "code", "name", "kind", "agency", "council", "in_profile"}

    def __str__(self) -> str:
        return self.name


class ContactPoint(models.Model):
    """Where a person can turn: a number, an address, and when somebody answers."""

    code = models.SlugField(unique=True)
    name = models.TextField()
    council = models.ForeignKey(Council, models.PROTECT, null=True, blank=True, related_name="+")
    phone = models.TextField(blank=True)
    email = models.TextField(blank=True)
    web = models.TextField(blank=True)
    note = models.TextField(blank=True)
    hours = models.JSONField(default=dict)  # weekday -> "09:00-17:00"; empty: always
    # Which of phone, email and web the partnership must give; the start-up check names the rest.
    needs = ArrayField(models.TextField(), default=list)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]

    class Privacy:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        ordinary = {
            "id", "code", "name", "council", "phone", "email", "web", "note", "hours", "needs",
            "position",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def missing(self) -> list[str]:
        """What the partnership has not told us yet, out of what this point needs."""
        return [need for need in self.needs if not getattr(self, need)]


class Destination(models.Model):
    """Where information goes that is not about exploitation, and how to get there."""

    code = models.SlugField(unique=True)
    name = models.TextField()
    when = models.TextField()  # "Somebody may be drawn into terrorism"
    advice = models.TextField()  # a sentence for the person who has the information
    contacts = models.ManyToManyField(ContactPoint, related_name="+")
    position = models.PositiveSmallIntegerField()
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["position"]

    class Privacy:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        ordinary = {
            "id", "code", "name", "when", "advice", "contacts", "position", "is_current",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.name


class ExploitationStrand(models.Model):
    """One of the strategy's kinds of exploitation. New ones arrive as data, and old ones stay."""

    code = models.SlugField(unique=True)
    name = models.TextField()
    description = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["position"]

    class Privacy:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        ordinary = {"id", "code", "name", "description", "position", "is_current"}

    def __str__(self) -> str:
        return self.name


class Town(models.Model):
    """A town of the county, about where it is on the map: from which ways are reckoned. No premises."""

    code = models.SlugField(unique=True)
    name = models.TextField()
    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    latitude = models.FloatField()
    longitude = models.FloatField()
    in_profile = models.BooleanField(default=False)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    class Privacy:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        ordinary = {
            "id", "code", "name", "council", "latitude", "longitude", "in_profile", "is_current",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.name


class LocalStandard(models.Model):
    """A local rule: a value, the dates it holds, and where it comes from."""

    key = models.SlugField(max_length=80)
    value = models.JSONField()
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    source = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "from_on"], name="agencies_one_standard_a_day"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")),
                name="agencies_standard_ends_after_it_starts",
            ),
        ]

    class Privacy:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        ordinary = {"id", "key", "value", "from_on", "until_on", "source"}

    def __str__(self) -> str:
        return self.key
