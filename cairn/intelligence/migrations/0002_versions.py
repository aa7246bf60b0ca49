"""Versions of strands, the text they are found by, and when each person last looked."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from cairn.foundation import clock


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("children", "0001_initial"),
        ("intelligence", "0001_initial"),
        ("networks", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LastLook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("new_since", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="StrandVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("claim", models.TextField()),
                ("text", models.TextField()),
                ("happened_from", models.DateField(blank=True, null=True)),
                ("happened_to", models.DateField(blank=True, null=True)),
                ("happened_words", models.TextField(blank=True)),
                ("learned_on", models.DateField()),
                (
                    "strand_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                (
                    "source_grade",
                    models.TextField(
                        choices=[
                            ("1", "1: Reliable"),
                            ("2", "2: Untested"),
                            ("3", "3: Not reliable"),
                        ]
                    ),
                ),
                (
                    "information_grade",
                    models.TextField(
                        choices=[
                            ("A", "A: Known directly to the source"),
                            ("B", "B: Known indirectly, but corroborated"),
                            ("C", "C: Known indirectly"),
                            ("D", "D: Not known"),
                            ("E", "E: Suspected to be false"),
                        ]
                    ),
                ),
                (
                    "handling",
                    models.TextField(
                        choices=[
                            ("P", "P: Lawful sharing permitted"),
                            ("C", "C: Sharing permitted with conditions"),
                        ]
                    ),
                ),
                ("conditions", models.TextField(blank=True)),
                ("number", models.PositiveIntegerField()),
                ("links", models.JSONField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.AddField(
            model_name="strand",
            name="changed_at",
            field=models.DateTimeField(default=clock.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="strand",
            name="search_text",
            field=models.TextField(default="", editable=False),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="strand",
            index=models.Index(fields=["-made_at", "-id"], name="intelligence_newest"),
        ),
        migrations.AddIndex(
            model_name="strand",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search_text"], name="intelligence_by_text", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddField(
            model_name="lastlook",
            name="child",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="children.child"
            ),
        ),
        migrations.AddField(
            model_name="lastlook",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="strandversion",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="strandversion",
            name="strand",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="intelligence.strand",
            ),
        ),
        migrations.AddConstraint(
            model_name="lastlook",
            constraint=models.UniqueConstraint(
                fields=("person", "child"), name="intelligence_one_last_look_each"
            ),
        ),
        migrations.AddConstraint(
            model_name="strandversion",
            constraint=models.UniqueConstraint(
                fields=("strand", "number"), name="intelligence_versions_are_numbered"
            ),
        ),
    ]
