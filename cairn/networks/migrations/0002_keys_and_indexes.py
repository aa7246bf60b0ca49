"""A key for each form sent, indexes for lists, and things unique within their own area."""

import uuid

from django.db import migrations, models

KEYED = ("adult", "place", "thing")


class Migration(migrations.Migration):
    dependencies = [("networks", "0001_initial")]

    operations = [
        *(migrations.AddField(name, "key", models.UUIDField(null=True)) for name in KEYED),
        *(
            migrations.RunSQL(
                f"UPDATE networks_{name} SET key = gen_random_uuid() WHERE key IS NULL",  # noqa: S608
                migrations.RunSQL.noop,
            )
            for name in KEYED
        ),
        *(
            migrations.AlterField(name, "key", models.UUIDField(default=uuid.uuid4, unique=True))
            for name in KEYED
        ),
        *(
            migrations.AddIndex(
                name,
                models.Index(fields=[field, "id"], name=f"networks_{name}s_by_{field}"),
            )
            for name, field in (("adult", "name"), ("place", "name"), ("thing", "value"))
        ),
        migrations.RemoveConstraint("thing", "networks_one_record_a_thing"),
        migrations.AddConstraint(
            "thing",
            models.UniqueConstraint(
                fields=("council", "kind", "normal"), name="networks_one_record_a_thing"
            ),
        ),
    ]
