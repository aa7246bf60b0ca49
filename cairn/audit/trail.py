"""The one writer of the audit trail. Acts are gathered while an action runs and written, in one
statement, just before its transaction commits: row locks always come before the chain's lock, so
two actions cannot wait for each other, and the chain is held for the shortest time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models, transaction

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


def _write(gathered: list[AuditEvent]) -> None:
    if gathered:
        AuditEvent.objects.bulk_create(gathered)
        reactions.queue(gathered)
