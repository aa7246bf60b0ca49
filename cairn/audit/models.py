"""What we keep of every act and every reading. The database chains it and refuses change.

Text and ids only: no foreign keys, so that nothing can cascade here, and no names.
"""

from django.contrib.postgres.indexes import BrinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class AuditEvent(models.Model):
    """One act. `chain`, `number`, `previous` and `digest` are written by a database trigger."""

    chain = models.TextField()
    number = models.BigIntegerField(default=0)
    at = models.DateTimeField()
    actor_id = models.TextField()
    event = models.TextField()
    record_type = models.TextField()
    record_id = models.TextField()
    details = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    previous = models.BinaryField(default=bytes)
    digest = models.BinaryField(default=bytes)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="audit_one_row_per_number"),
        ]
        indexes = [
            # What was done to something since then, whoever looked at it meanwhile.
            models.Index(fields=["record_id", "event", "at"], name="audit_acts_on_record"),
            models.Index(fields=["actor_id", "id"], name="audit_by_actor"),
            # When somebody last looked at something: asked by every page of a record.
            models.Index(fields=["record_id", "actor_id", "at"], name="audit_last_look"),
            BrinIndex(fields=["at"], name="audit_by_time"),
        ]

    class Privacy:
        identifying: set[str] = set()
        sensitive = {"details", "record_id"}
        ordinary = {
            "id", "chain", "number", "at", "actor_id", "event", "record_type", "previous", "digest",
        }  # fmt: skip


class ChainHead(models.Model):
    """The last number and digest of each chain. Only the trigger writes here."""

    chain = models.TextField(primary_key=True)
    length = models.BigIntegerField()
    head = models.BinaryField()

    class Privacy:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        ordinary = {"chain", "length", "head"}


class ReactionRun(models.Model):
    """One reaction to one event, done. Written with the reaction's effect, so it happens once."""

    event_id = models.BigIntegerField()
    reaction = models.TextField()
    done_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event_id", "reaction"], name="audit_reaction_runs_once"
            ),
        ]

    class Privacy:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        ordinary = {"id", "event_id", "reaction", "done_at"}
