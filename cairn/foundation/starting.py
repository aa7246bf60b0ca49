"""What is asked before the web server or the worker starts. Where an answer is wrong, neither does."""

from collections.abc import Iterable

from django.conf import settings
from django.core.checks import ERROR, CheckMessage, Tags, run_checks
from django.core.management.base import CommandError
from django.db import OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor

NO_DATABASE = """PostgreSQL does not answer: {problem}

There are three ways to give Cairn a PostgreSQL (15 or newer):
  1. DATABASE_URL names one that you run: postgresql://user@host/name
  2. PostgreSQL's programs are installed (apt-get install postgresql): `make demo` and `make test`
     start a private one with them.
  3. Neither: `make demo` and `make test` use the one that the lock brings."""


def refuse_unless_sound() -> list[str]:
    """Ask everything. Returns the warnings, in words; raises CommandError where we must not start."""
    try:
        connection.ensure_connection()
    except OperationalError as problem:
        raise CommandError(NO_DATABASE.format(problem=str(problem).strip())) from None
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("The database is not up to date. Run `cairn migrate`.")
    messages = _messages()
    errors = [message for message in messages if message.level >= ERROR]
    if errors:
        raise CommandError("Cairn does not start:\n" + "\n".join(_said(errors)))
    connections.close_all()  # processes that are forked from here must not share one
    return _said(messages)


def _messages() -> list[CheckMessage]:
    """Every check; those for a deployment too, where this is one. Data is always held to them."""
    asked = run_checks(databases=["default"], include_deployment_checks=settings.IS_PRODUCTION)
    asked += run_checks(tags=[Tags.database], databases=["default"], include_deployment_checks=True)
    unsaid: list[CheckMessage] = []
    for message in asked:
        if message not in unsaid and not message.is_silenced():
            unsaid.append(message)
    return unsaid


def _said(messages: Iterable[CheckMessage]) -> list[str]:
    return [
        f"{message.id}: {message.msg}" + (f"\n    {message.hint}" if message.hint else "")
        for message in messages
    ]
