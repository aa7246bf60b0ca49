"""Answers about strategy discussions that a pattern asked for."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import cairn.foundation.fields


class Migration(migrations.Migration):
    dependencies = [
        ("children", "0003_emergency_reviews"),
        ("missing", "0002_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StrategyDiscussion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", cairn.foundation.fields.ReferenceField(prefix="SD")),
                ("key", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("asked", models.TextField()),
                (
                    "outcome",
                    models.TextField(
                        choices=[("held", "It was held"), ("not_needed", "It is not needed")]
                    ),
                ),
                ("held_on", models.DateField(blank=True, null=True)),
                ("with_whom", models.TextField(blank=True)),
                ("why", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="strategy_discussions",
                        to="children.child",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["child", "-at"], name="missing_discussed")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("held_on__isnull", False),
                                ("outcome", "held"),
                                models.Q(("with_whom", ""), _negated=True),
                            ),
                            models.Q(
                                ("held_on", None),
                                ("outcome", "not_needed"),
                                ("with_whom", ""),
                                models.Q(("why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="missing_discussed_or_not_needed",
                    )
                ],
            },
        ),
    ]
