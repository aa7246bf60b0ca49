"""What we keep of the people who use the service."""

from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from cairn.accounts.choices import LetterState
from cairn.accounts.roles import SYSTEMS, Role, permissions_of
from cairn.agencies.models import Agency, Council, Team
from cairn.agencies.queries import areas_covered
from cairn.audit.choices import Permission
from cairn.foundation.fields import ReferenceField

COUNTY_CHAIN = "county"


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def system(self) -> "User":
        """The actor of jobs and set-up. It has no password and cannot sign in."""
        user, _ = self.get_or_create(
            email="system@cairn.invalid", defaults={"name": "Cairn", "roles": [Role.SYSTEM]}
        )
        return user


class User(AbstractBaseUser):
    """A person with an account, or the system itself. There are no superusers."""

    reference = ReferenceField(prefix="PN")
    email = models.EmailField(unique=True)
    name = models.TextField()
    job_title = models.TextField(blank=True)
    roles = ArrayField(models.TextField(choices=Role))
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="people")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="people")
    ended_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agency__isnull=False) | Q(roles__contains=[Role.SYSTEM]),
                name="accounts_people_belong_to_an_agency",
            ),
            models.UniqueConstraint(Lower("email"), name="accounts_one_person_an_address"),
        ]
        indexes = [
            # An agency's people by name, a page at a time.
            models.Index(fields=["agency", "name", "id"], name="accounts_people_by_name"),
        ]

    class Privacy:
        identifying = {"email", "name", "password"}
        sensitive = {"last_login"}
        ordinary = {"id", "reference", "job_title", "roles", "agency", "team", "ended_at"}

    def __str__(self) -> str:
        return self.reference

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # computed from a fact, never set
        return self.ended_at is None

    @property
    def is_system(self) -> bool:
        """Another system, and nobody who signs in."""
        return bool(SYSTEMS.intersection(self.roles))

    @property
    def mark(self) -> str:
        """What a page may say of who this is: a browser can compare it, and nobody can guess it."""
        return salted_hmac("cairn.accounts.mark", str(self.pk)).hexdigest()[:32]

    @cached_property
    def permissions(self) -> frozenset[Permission]:
        return permissions_of(self.roles)

    @cached_property
    def councils(self) -> list[Council]:
        """The council areas this person's work covers: the team's, or else the agency's."""
        return areas_covered(by=self, agency_id=self.agency_id, team_id=self.team_id)

    @cached_property
    def council_ids(self) -> frozenset[int]:
        return frozenset(council.pk for council in self.councils)

    @cached_property
    def audit_chain(self) -> str:
        """One chain per council area; people who work across the county share one."""
        return self.councils[0].code if len(self.councils) == 1 else COUNTY_CHAIN


class Invitation(models.Model):
    """An agency's administrator asks a colleague in, for the first time or again.

    The link's secret is kept only as a digest.
    """

    reference = ReferenceField(prefix="NV")
    email = models.EmailField()
    name = models.TextField()
    job_title = models.TextField(blank=True)
    roles = ArrayField(models.TextField(choices=Role))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    digest = models.BinaryField(unique=True)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    letter = models.TextField(choices=LetterState, default=LetterState.WAITING)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="accounts_accepted_at_and_by_go_together",
            ),
            models.UniqueConstraint(
                "agency",
                Lower("email"),
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="accounts_one_open_invitation_an_address",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "-invited_at", "-id"], name="accounts_invitations_by_time"
            ),
        ]

    class Privacy:
        identifying = {"email", "name", "digest"}
        sensitive: set[str] = set()
        ordinary = {
            "id", "reference", "job_title", "roles", "agency", "team", "invited_by", "invited_at",
            "expires_at", "accepted_at", "accepted_by", "withdrawn_at", "letter",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.reference


class Key(models.Model):
    """What another system shows when it sends us something, as its account. Kept only as a digest."""

    reference = ReferenceField(prefix="KY")
    account = models.ForeignKey(User, models.PROTECT, related_name="keys")
    asked_as = models.UUIDField(unique=True)  # a form that is sent twice makes one key
    digest = models.BinaryField(unique=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)  # to the minute
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="accounts_keys_are_withdrawn_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="accounts_keys_end"
            ),
        ]

    class Privacy:
        identifying = {"digest"}
        sensitive: set[str] = set()
        ordinary = {
            "id", "reference", "account", "asked_as", "made_by", "made_at", "expires_at",
            "last_used_at", "withdrawn_at", "withdrawn_by",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.reference


class Notice(models.Model):
    """Something a person needs to know. It holds a page's name and reference, never a story."""

    reference = ReferenceField(prefix="NT")
    person = models.ForeignKey(User, models.PROTECT, related_name="notices")
    key = models.TextField()  # the same notice is given once, however often a job runs
    wording = models.TextField()
    page = models.TextField(blank=True)  # the page's name
    about = models.TextField(blank=True)  # the reference of what it is about
    given_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    letter = models.TextField(choices=LetterState, default=LetterState.WAITING)
    sent_at = models.DateTimeField(null=True, blank=True)  # while it waits: when it was last tried

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="accounts_one_notice_per_key"),
        ]
        indexes = [
            models.Index(
                fields=["person", "-given_at", "-id"],
                condition=Q(seen_at=None),
                name="accounts_unseen",
            ),
            models.Index(fields=["person", "-given_at", "-id"], name="accounts_notices_by_time"),
            models.Index(
                fields=["person", "-sent_at"],
                condition=Q(sent_at__isnull=False),
                name="accounts_notices_sent",
            ),
            models.Index(fields=["about"], condition=Q(seen_at=None), name="accounts_unseen_about"),
        ]

    class Privacy:
        identifying: set[str] = set()
        sensitive = {"wording", "about"}
        ordinary = {
            "id", "reference", "person", "key", "page", "given_at", "seen_at", "letter", "sent_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.reference
