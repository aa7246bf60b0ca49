"""What a list of adults goes by: the name, or what people call somebody without one."""

from django.db import migrations, models
from django.db.models import F, Value
from django.db.models.functions import Coalesce, Left, Lower, NullIf


class Migration(migrations.Migration):
    dependencies = [("networks", "0002_keys_and_indexes")]
    operations = [
        migrations.RemoveIndex("adult", "networks_adults_by_name"),
        migrations.AddField(
            "adult",
            "sorted_by",
            models.GeneratedField(
                expression=Lower(
                    Left(
                        Coalesce(
                            NullIf("name", Value("")), F("also_known_as__0"), F("description")
                        ),
                        100,
                    )
                ),
                output_field=models.TextField(),
                db_persist=True,
            ),
        ),
        migrations.AddIndex(
            "adult", models.Index(fields=["sorted_by", "id"], name="networks_adults_in_order")
        ),
    ]
