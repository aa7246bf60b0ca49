"""An index for lists in the order in which things happened."""

from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Coalesce


class Migration(migrations.Migration):
    dependencies = [("intelligence", "0003_kept_for_ever")]
    operations = [
        migrations.AddIndex(
            "strand",
            models.Index(
                Coalesce("happened_to", "happened_from", "learned_on").desc(),
                F("id").desc(),
                name="intelligence_happened",
            ),
        ),
    ]
