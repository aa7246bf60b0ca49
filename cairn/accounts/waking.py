"""Open pages hear that something is new for their person: a person's number, and nothing else."""

from collections.abc import Iterable

from django.db import connection

CHANNEL = "cairn_notice"
LISTENS_AS = "cairn live"  # how PostgreSQL lists the connection of whoever passes it on


def wake(people: Iterable[int]) -> None:
    """The pages of these people look again once this transaction has been committed. Of one that
    fails, they hear nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_notify(%s, number::text) FROM unnest(%s::bigint[]) AS number",
            [CHANNEL, sorted(set(people))],
        )
