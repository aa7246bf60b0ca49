"""Notices that wait are found by what they are about, to close them when that is dealt with."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_references_and_letters")]

    operations = [
        migrations.AddIndex(
            "notice",
            models.Index(fields=["about"], condition=Q(seen_at=None), name="accounts_unseen_about"),
        ),
    ]
