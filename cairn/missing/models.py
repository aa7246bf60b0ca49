"""What we keep of missing children: every report as it was received, the episodes they belong to,
what was said of each and when, and who was asked to look.

Nothing here holds a state: whether a child is missing, and what a report waits for, is told by facts.
"""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from cairn.accounts.models import User
from cairn.agencies.models import Council
from cairn.children.models import Child
from cairn.foundation.fields import ReferenceField
from cairn.missing.choices import Discussed, Ended, Grade, Kind, Source, What
from cairn.networks.models import Adult, Place


class Period(Func):
    """From when to when, the end not included; without an end, for ever."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Episode(models.Model):
    """A child was missing, or away, once. Open until a return, a birthday or a mistake ends it."""

    reference = ReferenceField(prefix="ME")
    child = models.ForeignKey(Child, models.PROTECT, related_name="missing_episodes")
    council = models.ForeignKey(Council, models.PROTECT, related_name="+")  # which area it was in
    kind = models.TextField(choices=Kind)
    grade = models.TextField(choices=Grade, blank=True)
    police_reference = models.TextField(blank=True)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    ended = models.TextField(choices=Ended, blank=True)
    ended_because = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["child", "-from_at"], name="missing_of_child"),
            models.Index(fields=["-from_at", "-id"], name="missing_by_time"),
            models.Index(
                fields=["from_at", "id"], condition=Q(until_at=None), name="missing_still"
            ),
            models.Index(fields=["-until_at", "-id"], name="missing_by_return"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=Q(until_at=None), name="missing_one_open_episode"
            ),
            models.CheckConstraint(
                condition=Q(until_at=None, ended="") | Q(until_at__isnull=False) & ~Q(ended=""),
                name="missing_ends_in_some_way",
            ),
            models.CheckConstraint(
                condition=Q(until_at=None) | Q(until_at__gte=F("from_at")),
                name="missing_ends_after_it_begins",
            ),
            # What turned out to be a mistake was no time of being missing.
            ExclusionConstraint(
                name="missing_no_two_at_one_time",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    (
                        Period("from_at", "until_at", RangeBoundary()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=~Q(ended=Ended.NOT_MISSING),
            ),
        ]

    class Privacy:
        identifying = {"child", "ended_because"}
        sensitive = {"kind", "grade", "police_reference", "from_at", "until_at", "ended"}
        ordinary = {"id", "reference", "council", "opened_at", "opened_by", "version"}

    def __str__(self) -> str:
        return self.reference


class Report(models.Model):
    """Somebody says that a child is missing, as they said it. Kept for ever, whatever becomes of it."""

    reference = ReferenceField(prefix="MR")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    source = models.TextField(choices=Source)
    sender = models.TextField(blank=True)  # the system or the person it came from, by name
    message = models.TextField(blank=True)  # the sender's own number of this message
    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    kind = models.TextField(choices=Kind)
    grade = models.TextField(choices=Grade, blank=True)
    police_reference = models.TextField(blank=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    reported_at = models.DateTimeField()
    found_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    given_name = models.TextField(blank=True)
    family_name = models.TextField(blank=True)
    born_on = models.DateField(null=True, blank=True)
    said = models.JSONField(default=dict)  # the rest, field by field, in the words of the sender
    written = models.JSONField(default=dict)  # times as written, where London's clocks cannot tell
    child = models.ForeignKey(
        Child, models.PROTECT, null=True, blank=True, related_name="missing_reports"
    )
    episode = models.ForeignKey(
        Episode, models.PROTECT, null=True, blank=True, related_name="reports"
    )
    asks = models.TextField(blank=True)  # what somebody has to look at, if anything
    set_aside_at = models.DateTimeField(null=True, blank=True)
    set_aside_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    set_aside_because = models.TextField(blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    does = models.TextField(blank=True)  # what whoever took it on said they do
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="missing_reports_by_time"),
            models.Index(
                fields=["message"], condition=~Q(message=""), name="missing_reports_by_number"
            ),
            models.Index(
                fields=["received_at", "id"], condition=Q(acknowledged_at=None, set_aside_at=None),
                name="missing_reports_waiting",
            ),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "message"], condition=~Q(message=""),
                name="missing_each_message_once",
            ),
            models.CheckConstraint(
                condition=Q(episode=None) | Q(child__isnull=False),
                name="missing_joined_for_a_child",
            ),
            models.CheckConstraint(
                condition=Q(set_aside_at=None, set_aside_by=None, set_aside_because="")
                | Q(set_aside_at__isnull=False, set_aside_by__isnull=False)
                & ~Q(set_aside_because=""),
                name="missing_set_aside_by_somebody_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at=None, acknowledged_by=None)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="missing_acknowledged_by_somebody",
            ),
        ]  # fmt: skip

    class Privacy:
        identifying = {"given_name", "family_name", "born_on", "said", "sender", "child"}
        sensitive = {
            "kind", "grade", "police_reference", "last_seen_at", "reported_at", "found_at",
            "returned_at", "written", "episode", "asks", "set_aside_because", "does",
        }  # fmt: skip
        ordinary = {
            "id", "reference", "key", "source", "message", "council", "received_at",
            "received_by", "set_aside_at", "set_aside_by", "acknowledged_at", "acknowledged_by",
            "version",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.reference

    @property
    def whom(self) -> str:
        """The child, or the name that was reported, of which nobody has chosen the record yet."""
        said = f"{self.given_name} {self.family_name}".strip()
        reported = f"{said} (as reported)" if said else "a child nobody has named yet"
        return self.child.name if self.child else reported


class Saying(models.Model):
    """What somebody said of an episode: when the child was seen, reported, found or back, who says so
    and how. It is never changed: of several the latest counts.
    """

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="sayings")
    what = models.TextField(choices=What)
    at = models.DateTimeField()
    who = models.TextField(blank=True)
    how = models.TextField(blank=True)
    where = models.TextField(blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    with_children = models.ManyToManyField(Child, related_name="+", blank=True)
    with_adults = models.ManyToManyField(Adult, related_name="+", blank=True)
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="+")
    why = models.TextField(blank=True)  # why what was said before was not right
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True, default=uuid.uuid4)

    class Meta:
        ordering = ["said_at", "id"]

    class Privacy:
        identifying = {"who", "how", "where", "why", "with_children", "with_adults", "place"}
        sensitive = {"what", "at"}
        ordinary = {"id", "episode", "report", "said_at", "said_by", "key"}


class Call(models.Model):
    """Somebody was asked to take on a report, and whether their screen showed it to them."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="calls")
    step = models.PositiveSmallIntegerField()
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    until_at = models.DateTimeField()  # when the next person is asked
    shown_at = models.DateTimeField(null=True, blank=True)
    standard = models.TextField()  # the local standard it was held to, as it read then

    class Meta:
        ordering = ["step"]
        constraints = [
            models.UniqueConstraint(fields=["report", "step"], name="missing_each_step_once")
        ]
        indexes = [models.Index(fields=["person", "report"], name="missing_called")]

    class Privacy:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        ordinary = {
            "id", "report", "step", "person", "asked_at", "until_at", "shown_at", "standard",
        }  # fmt: skip


class StrategyDiscussion(models.Model):
    """What somebody who decides answered when a child was missing so often that a strategy discussion
    is asked for: with whom it was held, or why it is not needed. What began before is answered by it.
    """

    reference = ReferenceField(prefix="SD")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    child = models.ForeignKey(Child, models.PROTECT, related_name="strategy_discussions")
    asked = models.TextField()  # what asked for it, in words: Three times in 30 days
    outcome = models.TextField(choices=Discussed)
    held_on = models.DateField(null=True, blank=True)
    with_whom = models.TextField(blank=True)
    why = models.TextField(blank=True)  # what was decided, or why it is not needed
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["child", "-at"], name="missing_discussed")]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=Discussed.HELD, held_on__isnull=False) & ~Q(with_whom="")
                | Q(outcome=Discussed.NOT_NEEDED, held_on=None, with_whom="") & ~Q(why=""),
                name="missing_discussed_or_not_needed",
            ),
        ]

    class Privacy:
        identifying = {"child", "with_whom", "why"}
        sensitive = {"asked", "outcome", "held_on"}
        ordinary = {"id", "reference", "key", "at", "by"}

    def __str__(self) -> str:
        return self.reference


class Dropped(models.Model):
    """A file of notifications that somebody's system left for us, and what of it was not taken."""

    claimed = models.TextField(unique=True)  # under which name it was claimed: each file once
    name = models.TextField()
    at = models.DateTimeField()
    taken = models.PositiveIntegerField()  # how many notifications
    reasons = models.JSONField(default=list)  # why the others were not, one sentence each

    class Meta:
        indexes = [
            models.Index(
                fields=["-at", "-id"], condition=~Q(reasons=[]), name="missing_files_refused"
            ),
        ]

    class Privacy:
        identifying = {"name", "claimed"}
        sensitive = {"reasons"}
        ordinary = {"id", "at", "taken"}

    @property
    def reference(self) -> str:
        """With what its name in the folder begins; the rest of that is as its sender named it."""
        return self.claimed.partition("~")[0] if "~" in self.claimed else str(self.pk)
