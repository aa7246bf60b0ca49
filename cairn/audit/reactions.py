"""When something in an early chapter causes something in a later one.

The table in config/reactions.py is the only place where that flow is written. A reaction is queued
in the act's own transaction and runs from the job queue after commit, at least once; the row in
ReactionRun is written with its effect, so that running twice changes nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from cairn.audit.models import AuditEvent, ReactionRun
from cairn.foundation import clock


@cache
def table() -> Mapping[str, Sequence[str]]:
    """Event name -> dotted paths of the reactions to it."""
    return import_string(settings.REACTIONS)


def queue(events: Iterable[AuditEvent]) -> None:
    """Put every reaction to these events in the queue, in the open transaction."""
    from cairn.audit.tasks import run_reaction  # the job imports this module

    for event in events:
        for path in table().get(event.event, ()):
            run_reaction.defer(event_id=event.pk, reaction=path)


def run(*, event_id: int, reaction: str) -> bool:
    """Run one reaction to one event, once in effect. False where it had already run."""
    react: Callable[[AuditEvent], None] = import_string(reaction)
    with transaction.atomic():
        _, is_new = ReactionRun.objects.get_or_create(
            event_id=event_id, reaction=reaction, defaults={"done_at": clock.now()}
        )
        if is_new:
            react(AuditEvent.objects.get(pk=event_id))
    return is_new
