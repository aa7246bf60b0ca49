"""A key for each form sent, indexes for reach and lists, and emergency requests that were refused."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("children", "0001_initial")]

    operations = [
        migrations.AddField("child", "key", models.UUIDField(null=True)),
        migrations.RunSQL(
            "UPDATE children_child SET key = gen_random_uuid() WHERE key IS NULL",
            migrations.RunSQL.noop,
        ),
        migrations.AlterField("child", "key", models.UUIDField(default=uuid.uuid4, unique=True)),
        migrations.AddField("emergencyaccess", "was_given", models.BooleanField(default=True)),
        migrations.AddIndex(
            "child",
            models.Index(fields=["family_name", "given_name", "id"], name="children_by_family"),
        ),
        migrations.AddIndex("child", models.Index(fields=["born_on"], name="children_by_birthday")),
        migrations.RemoveIndex("involvement", "children_by_agency"),
        migrations.AddIndex(
            "involvement",
            models.Index(
                condition=models.Q(("person", None), ("until_on", None)),
                fields=["team", "child"],
                name="children_by_team",
            ),
        ),
        migrations.AddIndex(
            "involvement",
            models.Index(
                condition=models.Q(("person", None), ("team", None), ("until_on", None)),
                fields=["agency", "child"],
                name="children_by_whole_agency",
            ),
        ),
        migrations.AddIndex(
            "emergencyaccess",
            models.Index(
                condition=models.Q(("was_given", True)),
                fields=["person", "until_at"],
                name="children_in_force",
            ),
        ),
        migrations.AddIndex(
            "emergencyaccess",
            models.Index(fields=["-from_at", "-id"], name="children_emergencies"),
        ),
    ]
