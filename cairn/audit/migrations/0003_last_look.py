"""An index for when somebody last looked at something."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_chain_and_append_only")]
    operations = [
        migrations.AddIndex(
            "auditevent",
            models.Index(fields=["record_id", "actor_id", "at"], name="audit_last_look"),
        ),
    ]
