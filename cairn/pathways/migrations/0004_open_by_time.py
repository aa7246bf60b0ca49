"""An index for the open pathways of the whole county, the newest first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pathways", "0003_tracker")]

    operations = [
        migrations.AddIndex(
            model_name="pathway",
            index=models.Index(
                fields=["-opened_at", "-id"],
                condition=models.Q(closed_at=None),
                name="pathways_open_by_time",
            ),
        ),
    ]
