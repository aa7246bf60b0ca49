"""The one writer of the audit trail. Acts are gathered while an action runs and written just before
its transaction commits: row locks always come before the chain's lock, so two actions cannot wait
for each other, and the chain is held for the shortest time.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

from cairn.audit import reactions
from cairn.audit.models import AuditEvent
from cairn.foundation import clock

_open_act: ContextVar[list[AuditEvent] | None] = ContextVar("open_act", default=None)


@contextmanager
def act() -> Iterator[None]:
    """All or nothing: everything inside is one transaction together with its trace.

    An act inside an act joins it; a failure of either undoes both.
    """
    if _open_act.get() is not None:
        with transaction.atomic(savepoint=False):
            yield
        return
    gathered: list[AuditEvent] = []
    token = _open_act.set(gathered)
    try:
        with transaction.atomic():
            yield
            _write(gathered)
    finally:
        _open_act.reset(token)


def record(*, by: Any, event: models.TextChoices, on: models.Model, **details: Any) -> None:
    """Leave a trace of what `by` did to `on`. Details hold ids, codes and numbers, never names.

    Raises RuntimeError outside an action: no act without its trace, no trace without its act.
    """
    gathered = _open_act.get()
    if gathered is None:
        raise RuntimeError("audit.record() belongs inside an action")
    gathered.append(
        AuditEvent(
            chain=by.audit_chain,
            at=clock.now(),
            actor_id=str(by.pk),
            event=event.value,
            record_type=on._meta.label,
            record_id=str(getattr(on, "reference", on.pk)),
            details=details,
        )
    )


# Written out, because every page that is read writes one: the model layer takes three times as long.
_INSERT = (
    "INSERT INTO audit_auditevent (chain, number, at, actor_id, event, record_type, record_id,"
    " details, previous, digest) VALUES (%s, 0, %s, %s, %s, %s, %s, %s, '', '') RETURNING id"
)


def _write(gathered: list[AuditEvent]) -> None:
    with connection.cursor() as cursor:
        for event in gathered:
            details = json.dumps(event.details, cls=DjangoJSONEncoder)
            cursor.execute(
                _INSERT,
                [
                    event.chain, event.at, event.actor_id, event.event, event.record_type,
                    event.record_id, details,
                ],
            )  # fmt: skip
            (event.pk,) = cursor.fetchone()
    reactions.queue(gathered)
