"""What we keep of a child: who they are, and who is involved and why."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from cairn.accounts.models import User
from cairn.agencies.models import Agency, Council, Team
from cairn.children.choices import InvolvementKind
from cairn.foundation.fields import ReferenceField


class Child(models.Model):
    """A child, as far as the partnership knows them. Unknown parts stay empty: unknown is not no."""

    reference = ReferenceField(prefix="CH")
    given_name = models.TextField(blank=True)
    family_name = models.TextField(blank=True)
    also_known_as = ArrayField(models.TextField(), default=list, blank=True)
    search_name = models.TextField(editable=False)  # every name in normal form
    born_on = models.DateField(null=True, blank=True)
    description = models.TextField(blank=True)  # when no name is known
    address = models.TextField(blank=True)
    school = models.TextField(blank=True)
    council = models.ForeignKey(Council, models.PROTECT, related_name="children")
    is_restricted = models.BooleanField(default=False)
    restricted_because = models.TextField(blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True, default=uuid.uuid4)  # a form sent twice is kept once

    class Meta:
        indexes = [
            GinIndex(fields=["search_name"], opclasses=["gin_trgm_ops"], name="children_by_name"),
            models.Index(
                fields=["council", "family_name", "given_name", "id"], name="children_list"
            ),
            models.Index(fields=["family_name", "given_name", "id"], name="children_by_family"),
            models.Index(fields=["born_on"], name="children_by_birthday"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_restricted=False) | ~Q(restricted_because=""),
                name="children_restriction_has_a_reason",
            ),
        ]

    class Privacy:
        identifying = {
            "given_name", "family_name", "also_known_as", "search_name", "born_on",
            "description", "address", "school",
        }  # fmt: skip
        sensitive = {"is_restricted", "restricted_because"}
        ordinary = {"id", "reference", "council", "added_at", "added_by", "version", "key"}

    # Known where one record is looked up: whether it is the reader's for longer than an emergency,
    # and whether anybody ever asked to open it in one.
    is_standing = False
    was_asked_for = True

    def __str__(self) -> str:
        return self.reference

    @property
    def name(self) -> str:
        """The name as people say it. A description is for the record's own page, never for lists."""
        known = f"{self.given_name} {self.family_name}".strip()
        return known or ", ".join(self.also_known_as) or "Name not known"


class Involvement(models.Model):
    """An agency works with a child, and why. Where a person is named, it is theirs alone."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="involvements")
    kind = models.TextField(choices=InvolvementKind)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="involvements"
    )
    why = models.TextField()
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["since_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("since_on")),
                name="children_involvement_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(kind="lead_practitioner", until_on=None),
                name="children_one_lead_practitioner",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "child"], condition=Q(until_on=None), name="children_by_person"
            ),
            models.Index(
                fields=["team", "child"],
                condition=Q(until_on=None, person=None),
                name="children_by_team",
            ),
            models.Index(
                fields=["agency", "child"],
                condition=Q(until_on=None, person=None, team=None),
                name="children_by_whole_agency",
            ),
        ]

    class Privacy:
        identifying = {"child", "person"}
        sensitive = {"kind", "agency", "team", "why"}
        ordinary = {"id", "since_on", "until_on"}


class EmergencyAccess(models.Model):
    """A person asked to open a record outside their reach, said why, and its keeper was told.

    `was_given` is false where the record is restricted: the request is kept, and opened nothing.
    """

    child = models.ForeignKey(Child, models.PROTECT, related_name="emergency_accesses")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.TextField()
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    was_given = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["person", "until_at"], condition=Q(was_given=True), name="children_in_force"
            ),
            models.Index(fields=["-from_at", "-id"], name="children_emergencies"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_at__gt=F("from_at")), name="children_emergency_is_limited"
            ),
        ]

    class Privacy:
        identifying = {"child"}
        sensitive = {"person", "reason"}
        ordinary = {"id", "from_at", "until_at", "was_given"}


class EmergencyReview(models.Model):
    """What information governance concluded of a request for emergency access. Append-only."""

    access = models.OneToOneField(EmergencyAccess, models.PROTECT, related_name="review")
    conclusion = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Privacy:
        identifying = {"access"}
        sensitive = {"conclusion"}
        ordinary = {"id", "at", "by"}
