"""Reads what the checks need, by plain SQL, past the product: the judge shares no code with the judged."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import psycopg

from tools.faults.checks import Job, Kept

NOTE = "Note {}."
_KEPT = r"""
    SELECT s.key::text, s.reference,
        coalesce(substring(s.content #>> '{story,what}' FROM 'Note ([a-z0-9-]+)\.'), ''),
        encode(s.code_digest, 'hex'),
        ARRAY(SELECT ARRAY[m.kind, m.label] FROM submissions_mention m
              WHERE m.submission_id = s.id),
        (SELECT count(*) FROM submissions_submitter w WHERE w.submission_id = s.id),
        (SELECT count(*) FROM audit_auditevent e
         WHERE e.event = 'submissions.sent' AND e.record_id = s.reference
           AND e.record_type = 'submissions.Submission'),
        s.rank = 0
    FROM submissions_submission s
"""
_EVENTS = "SELECT id, event FROM audit_auditevent WHERE event = ANY(%s)"
_RUNS = "SELECT event_id, reaction FROM audit_reactionrun"
_NOTICES = "SELECT person_id, key FROM accounts_notice"
_DESK = "SELECT id FROM accounts_user WHERE 'police_ce' = ANY(roles) AND ended_at IS NULL"
_JOBS = """
    SELECT task_name, status::text, coalesce(scheduled_at > now(), false) AND attempts = 0
    FROM procrastinate_jobs
"""
_WAITING = """
    SELECT count(*) FROM procrastinate_jobs
    WHERE status IN ('todo', 'doing') AND (scheduled_at IS NULL OR scheduled_at < now() + %s
                                           OR attempts > 0)
"""


@contextmanager
def asking(url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(url, autocommit=True, connect_timeout=5) as connection:
        yield connection


def kept(connection: psycopg.Connection) -> list[Kept]:
    return [
        Kept(key, reference, note, digest, tuple(sorted(map(tuple, named))), *rest)
        for key, reference, note, digest, named, *rest in connection.execute(_KEPT)
    ]


def events(connection: psycopg.Connection, names: list[str]) -> dict[int, str]:
    return dict(connection.execute(_EVENTS, [names]).fetchall())


def runs(connection: psycopg.Connection) -> list[tuple[int, str]]:
    return connection.execute(_RUNS).fetchall()


def notices(connection: psycopg.Connection) -> list[tuple[int, str]]:
    return connection.execute(_NOTICES).fetchall()


def desk(connection: psycopg.Connection) -> list[int]:
    """The people at the police desk, who work across the county."""
    return [person for (person,) in connection.execute(_DESK)]


def jobs(connection: psycopg.Connection) -> list[Job]:
    return [Job(*row) for row in connection.execute(_JOBS)]


def waiting(connection: psycopg.Connection) -> int:
    """Jobs that have yet to run; those planned for more than an hour ahead do not count."""
    return connection.execute(_WAITING, [timedelta(hours=1)]).fetchone()[0]
