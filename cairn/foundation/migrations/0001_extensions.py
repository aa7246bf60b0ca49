"""What the database needs before any table: similar words, and the cache's table."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

CACHE = """
CREATE TABLE foundation_cache (
    cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
);
CREATE INDEX foundation_cache_expires ON foundation_cache (expires);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [TrigramExtension(), migrations.RunSQL(CACHE, "DROP TABLE foundation_cache")]
