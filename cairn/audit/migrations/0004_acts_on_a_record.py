"""An index for what was done to a record since a moment, however often it was looked at."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_last_look")]
    operations = [
        migrations.RemoveIndex("auditevent", "audit_by_record"),
        migrations.AddIndex(
            "auditevent",
            models.Index(fields=["record_id", "event", "at"], name="audit_acts_on_record"),
        ),
    ]
