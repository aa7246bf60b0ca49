"""What the tracker shows and keeps: who needs a worker, saved views, and what the desk passed on."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import cairn.foundation.fields

# Each pathway's latest level and review, looked up once for each row of a list that needs them.
VIEW = """
CREATE VIEW pathways_latest AS
SELECT pathway.id AS pathway_id, latest_level.level, latest_level.at AS level_at,
       latest_review.at AS reviewed_at
FROM pathways_pathway AS pathway
LEFT JOIN LATERAL (
    SELECT level, at FROM pathways_levelset WHERE pathway_id = pathway.id
    ORDER BY at DESC, id DESC LIMIT 1
) AS latest_level ON true
LEFT JOIN LATERAL (
    SELECT at FROM pathways_review WHERE pathway_id = pathway.id
    ORDER BY at DESC, id DESC LIMIT 1
) AS latest_review ON true
"""


class Migration(migrations.Migration):
    dependencies = [
        ("children", "0003_emergency_reviews"),
        ("pathways", "0002_level_from_assessment"),
        ("submissions", "0002_kept_for_ever"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", cairn.foundation.fields.ReferenceField(prefix="SV")),
                ("key", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("name", models.TextField()),
                ("asked", models.JSONField()),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="WorkerNeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_needed", models.BooleanField()),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.AddField(
            model_name="contact",
            name="submission",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contacts",
                to="submissions.submission",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.UniqueConstraint(
                fields=("submission", "child"), name="pathways_passed_on_once_for_a_child"
            ),
        ),
        migrations.AddField(
            model_name="savedview",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="workerneed",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="workerneed",
            name="pathway",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="worker_needs",
                to="pathways.pathway",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(
                fields=("person", "name"), name="pathways_view_has_its_own_name"
            ),
        ),
        migrations.AddIndex(
            model_name="workerneed",
            index=models.Index(fields=["pathway", "-at", "-id"], name="pathways_latest_need"),
        ),
        migrations.RunSQL(VIEW, "DROP VIEW pathways_latest"),
        migrations.CreateModel(
            name="Latest",
            fields=[
                (
                    "pathway",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="latest",
                        serialize=False,
                        to="pathways.pathway",
                    ),
                ),
                ("level", models.TextField(null=True)),
                ("level_at", models.DateTimeField(null=True)),
                ("reviewed_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "pathways_latest",
                "managed": False,
            },
        ),
    ]
