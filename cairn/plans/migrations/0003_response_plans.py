"""A third kind of plan."""

from django.db import migrations, models

KINDS = [
    ("safety", "Safety plan"),
    ("response", "Response plan"),
    ("transition", "Transition plan"),
]


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_versions_stay")]
    operations = [
        migrations.AlterField("plan", "kind", models.TextField(choices=KINDS)),
    ]
