"""What must be true of the machine before the service starts."""

from django.core.checks import Error, register
from django.db import OperationalError, connection


@register("database", deploy=False)
def durability(app_configs, databases=None, **kwargs):
    """A receipt promises that nothing is lost: refuse a database that may forget a commit."""
    if not databases or "default" not in databases:
        return []
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            (said,) = cursor.fetchone()
            cursor.execute("SHOW server_version_num")
            version = int(cursor.fetchone()[0])
    except OperationalError:
        return []  # no database at all is reported by whoever needs it
    problems = []
    if said == "off":
        problems.append(
            Error(
                "PostgreSQL runs with synchronous_commit off, so a crash could lose what people "
                "were told was received.",
                hint="Set synchronous_commit = on for this database and role.",
                id="foundation.E001",
            )
        )
    if version < 150000:
        problems.append(
            Error("PostgreSQL is older than 15.", hint="Use 15 or newer.", id="foundation.E002")
        )
    return problems
