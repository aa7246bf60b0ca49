"""Does the trail still say what it said? Used by `cairn verify_audit` and by tests."""

from dataclasses import dataclass

from django.db import connection

from cairn.audit import anchors

# Each row against the row before it, and against its own content. `lag` sees the whole chain, so a
# removed row shows as a gap in the numbers.
_BROKEN_ROWS = """
    WITH walked AS (
        SELECT e.*, lag(number) OVER w AS number_before, lag(digest) OVER w AS digest_before
        FROM audit_auditevent e
        WINDOW w AS (PARTITION BY chain ORDER BY number)
    )
    SELECT chain, number,
        CASE
            WHEN number <> coalesce(number_before, 0) + 1 THEN 'a row before it is missing'
            WHEN previous <> coalesce(digest_before, ''::bytea) THEN 'it does not follow the row before it'
            ELSE 'its content was changed'
        END
    FROM walked
    WHERE number <> coalesce(number_before, 0) + 1
       OR previous <> coalesce(digest_before, ''::bytea)
       OR digest <> audit_digest(chain, number, at, actor_id, event, record_type, record_id,
                                 details, previous)
    ORDER BY id LIMIT 1
"""
_BROKEN_HEADS = """
    SELECT h.chain, h.length, 'the rows after the last one were cut off'
    FROM audit_chainhead h
    LEFT JOIN audit_auditevent e ON e.chain = h.chain AND e.number = h.length
    WHERE e.digest IS DISTINCT FROM h.head
    ORDER BY h.chain LIMIT 1
"""
_ROW = "SELECT digest FROM audit_auditevent WHERE chain = %s AND number = %s"


@dataclass(frozen=True)
class Break:
    """The first place where the trail does not hold."""

    chain: str
    number: int
    reason: str


def first_break() -> Break | None:
    """The first broken row of any chain, or None where everything holds."""
    with connection.cursor() as cursor:
        for statement in (_BROKEN_ROWS, _BROKEN_HEADS):
            cursor.execute(statement)
            if row := cursor.fetchone():
                return Break(*row)
        for chain, number, digest in anchors.read():
            if number == 0:
                continue
            cursor.execute(_ROW, [chain, number])
            row = cursor.fetchone()
            if row is None or bytes(row[0]) != digest:
                return Break(chain, number, "it is not what was noted outside the database")
    return None


def counts() -> list[tuple[str, int]]:
    """How many rows each chain holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT chain, length FROM audit_chainhead ORDER BY chain")
        return cursor.fetchall()
