"""What must be true of the people before the service starts."""

from django.core.checks import CheckMessage, Warning, register
from django.db import DatabaseError, transaction

from cairn.accounts import people
from cairn.triage import queries


@register("database")
def somebody_is_told(app_configs, databases=None, **kwargs) -> list[CheckMessage]:
    """Name every area in which nobody would be told of what lies too long in the queue."""
    if not databases or "default" not in databases:
        return []
    try:
        with transaction.atomic():
            areas = queries.areas_where_nobody_is_told(by=people.system())
    except DatabaseError:
        return []  # no database, or no tables yet: said by whoever needs them
    return [
        Warning(
            f"In {area}, nobody is told when something in the queue is not picked up.",
            hint="Invite somebody with one of the roles in the local standard "
            "“desk-escalation-ladder”, or add a role to it that somebody there has.",
            id="triage.W001",
        )
        for area in areas
    ]
